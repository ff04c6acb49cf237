import ArgumentParser
import TimeCommandLine
import TimePeers

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the entries to a file that import reads.")

    @OptionGroup var store: StoreOptions

    @Option(
        help: ArgumentHelp(
            "json, csv or plain; the default is what the file's name says, json for -.", valueName: "format"))
    var format: WhitelistFile.Format?

    @Option(
        help: ArgumentHelp(
            "Only entries in this state; the default is all but expired. Repeatable.", valueName: "state"))
    var state: [WhitelistState] = []

    @Argument(help: "The file to write; - is standard output, and the default.")
    var file = "-"

    func run() throws {
        let format = try WhitelistFile.Format.choose(format, file: file)
        let now = WallClock.now()
        let text = try store.readExisting { store in
            let entries = try store.entries()
                .filter { state.isEmpty ? $0.state(at: now) != .expired : state.contains($0.state(at: now)) }
            return try WhitelistFile.text(of: entries, format: format, network: store.network)
        }
        if file == "-" { try Output.text(text) } else { try OutputFile.write(text, to: file) }
    }
}
