import ArgumentParser
import TimePeers

struct RejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Refuse what is pending; it isn't proposed again.")

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        try decision.run { try $0.reject($1, reason: decision.reason.text) }
    }
}
