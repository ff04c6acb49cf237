import ArgumentParser
import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeHost
import TimeModel
import TimeNode

struct ExportBlocksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-blocks",
        abstract: "Write all blocks to a file: per block a 32-bit big-endian length and the block, from height 1.")

    @OptionGroup var node: NodeOptions

    @Argument(help: "The file to write; it is replaced when the export is complete.")
    var file: String

    func run() throws {
        let store = try ChainStore.open(for: NodeConfiguration.load(node.overrides))
        let progress = ProgressReporter("exporting", unit: "blocks")
        do {
            try store.exportBlocks(to: file) { done, last in progress.update(done.rawValue, of: last.rawValue) }
        } catch {
            throw OperatorError(error, inputOutput: .cannotCreate)
        }
        progress.finish(store.tip.height.rawValue)
    }
}

struct ImportBlocksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-blocks",
        abstract: "Connect the blocks of a file that export-blocks wrote, each judged by all rules.")

    @OptionGroup var node: NodeOptions

    @Argument(help: "The file to read.")
    var file: String

    func run() throws {
        let store = try ChainStore.open(for: NodeConfiguration.load(node.overrides))
        let now = NodeClock.system().wallClock()
        let schedule = store.network.expectedHeight(at: now)
        let progress = ProgressReporter("importing", unit: "blocks", done: store.tip.height.rawValue)
        do {
            _ = try store.importBlocks(from: file, now: now) { height in
                progress.update(height.rawValue, of: max(height, schedule).rawValue)
            }
        } catch {
            throw OperatorError(error, inputOutput: .noInput)
        }
        progress.finish(store.tip.height.rawValue)
    }
}
