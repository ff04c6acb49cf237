import TimeModel

extension ConfigurationDraft {
    /// The network the file stands for (`operator §2.1`). `isTOML` tells which file's default counts.
    func network(file: String?, isTOML: Bool) throws(ConfigurationError) -> NetworkParameters.Network {
        if isTOML {
            guard let network else { return .testnet }
            guard let known = NetworkParameters.Network(rawValue: network.value) else {
                throw ConfigurationError(
                    .invalidValue, at: network.place, "no such network: \"\(network.value)\"",
                    remedy: "use \"mainnet\" or \"testnet\"")
            }
            return known
        }
        if let testnet { return testnet.value == "1" ? .testnet : .mainnet }
        if mainnet?.value == "1" { return .mainnet }
        return file?.split(separator: "/").dropLast().last == "testnet" ? .testnet : .mainnet
    }
}
