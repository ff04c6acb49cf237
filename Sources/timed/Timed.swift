import ArgumentParser
import TimeCommandLine

@main
struct Timed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timed",
        abstract: "A node of the TIME Coin network that follows the chain and verifies every block.",
        version: "timed \(Program.version)",
        subcommands: [
            RunCommand.self, VerifyChainCommand.self, ExportBlocksCommand.self, ImportBlocksCommand.self,
            SimulateCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    static func main() async {
        await Program.main(Self.self)
    }
}
