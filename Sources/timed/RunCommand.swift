import ArgumentParser
import TimeCommandLine
import TimeConfiguration
import TimeRPC

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the node in the foreground, until SIGTERM or SIGINT.")

    @OptionGroup var node: NodeOptions

    @Option(
        help: ArgumentHelp("Where to listen for peers; the port is the network's unless given.", valueName: "address"))
    var listen: EndpointSetting?

    @Option(
        help: ArgumentHelp(
            "A peer to stay connected to, in addition to the configured ones. Repeatable.", valueName: "address"))
    var connect: [EndpointSetting] = []

    @Option(help: ArgumentHelp("The build number to announce to peers.", valueName: "number"))
    var buildNumber: UInt32?

    @Flag(help: "Ask no web server for peers.")
    var noDiscovery = false

    @Option(
        help: ArgumentHelp(
            "Where to answer RPC; 127.0.0.1 and the network's port unless given.", valueName: "address"))
    var rpc: EndpointSetting?

    @Flag(name: .customLong("no-rpc"), help: "Answer no RPC.")
    var noRPC = false

    @Flag(help: "End when the tip of the peers is reached, and say how it went.")
    var stopWhenSynced = false

    @Flag(help: "Read the configuration, print what it comes to, and end.")
    var checkConfig = false

    @Flag(help: "Print every setting with its value and where that comes from, and end.")
    var showConfig = false

    @Flag(help: "Print every limit of the program with its reason, and end.")
    var printLimits = false

    func run() async throws {
        if printLimits {
            LimitsReport.all.lines.forEach(Output.line)
            return
        }
        var overrides = node.overrides
        overrides.listen = listen
        overrides.connect = connect
        overrides.buildNumber = buildNumber
        overrides.discovers = !noDiscovery
        overrides.rpcListen = rpc
        overrides.answersRPC = !noRPC
        let configuration = try NodeConfiguration.load(overrides)
        if showConfig {
            SettingsReport(configuration).lines.forEach(Output.line)
            return
        }
        if checkConfig {
            if let files = configuration.rpc?.tls { try RPCCertificate.check(files) }
            ConfigurationReport(configuration).lines.forEach(Output.line)
            return
        }
        try await DaemonRun(configuration: configuration, overrides: overrides, stopsWhenSynced: stopWhenSynced).run()
    }
}
