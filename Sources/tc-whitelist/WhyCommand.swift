import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say how an address is treated, and what makes it so.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: AnswerOptions

    @Argument(help: "An address.", transform: AddressArgument.address)
    var address: PeerAddress

    func run() throws {
        let now = WallClock.now()
        let (entries, bans) = try store.read { try $0.rows(about: AddressPrefix(address)) }
        let report = StandingReport(StandingExplanation(of: address, entries: entries, bans: bans, at: now))
        if output.json {
            try Output.lines([Output.json(schema: StandingReport.schema, report)])
        } else {
            try Output.lines(report.lines)
        }
    }
}
