import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "List the audit records: who changed what, when and why.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: ListOptions

    @Option(
        help: ArgumentHelp(
            "Only records from then on: a time in UTC such as 2026-07-23, or 7d for the last seven days.",
            valueName: "time"), transform: PastTime.init)
    var since: PastTime?

    @Option(
        help: ArgumentHelp("Only records about this address and the ranges that hold it.", valueName: "address"),
        transform: AddressArgument.prefix)
    var address: AddressPrefix?

    func run() throws {
        let records = try store.read {
            try $0.records(since: since?.time(at: WallClock.now()), about: address)
        }
        try output.print(records, as: "log", of: "record") { AuditTable(records, columns: $0).lines }
    }
}
