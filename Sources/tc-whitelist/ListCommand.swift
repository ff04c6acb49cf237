import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the entries of the whitelist.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: ListOptions

    @Option(help: ArgumentHelp("Only entries in this state. Repeatable.", valueName: "state"))
    var state: [WhitelistState] = []

    @Option(help: ArgumentHelp("Only entries from this source. Repeatable.", valueName: "source"))
    var source: [WhitelistSource] = []

    @Option(
        help: ArgumentHelp("Only addresses and ranges in this range.", valueName: "range"),
        transform: AddressArgument.prefix)
    var within: AddressPrefix?

    func run() throws {
        try store.list(output) { entry in
            (state.isEmpty || state.contains(entry.state)) && (source.isEmpty || source.contains(entry.source))
                && within?.contains(entry.prefix) ?? true
        }
    }
}

extension StoreOptions {
    /// Prints the entries that `isWanted` in the state that they have now.
    func list(_ output: ListOptions, _ isWanted: (WhitelistEntry) -> Bool) throws {
        let now = WallClock.now()
        let (entries, bans) = try read { (try $0.entries(), BanIndex(try $0.bans(), at: now)) }
        let listed = entries.map { ListedEntry($0, bans: bans, at: now) }.filter { isWanted($0.entry) }
        try output.print(listed, as: "list", of: "entry") {
            EntryTable(listed, at: now, columns: $0).lines
        }
    }
}
