public import ArgumentParser
public import TimeConfiguration
public import TimeModel

/// The options that mean the same in every program: which node, and how much it says.
public struct NodeOptions: ParsableArguments {
    @Option(help: "The network: mainnet or testnet.")
    public var network: NetworkParameters.Network?

    @Flag(help: "The same as --network testnet.")
    public var testnet = false

    @Option(name: .customLong("datadir"), help: ArgumentHelp("The network's data directory.", valueName: "directory"))
    public var dataDirectory: String?

    @Option(
        name: [.customShort("c"), .customLong("conf"), .customLong("config")],
        help: ArgumentHelp("The configuration file; TOML if its name ends in .toml, else time.conf.", valueName: "file")
    )
    public var configurationFile: String?

    @Option(help: "What to log: trace, debug, info, notice, warning, error or critical.")
    public var logLevel: LogLevel?

    @Flag(name: .shortAndLong, help: "The same as --log-level trace.")
    public var verbose = false

    public init() {}

    public func validate() throws {
        if testnet, network == .mainnet {
            throw ValidationError("--testnet and --network mainnet contradict each other")
        }
        if verbose, logLevel != nil {
            throw ValidationError("--verbose and --log-level contradict each other")
        }
    }

    /// These options as what wins over the configuration file.
    public var overrides: ConfigurationOverrides {
        ConfigurationOverrides(
            file: configurationFile, network: testnet ? .testnet : network, dataDirectory: dataDirectory,
            logLevel: verbose ? .trace : logLevel)
    }
}
