import Foundation
import TimeModel
import TimeSimulation

/// The measurements, in the order in which they build on each other.
struct Bench {
    let timed: String
    let work: URL
    private(set) var hasFailed = false
    private var blocks: UInt64 = 0

    init(timed: String, work: URL) {
        self.timed = timed
        self.work = work
    }

    mutating func makeChain(from recorded: URL, blocks: UInt64) throws {
        self.blocks = blocks
        var data = try Data(contentsOf: recorded)
        data.append(
            contentsOf: try ChainGenerator.continuation(of: [UInt8](data), through: Height(blocks), network: .testnet))
        let file = work.appendingPathComponent("chain.bin")
        try data.write(to: file)
        let start = Date()
        let importer = try daemon("import", ["import-blocks", "--datadir", directory("server"), file.path])
        while importer.isRunning { usleep(10_000) }
        guard importer.exitCode == 0 else { throw Failure("import failed:\n\(importer.output.suffix(500))") }
        report(
            "import-blocks", Double(blocks) / Date().timeIntervalSince(start), "blocks/s", atLeast: 2_500,
            note: "decode, hash, rules and SQLite on one core, no network")
    }

    /// A second node catches up from one peer over TLS.
    mutating func catchUp() throws {
        let server = try serve()
        defer { server.end() }
        let start = Date()
        let client = try daemon(
            "client",
            [
                "run", "--datadir", directory("client"), "--listen", "127.0.0.1:24100",
                "--connect", "127.0.0.2:24100", "--stop-when-synced",
            ])
        var peak = 0
        var processor = 0.0
        while client.isRunning {
            peak = max(peak, client.resident.peak)
            processor = max(processor, client.processorTime)
            usleep(20_000)
        }
        guard client.exitCode == 0, client.output.contains("tip       \(blocks)") else {
            throw Failure("catch-up failed:\n\(client.output.suffix(800))")
        }
        let seconds = Date().timeIntervalSince(start)
        report(
            "catch-up, process start to end", Double(blocks) / seconds, "blocks/s", atLeast: 5_000,
            note: "one peer, TLS, 2 processes on this machine; its limits let 102 requests/s of 50 through: 5,100")
        report(
            "catch-up, resident peak", Double(peak) / 1_048_576, "MiB", atMost: 150,
            note: "VmHWM of the catching-up node")
        report(
            "catch-up, processor time", processor, "s", atMost: .infinity,
            note: "user and system of the catching-up node")
    }

    /// A node that has just caught up gives back what that took.
    mutating func settle() throws {
        let server = try serve()
        defer { server.end() }
        let client = try daemon(
            "settled",
            [
                "run", "--datadir", directory("settled"), "--listen", "127.0.0.1:24100", "--connect", "127.0.0.2:24100",
            ])
        try client.wait(for: "caught up", limit: 300)
        usleep(5_000_000)
        report(
            "resident after catching up", Double(client.resident.now) / 1_048_576, "MiB", atMost: 60,
            note: "5 s after the last block; upstream: 400 MB")
        client.end()
    }

    /// A node with the whole chain starts.
    mutating func restart() throws {
        let start = Date()
        let node = try daemon("restart", ["run", "--datadir", directory("client"), "--listen", "127.0.0.1:24100"])
        try node.wait(for: "listening", limit: 60)
        report(
            "restart to listening", Date().timeIntervalSince(start), "s", atMost: 5,
            note: "upstream: 63 s at 51,400 blocks")
        node.end()
    }

    /// A node at the tip with sessions and nothing to do.
    mutating func idle(peers: Int, seconds: Double) throws {
        let hub = try serve()
        defer { hub.end() }
        let others = try (1...peers)
            .map { index in
                try daemon(
                    "peer\(index)",
                    [
                        "run", "--datadir", directory("peer\(index)"), "--listen", "127.0.1.\(index):24100",
                        "--connect", "127.0.0.2:24100", "--stop-when-synced",
                    ])
            }
        for other in others { while other.isRunning { usleep(20_000) } }
        let sessions = try (1...peers)
            .map { index in
                try daemon(
                    "session\(index)",
                    [
                        "run", "--datadir", directory("peer\(index)"), "--listen", "127.0.1.\(index):24100",
                        "--connect", "127.0.0.2:24100",
                    ])
            }
        for session in sessions { try session.wait(for: "peer connected", limit: 60) }
        usleep(5_000_000)
        let before = hub.processorTime
        usleep(UInt32(seconds * 1_000_000))
        let load = (hub.processorTime - before) / seconds * 100
        report(
            "idle with \(peers) peers, processor", load, "%", atMost: 0.5,
            note: "over \(Int(seconds)) s; upstream: 0.5 %")
        report(
            "idle with \(peers) peers, resident", Double(hub.resident.now) / 1_048_576, "MiB", atMost: 60,
            note: "at the tip; upstream: 400 MB")
        for session in sessions { session.end() }
    }

    private func serve() throws -> Daemon {
        let server = try daemon("server", ["run", "--datadir", directory("server"), "--listen", "127.0.0.2:24100"])
        try server.wait(for: "listening", limit: 60)
        return server
    }

    private func directory(_ name: String) -> String { work.appendingPathComponent(name).path }

    private func daemon(_ name: String, _ arguments: [String]) throws -> Daemon {
        var arguments = arguments
        arguments.insert(contentsOf: ["--network", "testnet"], at: 1)
        if arguments.first == "run" { arguments += ["--no-discovery", "--no-rpc"] }
        return try Daemon(timed, arguments, log: work.appendingPathComponent(name + ".log"))
    }

    private mutating func report(
        _ what: String, _ value: Double, _ unit: String, atLeast least: Double = -.infinity,
        atMost most: Double = .infinity, note: String
    ) {
        let holds = value >= least && value <= most
        hasFailed = hasFailed || !holds
        let limit = least.isFinite ? ">= \(least)" : most.isFinite ? "<= \(most)" : "no limit"
        let figure = String(format: "%.2f", value)
        print("\(holds ? "ok  " : "FAIL") \(what): \(figure) \(unit) (\(limit)) - \(note)")
    }
}
