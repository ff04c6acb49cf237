import ArgumentParser
import TimeCommandLine
import TimePeers

struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Count entries, bans and audit records.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: AnswerOptions

    func run() throws {
        let now = WallClock.now()
        let report = try store.read { store in
            WhitelistStatistics(
                network: store.network, entries: try store.entries(), bans: try store.bans(),
                records: try store.revision(), at: now)
        }
        if output.json {
            try Output.lines([Output.json(schema: WhitelistStatistics.schema, report)])
        } else {
            try Output.lines(report.lines)
        }
    }
}
