import Foundation
import GRDB
import Testing
import TimeControl

/// RPC is there before the stores are.
@Suite(.serialized) struct RPCLoadingTests {
    @Test func whileTheStoresAreOpenedClientsAreToldToTryAgain() async throws {
        let scratch = try Scratch()
        let place = ["--network", "testnet", "--datadir", scratch.path("data")]
        let importer = try Program(["import-blocks"] + place + [RecordedChain.path])
        try #require(await importer.waitForExit() == 0, "\(importer.lines.suffix(5))")
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: scratch.path("data/timekit/chain.sqlite"), configuration: configuration)
        try await other.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        }
        let daemon = try Program(
            ["run"] + place + ["--listen", "127.0.17.5", "--rpc", "127.0.17.5"], answersRPC: true)
        try #require(await daemon.waitForLine("answering RPC"), "\(daemon.lines)")
        let connection = try RPCConnection(to: "127.0.17.5", port: 24_101)
        let early = try await connection.call("getblockcount")
        #expect(early.status == 200)
        #expect(early.json["error"]?["code"] == -28, "\(early.json)")
        #expect(try await connection.call("uptime").json["result"]?.integer != nil)
        #expect(!daemon.lines.contains { $0.contains("chain opened") })
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try other.close()
        #expect(await daemon.waitForLine(" listening "), "\(daemon.lines)")
        #expect(try await connection.call("getblockcount").json["result"] == 2000)
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0)
    }
}
