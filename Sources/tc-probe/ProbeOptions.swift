import ArgumentParser
import TimeCommandLine
import TimeConfiguration
import TimeModel

struct SourceOptions: ParsableArguments {
    @Flag(help: "Probe the addresses that the whitelist approves.")
    var whitelist = false

    @Flag(help: "Probe what the configured lists of peers name.")
    var api = false

    @Flag(help: "Probe the masternodes that the node has in its store.")
    var masternodes = false

    var isGiven: Bool { whitelist || api || masternodes }
}

struct MannerOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "How many pings to send each peer.")
    var count = 5

    @Option(name: .shortAndLong, help: "Seconds from one ping to the next; 2 or more.")
    var interval = 2.0

    @Option(
        help: ArgumentHelp(
            "Seconds until a peer has told its tip, and again until its last pong.", valueName: "seconds"))
    var timeout = 10.0

    @Option(help: "How many peers to probe at a time.")
    var concurrency = 32

    @Option(help: ArgumentHelp("The local address to connect from.", valueName: "address"))
    var from: String?

    @Flag(help: "Probe although a daemon runs here, whose sessions may be in the way.")
    var force = false

    @Flag(help: "Keep nothing of the results in the store.")
    var noStore = false

    @Option(help: ArgumentHelp("The store; the default is the node's own.", valueName: "file"))
    var store: String?

    func validate() throws {
        guard (1...1000).contains(count) else { throw ValidationError("--count is from 1 to 1000") }
        guard interval >= 2, interval <= 3600 else { throw ValidationError("--interval is from 2 to 3600 seconds") }
        guard timeout >= 1, timeout <= 600 else { throw ValidationError("--timeout is from 1 to 600 seconds") }
        guard (1...1000).contains(concurrency) else { throw ValidationError("--concurrency is from 1 to 1000") }
        if let from, PeerAddress(from) == nil { throw ValidationError("--from: give an address of this machine") }
    }
}

struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Print one JSON object for each peer, as soon as it is probed.")
    var ndjson = false

    @Flag(help: "Print one line for Nagios, with performance data.")
    var nagios = false

    @Flag(help: "Probe on and on, and show a table that is kept up to date.")
    var watch = false

    @Option(
        help: ArgumentHelp("A file to write metrics to, for the textfile collector of Prometheus.", valueName: "file"))
    var textfile: String?

    @Option(help: ArgumentHelp("A file to keep the results in.", valueName: "file"))
    var save: String?

    @Option(help: ArgumentHelp("Say what has changed since a run that --save kept.", valueName: "file"))
    var diff: String?

    @Option(help: ArgumentHelp("A file to record everything in that is sent and received.", valueName: "file"))
    var record: String?

    @Option(help: ArgumentHelp("Judge a recording again in place of a probe.", valueName: "file"))
    var replay: String?

    func validate() throws {
        guard [json, ndjson, nagios, watch].count(where: { $0 }) <= 1 else {
            throw ValidationError("give one of --json, --ndjson, --nagios and --watch")
        }
        if watch, save != nil || diff != nil || record != nil || replay != nil || textfile != nil {
            throw ValidationError("--watch doesn't end, so nothing can be saved at its end")
        }
    }
}

/// As `NodeOptions`, but that -c means the count.
struct ProbeNodeOptions: ParsableArguments {
    @Option(help: "The network: mainnet or testnet.")
    var network: NetworkParameters.Network?

    @Flag(help: "The same as --network testnet.")
    var testnet = false

    @Option(name: .customLong("datadir"), help: ArgumentHelp("The network's data directory.", valueName: "directory"))
    var dataDirectory: String?

    @Option(
        name: [.customLong("conf"), .customLong("config")],
        help: ArgumentHelp("The configuration file; TOML if its name ends in .toml, else time.conf.", valueName: "file")
    )
    var configurationFile: String?

    @Option(help: "What to log: trace, debug, info, notice, warning, error or critical.")
    var logLevel: LogLevel?

    func validate() throws {
        if testnet, network == .mainnet {
            throw ValidationError("--testnet and --network mainnet contradict each other")
        }
    }

    var overrides: ConfigurationOverrides {
        ConfigurationOverrides(
            file: configurationFile, network: testnet ? .testnet : network, dataDirectory: dataDirectory,
            logLevel: logLevel)
    }
}
