import Foundation
import GRDB
import Testing
import TimeModel
import TimePeers
import TimeSimulation

/// Many writers, and writers that die.
@Suite(.serialized) struct WhitelistContentionTests {
    /// Another writer, in the midst of a transaction.
    static func holder(_ tool: WhitelistTool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: tool.path, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        return queue
    }

    @Test func oneOfTwoWritersWaits() async throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1")
        let holder = try Self.holder(tool)
        let start = ContinuousClock.now
        // Not by this test's own task, which may have to wait for others longer than a writer does.
        DispatchQueue.global()
            .asyncAfter(deadline: .now() + 0.5) {
                try? holder.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
            }
        let waiting = try Program(["add", "192.0.2.2"] + tool.place, program: "tc-whitelist")
        #expect(await waiting.waitForExit() == 0)
        #expect(ContinuousClock.now - start >= .milliseconds(500))
        #expect(try tool("check", "192.0.2.2").status == 0)
    }

    @Test func aWriterThatWaitsTooLongSaysTryAgain() async throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1")
        let holder = try Self.holder(tool)
        let waiting = try Program(["add", "192.0.2.2"] + tool.place, program: "tc-whitelist")
        #expect(await waiting.waitForExit() == 75)
        #expect(waiting.lines.contains { $0.contains("in use") && $0.contains("try again") })
        #expect(try tool("check", "192.0.2.1").status == 0)
        try await holder.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    }

    /// Eight processes at a time, two hundred changes each, none of which may be lost or fail.
    @Test func eightWritersLoseNothing() async throws {
        let tool = try WhitelistTool()
        let program = Program.url("tc-whitelist").path
        let start = ContinuousClock.now
        let loops = try (1...8)
            .map { writer in
                let script = """
                    for i in $(seq 200); do
                        "\(program)" add 10.0.\(writer).$i --quiet --store "\(tool.path)" --network testnet || exit $?
                    done
                    """
                return try Program(["-c", script], program: "bash")
            }
        for loop in loops { #expect(await loop.waitForExit(limit: .seconds(300)) == 0, "\(loop.lines)") }
        print("whitelist: 8 writers, 1,600 changes in \(ContinuousClock.now - start)")
        let store = try tool.store()
        #expect(try store.entries().count == 1600)
        let (records, faults) = try store.verify()
        #expect(records == 1600)
        #expect(faults.isEmpty)
    }

    /// Whenever the first writer dies while it makes the store, the next one finds it usable.
    @Test func aStoreWhoseMakerWasKilledIsMade() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("whitelist: 100 killed makers, seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let tool = try WhitelistTool()
            let maker = try Program(["add", "192.0.2.1"] + tool.place, program: "tc-whitelist")
            let patience = Duration.microseconds(Int64.random(in: 8_000...40_000, using: &random))
            if await maker.waitForExit(limit: patience) == nil { maker.kill(SIGKILL) }
            let isAcknowledged = await maker.waitForExit() == 0
            #expect(try tool("list").status == 0)
            #expect(try tool("add", "192.0.2.2").status == 0)
            #expect(try tool("verify").status == 0)
            if isAcknowledged { #expect(try tool("check", "192.0.2.1").status == 0) }
        }
    }

    /// A change that was reported is there, whenever its process, or another, was killed.
    @Test func whatWasAcknowledgedSurvivesKills() async throws {
        let environment = ProcessInfo.processInfo.environment
        let kills = environment["TIMEKIT_KILLS"].flatMap { Int($0) } ?? 500
        let seed = environment["TIMEKIT_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
        print("whitelist: \(kills) kills, seed \(seed)")
        let tool = try WhitelistTool()
        var random = SeededGenerator(seed: seed)
        var acknowledged: Set<String> = []
        var killed = 0
        var attempt = 0
        var longest: Int64 = 30_000
        // The first attempts make the store, which is interrupted as well.
        while killed < kills, attempt < 10 * kills {
            attempt += 1
            let address = "10.\(attempt >> 16 & 255).\(attempt >> 8 & 255).\(attempt & 255)"
            let program = try Program(["add", address] + tool.place, program: "tc-whitelist")
            let patience = Duration.microseconds(Int64.random(in: 0...longest, using: &random))
            if await program.waitForExit(limit: patience) == nil { program.kill(SIGKILL) }
            let status = await program.waitForExit()
            // However busy the machine is: about as many shall come to their end as not.
            longest = min(1_000_000, max(5_000, longest * (status == 0 ? 95 : 105) / 100))
            if status == -SIGKILL { killed += 1 }
            #expect(status == 0 || status == -SIGKILL, "\(program.lines)")
            if status == 0 || program.lines.contains("added \(address) (manual): no reason given") {
                acknowledged.insert(address)
            }
        }
        #expect(killed == kills)
        let store = try tool.store(.readWrite)
        let present = Set(try store.entries().map(\.prefix.description))
        #expect(acknowledged.subtracting(present).isEmpty)
        let (records, faults) = try store.verify()
        #expect(faults.isEmpty)
        #expect(records == present.count)
        print("whitelist: \(acknowledged.count) of \(attempt) acknowledged, \(present.count) present")
    }
}
