import Foundation
import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeSimulation

/// Whole daemons on branches of one chain.
@Suite(.serialized) struct ReorganisationTests {
    /// A hundred blocks to take back, a hundred and one to put in their place.
    private let deep: ReorganisationCase

    init() throws { deep = try #require(try ReorganisationCase.named("reorg-32")) }

    /// A data directory whose store holds the common blocks and these.
    private func data(_ branch: [EncodedBlock]) async throws -> Scratch {
        let scratch = try Scratch()
        var file = Data()
        for block in try ChainFile.blocks("rich").prefix(deep.prefixHeight) + branch {
            withUnsafeBytes(of: UInt32(block.bytes.count).bigEndian) { file.append(contentsOf: $0) }
            file.append(contentsOf: block.bytes)
        }
        try file.write(to: URL(fileURLWithPath: scratch.path("blocks")))
        let importer = try Program([
            "import-blocks", "--network", "testnet", "--datadir", scratch.path("data"), scratch.path("blocks"),
        ])
        try #require(await importer.waitForExit() == 0, "\(importer.lines.suffix(5))")
        return scratch
    }

    private func daemon(_ scratch: Scratch, _ address: String, _ extra: [String] = []) throws -> Program {
        try Program(
            [
                "run", "--network", "testnet", "--datadir", scratch.path("data"), "--listen", "\(address):24100",
            ] + extra)
    }

    /// The tip of a store that no daemon has open, after a look at everything in it.
    private func tip(of scratch: Scratch) throws -> BlockHash {
        let store = try ChainStore(directory: scratch.path("data/timekit"), network: .testnet)
        #expect(try store.verify(now: UnixTime(1_790_000_000)).differences == [])
        return store.tip.hash
    }

    @Test func aNodeOnAShorterBranchComesOver() async throws {
        let theirs = try deep.blocks(from: "10.1.0.1")
        let server = try await data(theirs)
        let serving = try daemon(server, "127.0.8.1")
        try #require(await serving.waitForLine("listening"))
        let scratch = try await data(try deep.ourBlocks())
        let node = try daemon(scratch, "127.0.8.2", ["--connect", "127.0.8.1:24100"])
        let isOver = await node.waitForLine("chain reorganised", "depth=100", "height=161", limit: .seconds(60))
        #expect(isOver, "\(node.lines.suffix(5))")
        for program in [node, serving] {
            program.kill(SIGTERM)
            #expect(await program.waitForExit() == 0)
        }
        #expect(try tip(of: scratch) == PreparedBlock(try #require(theirs.last)).stored.hash)
    }

    /// Whenever it is killed: it is on the one branch or the other, whole.
    @Test func killsWhileItComesOverLeaveOneBranchOrTheOther() async throws {
        let theirs = try deep.blocks(from: "10.1.0.1")
        let server = try await data(theirs)
        let serving = try daemon(server, "127.0.8.3")
        try #require(await serving.waitForLine("listening"))
        let ours = try deep.ourBlocks()
        let original = try await data(ours)
        let (before, after) = try (hash(of: ours), hash(of: theirs))
        var generator = SeededGenerator(seed: UInt64.random(in: 1...UInt64.max))
        var ends = [before: 0, after: 0]
        // The longest time to a kill, in milliseconds; follows how fast this machine is.
        var span = 300
        for _ in 1...20 {
            let scratch = try Scratch()
            try FileManager.default.copyItem(atPath: original.path("data"), toPath: scratch.path("data"))
            let node = try daemon(scratch, "127.0.8.4", ["--connect", "127.0.8.3:24100"])
            _ = await node.waitForLine("peer connected")
            node.kill(SIGKILL, after: .milliseconds(Int.random(in: 1...span, using: &generator)))
            #expect(await node.waitForExit() == -SIGKILL)
            let end = try tip(of: scratch)
            #expect(end == before || end == after)
            ends[end, default: 0] += 1
            span = end == after ? max(span * 3 / 4, 10) : min(span * 5 / 4, 5_000)
        }
        print("reorganisation: of 20 kills \(ends[before, default: 0]) before and \(ends[after, default: 0]) after")
        serving.kill(SIGTERM)
        #expect(await serving.waitForExit() == 0)
    }

    private func hash(of branch: [EncodedBlock]) throws -> BlockHash {
        PreparedBlock(try #require(branch.last)).stored.hash
    }
}
