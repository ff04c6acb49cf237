import ArgumentParser
import Foundation
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeModel
import TimePeers

@main
struct Discover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-discover",
        abstract: "Fetches the network's list of peers and proposes them to the whitelist.",
        version: "tc-discover \(Program.version)")

    @OptionGroup var node: NodeOptions

    @Option(help: ArgumentHelp("The store; the default is the node's own.", valueName: "file"))
    var store: String?

    @Option(help: ArgumentHelp("Where a list is, in place of the configured ones. Repeatable.", valueName: "url"))
    var url: [String] = []

    @Option(help: ArgumentHelp("How many of the lists have to name an address.", valueName: "count"))
    var quorum: Int?

    @Flag(help: "Take lists that have lost or gained too many peers.")
    var force = false

    @Flag(help: "Take loopback and private addresses.")
    var allowPrivate = false

    @Flag(help: "Hold a short session with each new address; those that can't be reached are left pending.")
    var probe = false

    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    @Flag(help: "Say what would change, was refused and will expire, and keep it as a plan.")
    var plan = false

    @Option(help: ArgumentHelp("Do exactly what a plan says.", valueName: "plan"))
    var apply: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(name: .shortAndLong, help: "Say nothing on success.")
    var quiet = false

    @Option(
        help: ArgumentHelp("A file to write metrics to, for the textfile collector of Prometheus.", valueName: "file"))
    var textfile: String?

    @Option(
        help: ArgumentHelp("How long to wait for another run. The default is not at all.", valueName: "time"),
        transform: TimeSpan.lasting)
    var lockWait: TimeSpan?

    static func main() async {
        await Program.main(Self.self)
    }

    func validate() throws {
        if plan, apply != nil { throw ValidationError("--plan and --apply contradict each other") }
        if apply != nil, dryRun || probe || force || !url.isEmpty || quorum != nil || allowPrivate {
            throw ValidationError("--apply takes everything from the plan")
        }
        if let quorum, quorum < 1 { throw ValidationError("--quorum is 1 or more") }
    }

    func run() async throws {
        try await DiscoverRun(options: self, configuration: try NodeConfiguration.load(node.overrides)).run()
    }
}
