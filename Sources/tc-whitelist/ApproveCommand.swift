import ArgumentParser
import TimePeers

struct ApproveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Trust what is pending, was rejected or has expired.")

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        try decision.run { try $0.approve($1, reason: decision.reason.text) }
    }
}
