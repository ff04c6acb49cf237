public import TimeModel

/// What surrounds the program: environment variables and files. Comes in from outside, so that tests bring their own.
public struct OperatorEnvironment: Sendable {
    public let variables: [String: String]
    /// The bytes of a file; nil when there is none at that path.
    let readFile: @Sendable (String) throws(FileFailure) -> [UInt8]?

    package init(
        variables: [String: String],
        readFile: @escaping @Sendable (String) throws(FileFailure) -> [UInt8]? = FileFailure.read
    ) {
        self.variables = variables
        self.readFile = readFile
    }

    /// The directory of a network below the home directory: `~/.timecoin` or `~/.timecoin/testnet`.
    public func defaultDataDirectory(
        of network: NetworkParameters.Network
    ) throws(ConfigurationError) -> String {
        try homeDirectory() + "/.timecoin" + (network == .testnet ? "/testnet" : "")
    }

    private func homeDirectory() throws(ConfigurationError) -> String {
        guard let home = variables["HOME"], home.hasPrefix("/") else {
            throw ConfigurationError(
                .noHomeDirectory, at: nil, "HOME names no directory", remedy: "give --datadir, or set HOME")
        }
        return home.count > 1 && home.hasSuffix("/") ? String(home.dropLast()) : home
    }

    /// The command line's directory, else the file's, else the default. `""` and `./…` in a file mean the default, as they
    /// do upstream.
    func dataDirectory(
        _ override: String?, file: Placed<String>?, _ network: NetworkParameters.Network
    ) throws(ConfigurationError) -> String {
        if let override { return override }
        guard let file, !file.value.isEmpty, !file.value.hasPrefix("./") else {
            return try defaultDataDirectory(of: network)
        }
        if file.value.hasPrefix("~/") { return try homeDirectory() + file.value.dropFirst() }
        guard file.value.hasPrefix("/") else {
            throw ConfigurationError(
                .invalidValue, at: file.place, "not an absolute path: \"\(file.value)\"",
                remedy: "start it with / or ~/")
        }
        return file.value
    }
}
