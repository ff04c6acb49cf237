import TimeModel

extension NodeConfiguration {
    /// Finds and reads the configuration file, applies the command line, and fills in defaults. Opens nothing else.
    ///
    /// Without a file on the command line the first of these counts that exists (`operator §2.1`): `time.conf`, then
    /// `config.toml`, in the given data directory, in the network's default one, and, when no network is given, in the
    /// other network's.
    public init(
        _ overrides: ConfigurationOverrides, environment: OperatorEnvironment
    ) throws(ConfigurationError) {
        guard let (file, text) = try Self.find(overrides, environment) else {
            self = try ConfigurationDraft()
                .resolved(
                    file: nil, network: overrides.network ?? .mainnet, overrides: overrides, environment: environment)
            return
        }
        let isTOML = file.hasSuffix(".toml")
        var draft = isTOML ? try TOMLReader.read(text, file: file) : try TimeConfReader.read(text, file: file)
        try Self.takeMasternodeConf(beside: file, environment, into: &draft)
        let said = try draft.network(file: file, isTOML: isTOML)
        self = try draft.resolved(
            file: file, network: overrides.network ?? said, overrides: overrides, environment: environment)
    }

    private static func find(
        _ overrides: ConfigurationOverrides, _ environment: OperatorEnvironment
    ) throws(ConfigurationError) -> (file: String, text: String)? {
        if let file = overrides.file {
            guard let text = try read(file, environment) else {
                throw ConfigurationError(
                    .fileMissing, at: ConfigurationPlace(file: file), "no such file",
                    remedy: "create it, or leave out --conf to use the default one")
            }
            return (file, text)
        }
        for directory in try searchOrder(overrides, environment) {
            for name in ["time.conf", "config.toml"] {
                let file = directory + "/" + name
                if let text = try read(file, environment) { return (file, text) }
            }
        }
        return nil
    }

    /// Nobody's keys have to be readable for a node that has no use for them.
    private static func takeMasternodeConf(
        beside file: String, _ environment: OperatorEnvironment, into draft: inout ConfigurationDraft
    ) throws(ConfigurationError) {
        let path = (file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + "masternode.conf"
        do {
            guard let text = try read(path, environment) else { return }
            try MasternodeConfReader.read(text, file: path, into: &draft)
        } catch  where error.code == .fileUnreadable {
            draft.note(error.place, "\(error.problem); \(TOMLKeys.observer), so nothing is lost")
        }
    }

    private static func searchOrder(
        _ overrides: ConfigurationOverrides, _ environment: OperatorEnvironment
    ) throws(ConfigurationError) -> [String] {
        var directories = overrides.dataDirectory.map { [$0] } ?? []
        for network in overrides.network.map({ [$0] }) ?? [.mainnet, .testnet] {
            do {
                directories.append(try environment.defaultDataDirectory(of: network))
            } catch {
                if overrides.dataDirectory == nil { throw error }
            }
        }
        return directories
    }

    private static func read(
        _ file: String, _ environment: OperatorEnvironment
    ) throws(ConfigurationError) -> String? {
        let bytes: [UInt8]?
        do {
            bytes = try environment.readFile(file)
        } catch {
            throw ConfigurationError(
                .fileUnreadable, at: ConfigurationPlace(file: file), "cannot be read: \(error.reason)",
                remedy: "check the path and its permissions")
        }
        guard let bytes else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            throw ConfigurationError(
                .syntax, at: ConfigurationPlace(file: file, line: line.map { $0 + 1 }), "not UTF-8 text",
                remedy: "save the file as UTF-8")
        }
        return text
    }
}
