import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in the entries of a file: all of them, or none if one is wrong.")

    @OptionGroup var change: ChangeOptions
    @OptionGroup var reason: ReasonOption

    @Option(
        help: ArgumentHelp(
            "json, csv or plain; the default is what the file's name says, json for -.", valueName: "format"))
    var format: WhitelistFile.Format?

    @Flag(help: "Leave out what is wrong, and say so.")
    var skipInvalid = false

    @Flag(help: "Let the file approve entries on mainnet, where they would wait for a decision.")
    var approve = false

    @Argument(help: "The file to read; - is standard input.")
    var file: String

    func run() throws {
        let format = try WhitelistFile.Format.choose(format, file: file)
        let bytes = try InputFile.read(file, limit: PeersLimits.importedBytes)
        let network = try change.store.place().network
        let origin = "imported from \(file == "-" ? "standard input" : file)"
        let content: WhitelistFile
        do {
            content = try WhitelistFile(bytes, format: format, network: network, reason: origin, at: WallClock.now())
        } catch {
            throw refusal([error])
        }
        if !content.faults.isEmpty, !skipInvalid { throw refusal(content.faults) }
        var faults = content.faults
        do {
            try change.change(creates: true, skipped: { skips(faults) }) { edit in
                faults += try content.apply(
                    to: &edit, approves: approve || network == .testnet, reason: reason.given ?? origin)
                if !skipInvalid, !faults.isEmpty { throw ImportRefusal.faults }
            }
        } catch ImportRefusal.faults {
            throw refusal(faults)
        }
    }

    private func skips(_ faults: [WhitelistFile.Fault]) -> [ChangeReport.Skipped] {
        faults.map { ChangeReport.Skipped(subject: $0.place.description, reason: $0.reason) }
    }

    /// Names every fault, and returns the last word.
    private func refusal(_ faults: [WhitelistFile.Fault]) -> OperatorError {
        for fault in faults.prefix(CommandLineLimits.faultLines) { Note.write("\(file): \(fault)") }
        let rest = faults.count - CommandLineLimits.faultLines
        if rest > 0 { Note.write("\(file): and \(Quantity.count(rest)) more") }
        return OperatorError(
            .dataError, "nothing imported from \(file)",
            why: faults.count == 1 ? "an entry is wrong" : "\(Quantity.count(faults.count)) entries are wrong",
            remedy: "mend the file, or import the rest with --skip-invalid")
    }
}

/// Takes a transaction back; what is wrong is kept elsewhere.
private enum ImportRefusal: Error {
    case faults
}
