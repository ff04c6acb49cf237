import ArgumentParser
import TimePeers

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back what audit records changed, if nothing has decided about it since.")

    @OptionGroup var change: ChangeOptions
    @OptionGroup var reason: ReasonOption

    @Argument(help: "A record's number, as log shows it.")
    var id: [Int64]

    func run() throws {
        try change.change { edit in
            // The latest first: it may be what stands in the way of an earlier one.
            for id in Set(id).sorted(by: >) { try edit.undo(id, reason: reason.text) }
        }
    }
}
