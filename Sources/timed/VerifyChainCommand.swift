import ArgumentParser
import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeHost
import TimeModel
import TimeNode

struct VerifyChainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-chain",
        abstract: "Judge every stored block again, and compare the store with what the blocks make.",
        discussion: "Changes nothing. The daemon must not be running on the same directory.")

    @OptionGroup var node: NodeOptions

    func run() throws {
        let store = try ChainStore.open(for: NodeConfiguration.load(node.overrides))
        let progress = ProgressReporter("verifying", unit: "blocks")
        let report = try verify(store, progress)
        progress.finish(report.verifiedThrough.rawValue)
        ChainReport(store.summary).write()
        guard !report.isSound else { return }
        for difference in report.differences { Output.line("differs   \(difference)") }
        throw OperatorError(
            .dataError, "the store at \(store.path) is damaged", why: "\(report.differences.count) differences",
            remedy: "move it away and synchronise again")
    }

    private func verify(
        _ store: ChainStore, _ progress: ProgressReporter
    ) throws(OperatorError) -> VerificationReport {
        do {
            return try store.verify(now: NodeClock.system().wallClock()) { done, last in
                progress.update(done.rawValue, of: last.rawValue)
            }
        } catch {
            throw OperatorError(error)
        }
    }
}
