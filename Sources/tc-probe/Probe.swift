import ArgumentParser
import TimeCommandLine
import TimeConfiguration
import TimeModel
import TimeNode

@main
struct Probe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-probe",
        abstract: "Diagnoses peers layer by layer: name, TCP, TLS, handshake, genesis, tip and round trips.",
        version: "tc-probe \(Program.version)")

    @Argument(help: ArgumentHelp("Whom to probe: an address or a name, with a port behind or not.", valueName: "host"))
    var targets: [String] = []

    @OptionGroup(title: "Whom to probe") var sources: SourceOptions
    @OptionGroup(title: "How") var manner: MannerOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Node") var node: ProbeNodeOptions

    static func main() async {
        await Program.main(Self.self)
    }

    func validate() throws {
        if output.replay != nil {
            guard targets.isEmpty, !sources.isGiven, output.record == nil else {
                throw ValidationError("--replay takes everything from the recording")
            }
        } else if targets.isEmpty, !sources.isGiven {
            throw ValidationError("say whom to probe: a host, --whitelist, --api or --masternodes")
        }
    }

    func run() async throws {
        let configuration = try NodeConfiguration.load(node.overrides)
        if let file = output.replay {
            try await ProbeRunner(options: self, configuration: configuration).replay(file)
        } else {
            try await ProbeRunner(options: self, configuration: configuration).run()
        }
    }
}
