import ArgumentParser
import TimeCommandLine
import TimePeers

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the store, the chain of its audit records, and one against the other.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: AnswerOptions

    private struct Report: Encodable {
        let records: Int64
        let faults: [String]
    }

    func run() throws {
        let (records, faults) = try store.readExisting { try $0.verify() }
        if output.json {
            let report = Report(records: records, faults: faults.map(\.description))
            try Output.lines([Output.json(schema: "timekit.whitelist.verify/1", report)])
        } else {
            try Output.lines(
                faults.isEmpty
                    ? ["\(Quantity.count(records)) audit records and the entries that they add up to are sound"]
                    : faults.map(\.description))
        }
        guard !faults.isEmpty else { return }
        let isDamaged = faults.contains { if case .database = $0 { true } else { false } }
        throw OperatorError(
            isDamaged ? .ioError : .dataError, "the store is not sound", why: "\(faults.count) faults",
            remedy: "find out who wrote to it besides the programs of this kit, and compare it with an export")
    }
}
