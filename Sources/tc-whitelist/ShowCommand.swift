import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all that is known of an address or a range.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: AnswerOptions

    @Argument(help: "An address or a range.", transform: AddressArgument.prefix)
    var address: AddressPrefix

    func run() throws {
        let now = WallClock.now()
        let report = try store.read { store in
            let (entries, bans) = try store.rows(about: address)
            return PeerReport(
                address, entries: entries, bans: bans, records: try store.records(about: address), at: now)
        }
        if output.json {
            try Output.lines([Output.json(schema: PeerReport.schema, report)])
        } else {
            try Output.lines(report.lines)
        }
    }
}
