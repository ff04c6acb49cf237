import ArgumentParser
import TimeCommandLine
import TimeConfiguration
import TimeModel
import TimeNode

@main
struct Sync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-sync",
        abstract: "Brings this machine's chain to the tip of its peers, and ends.",
        version: "tc-sync \(Program.version)")

    @OptionGroup(title: "What to do") var task: TaskOptions
    @OptionGroup(title: "Output") var output: SyncOutputOptions
    @OptionGroup(title: "Node") var node: NodeOptions

    static func main() async {
        await Program.main(Self.self)
    }

    func validate() throws {
        guard !task.dryRun || !(output.json || output.quiet || output.textfile != nil) else {
            throw ValidationError("--dry-run prints what it has to say as text")
        }
    }

    func run() async throws {
        var overrides = node.overrides
        overrides.pacing = task.pacing
        let configuration = try NodeConfiguration.load(overrides)
        if task.status {
            try StatusRun(configuration: configuration, task: task, output: output).run()
        } else if task.dryRun {
            try DryRun(configuration: configuration, task: task).run()
        } else {
            try await CatchUpRun(
                configuration: configuration, task: task, output: output, isLogging: node.overrides.logLevel != nil
            )
            .run()
        }
    }
}

struct TaskOptions: ParsableArguments {
    @Flag(help: "Say how far the chain is, and change nothing.")
    var status = false

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Flag(help: "Say what is being waited for, from whom, and which limit binds, whenever that changes.")
    var explain = false

    @Option(
        help: ArgumentHelp(
            "How to ask for blocks: adaptive, as fast as peers allow, or plan, gently from one.", valueName: "pacing"))
    var pacing: PacingSetting.Name?

    @Option(
        help: ArgumentHelp(
            "A peer to get blocks from, and then from nobody else but those named. Repeatable.", valueName: "peer"))
    var from: [EndpointSetting] = []

    @Option(help: ArgumentHelp("The last block to get.", valueName: "height"))
    var to: UInt64?

    @Option(
        help: ArgumentHelp("End with status 1 if the chain is further behind, in blocks.", valueName: "blocks"))
    var maxLag: UInt64?

    @Option(help: ArgumentHelp("Give up after so long; the default is never.", valueName: "seconds"))
    var timeout: Double?

    func validate() throws {
        guard !status || !dryRun else { throw ValidationError("give one of --status and --dry-run") }
        let isPlain = from.isEmpty && to == nil && timeout == nil && pacing == nil && !explain
        guard !status || isPlain else {
            throw ValidationError("--status looks at what is here; of the others it takes --max-lag only")
        }
        if let timeout, !(timeout > 0 && timeout <= 1e6) {
            throw ValidationError("--timeout is more than 0, and at most 1000000 seconds")
        }
    }
}

struct SyncOutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Option(
        help: ArgumentHelp("A file to write metrics to, for the textfile collector of Prometheus.", valueName: "file"))
    var textfile: String?
}
