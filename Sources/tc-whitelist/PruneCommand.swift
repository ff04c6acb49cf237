import ArgumentParser
import TimeCommandLine
import TimePeers

struct PruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Delete entries that don't count any more; the audit log keeps them.")

    @OptionGroup var change: ChangeOptions
    @OptionGroup var reason: ReasonOption

    @Option(
        help: ArgumentHelp("Entries in this state; the default is expired. Repeatable.", valueName: "state"))
    var state: [WhitelistState] = []

    @Option(
        help: ArgumentHelp(
            "Those decided about longer ago than this: a number and s, m, h or d. The default is 30d.",
            valueName: "time"), transform: TimeSpan.past)
    var olderThan: TimeSpan?

    func run() throws {
        let states: Set<WhitelistState> = state.isEmpty ? [.expired] : Set(state)
        let age = olderThan ?? TimeSpan(seconds: 30 * 86_400)
        try change.change { edit in
            try edit.prune(states, before: age.before(edit.now), reason: reason.text)
        }
    }
}
