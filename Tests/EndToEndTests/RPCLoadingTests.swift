import Foundation
import GRDB
import Testing
import TimeControl

/// RPC is there before the stores are.
@Suite(.serialized) struct RPCLoadingTests {
    private let scratch: Scratch
    private var place: [String] { ["--network", "testnet", "--datadir", scratch.path("data")] }

    init() throws { scratch = try Scratch() }

    /// A store with blocks that another process holds so that it can't be opened, and a daemon that waits for it.
    private func loadingDaemon(_ address: String) async throws -> (Program, holder: DatabaseQueue) {
        let importer = try Program(["import-blocks"] + place + [RecordedChain.path])
        try #require(await importer.waitForExit() == 0, "\(importer.lines.suffix(5))")
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let holder = try DatabaseQueue(path: scratch.path("data/timekit/chain.sqlite"), configuration: configuration)
        try await holder.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        }
        let daemon = try Program(["run"] + place + ["--listen", address, "--rpc", address], answersRPC: true)
        try #require(await daemon.waitForLine("answering RPC"), "\(daemon.lines)")
        return (daemon, holder)
    }

    private func release(_ holder: DatabaseQueue) async throws {
        try await holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try holder.close()
    }

    @Test func whileTheStoresAreOpenedClientsAreToldToTryAgain() async throws {
        let (daemon, holder) = try await loadingDaemon("127.0.17.5")
        let connection = try RPCConnection(to: "127.0.17.5", port: 24_101)
        let early = try await connection.call("getblockcount")
        #expect(early.status == 200)
        #expect(early.json["error"]?["code"] == -28, "\(early.json)")
        #expect(try await connection.call("uptime").json["result"]?.integer != nil)
        #expect(!daemon.lines.contains { $0.contains("chain opened") })
        try await release(holder)
        #expect(await daemon.waitForLine(" listening "), "\(daemon.lines)")
        #expect(try await connection.call("getblockcount").json["result"] == 2000)
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
    }

    /// Signals that come so early are heeded when the stores are open.
    @Test func aDaemonThatIsAskedToEndEarlyEndsCleanly() async throws {
        let (daemon, holder) = try await loadingDaemon("127.0.17.6")
        let cookie = scratch.path("data/.cookie")
        let connection = try RPCConnection(to: "127.0.17.6", port: 24_101)
        daemon.kill(SIGHUP)
        let pair = try String(contentsOfFile: cookie, encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(try await connection.call("stop", pair: pair).status == 200)
        daemon.kill(SIGINT)
        #expect(try await connection.call("uptime").status == 200)
        try await release(holder)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0, "\(daemon.lines)")
        #expect(!FileManager.default.fileExists(atPath: cookie))
    }
}
