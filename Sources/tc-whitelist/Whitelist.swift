import ArgumentParser
import TimeCommandLine

@main
struct Whitelist: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-whitelist",
        abstract: "Shows and edits the list of trusted peers, and the bans.",
        version: "tc-whitelist \(Program.version)",
        subcommands: [ListCommand.self, AddCommand.self, RemoveCommand.self, CheckCommand.self])

    static func main() async {
        await Program.main(Self.self)
    }
}
