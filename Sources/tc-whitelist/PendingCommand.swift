import ArgumentParser
import TimeCommandLine
import TimePeers

struct PendingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending", abstract: "List the entries that wait for a decision.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: ListOptions

    func run() throws {
        try store.list(output) { $0.state == .pending }
    }
}
