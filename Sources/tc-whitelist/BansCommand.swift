import ArgumentParser
import TimeCommandLine
import TimePeers

struct BansCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bans", abstract: "List the bans in force.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: ListOptions

    func run() throws {
        let now = WallClock.now()
        let bans = try store.read { try $0.bans() }.filter { $0.isInForce(at: now) }
        try output.print(bans, as: "bans", of: "ban") { BanTable(bans, at: now, columns: $0).lines }
    }
}
