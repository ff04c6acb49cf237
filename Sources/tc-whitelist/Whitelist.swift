import ArgumentParser
import TimeCommandLine

@main
struct Whitelist: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-whitelist",
        abstract: "Shows and edits the list of trusted peers, and the bans.",
        version: "tc-whitelist \(Program.version)",
        groupedSubcommands: [
            CommandGroup(
                name: "Looking",
                subcommands: [
                    ListCommand.self, ShowCommand.self, WhyCommand.self, CheckCommand.self, StatsCommand.self,
                ]),
            CommandGroup(name: "Trusting", subcommands: [AddCommand.self, RemoveCommand.self, PruneCommand.self]),
            CommandGroup(
                name: "Deciding", subcommands: [PendingCommand.self, ApproveCommand.self, RejectCommand.self]),
            CommandGroup(name: "Banning", subcommands: [BansCommand.self, BanCommand.self, UnbanCommand.self]),
            CommandGroup(name: "Auditing", subcommands: [LogCommand.self, UndoCommand.self, VerifyCommand.self]),
            CommandGroup(name: "Moving", subcommands: [ImportCommand.self, ExportCommand.self]),
        ])

    static func main() async {
        await Program.main(Self.self)
    }
}
