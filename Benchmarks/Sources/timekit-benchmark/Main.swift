import ArgumentParser
import Foundation
import TimeModel

/// Measures whole daemons on loopback and holds each figure against its limit; ends with 1 if one is broken.
@main
struct Main: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timekit-benchmark",
        abstract: "Measure catch-up, restart, memory and idle load of timed on loopback.")

    @Option(help: "The daemon to measure.")
    var timed = ".build/release/timed"

    @Option(help: "The recorded chain to continue.")
    var chain = "Tests/Fixtures/chains/plain.bin"

    @Option(help: "Blocks of the chain to catch up.")
    var blocks: UInt64 = 20_000

    @Option(help: "Peers of the idle node.")
    var peers = 8

    @Option(help: "Seconds over which the idle node is watched.")
    var idleSeconds = 60.0

    func run() throws {
        let work = FileManager.default.temporaryDirectory.appendingPathComponent("timekit-benchmark-\(getpid())")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: work) }
        var bench = Bench(timed: timed, work: work)
        try bench.makeChain(from: URL(fileURLWithPath: chain), blocks: blocks)
        try bench.catchUp()
        try bench.settle()
        try bench.restart()
        try bench.idle(peers: peers, seconds: idleSeconds)
        if bench.hasFailed { throw ExitCode.failure }
    }
}
