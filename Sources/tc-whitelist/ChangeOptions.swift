import ArgumentParser
import Foundation
import TimeCommandLine
import TimeControl
import TimePeers

/// What all commands that change something take.
struct ChangeOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Say nothing on success.")
    var quiet = false

    @Flag(help: "Print the changes as one JSON object.")
    var json = false

    /// Runs one transaction and says what it changed, once that is on the disk.
    ///
    /// - Parameters:
    ///   - creates: Whether a store that isn't there is made. Where nothing can be found in an empty one, none is.
    ///   - skipped: What was passed over, asked for when `body` has run.
    func change(
        creates: Bool = false, skipped: () -> [ChangeReport.Skipped] = { [] },
        _ body: (inout WhitelistEdit) throws -> Void
    ) throws {
        let place = try store.place()
        let access: PeerDatabase.Access = place.exists || (creates && !dryRun) ? .readWrite : .readOnly
        let actor = AuditActor.name(program: "tc-whitelist", environment: ProcessInfo.processInfo.environment)
        let changes = try OperatorError.describingPeerStore {
            try place.open(access).change(by: actor, at: WallClock.now(), commits: !dryRun, body)
        }
        try report(ChangeReport(changes, committed: !dryRun, skipped: skipped()))
    }

    private func report(_ report: ChangeReport) throws {
        if json { return try Output.text(Output.json(schema: ChangeReport.schema, report) + "\n") }
        for skipped in report.skipped { Note.write("skipped \(skipped.line)") }
        guard !quiet else { return }
        if report.changes.isEmpty { Note.write("nothing \(dryRun ? "would change" : "changed")") }
        try Output.lines(report.lines)
    }
}

/// Why, for the audit log.
struct ReasonOption: ParsableArguments {
    @Option(name: .customLong("reason"), help: ArgumentHelp("Why, for the audit log.", valueName: "text"))
    var given: String?

    var text: String { given ?? "no reason given" }
}
