import Foundation
import TestSupport
import Testing
import TimeChain
import TimeModel

/// A node whose disk is full says so, goes on running, and takes up its work when there is room: in the same run.
@Suite(.serialized) struct FullDiskTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let canMount = Result {
        let scratch = try Scratch()
        let trial = Process()
        trial.executableURL = URL(fileURLWithPath: "/bin/sh")
        trial.arguments = ["-c", "unshare -rm mount -t tmpfs none \(scratch.path)"]
        trial.standardError = FileHandle.nullDevice
        try trial.run()
        trial.waitUntilExit()
        return trial.terminationStatus == 0
    }

    private func arguments(_ address: String, _ data: String, to server: Serving) throws -> [String] {
        let file = scratch.path("config.toml")
        try
            "[node]\nnetwork = \"testnet\"\n\n[alerts]\nexec = \"cat >> \(scratch.path("alerts")); echo >> \(scratch.path("alerts"))\"\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        return ["run", "--conf", file, "--datadir", data, "--listen", address, "--connect", server.endpoint]
    }

    /// Follows a daemon from its full disk to the tip; `makeRoom` is called in between.
    private func expectRecovery(of daemon: Program, makeRoom: () throws -> Void) async throws {
        #expect(
            await daemon.waitForLine("CRIT", "could not be stored", limit: .seconds(60)), "\(daemon.lines.suffix(5))")
        #expect(!daemon.lines.contains { $0.contains("caught up") })
        try makeRoom()
        #expect(await daemon.waitForLine("caught up", limit: .seconds(90)), "\(daemon.lines.suffix(5))")
        #expect(await daemon.waitForLine("alert over", "alert=store-unwritable"), "\(daemon.lines.suffix(5))")
        let alerts = try String(contentsOfFile: scratch.path("alerts"), encoding: .utf8)
        #expect(alerts.contains("\"alert\":\"store-unwritable\""), "\(alerts)")
    }

    private func expectWhole(_ data: String, _ recorded: RecordedChain) async throws {
        let verify = try Program(["verify-chain", "--network", "testnet", "--datadir", data])
        #expect(await verify.waitForExit(limit: .seconds(60)) == 0, "\(verify.lines.suffix(5))")
        let store = try ChainStore(directory: data + "/timekit", network: .testnet)
        #expect(store.tip.hash.description == recorded.final.tipHash)
        #expect(try store.unspentDigest(.recorded).description == recorded.final.utxoDigest)
    }

    /// A limit on the size of files, which nobody needs rights for.
    @Test func whatDoesNotFitIsTakenWhenThereIsRoom() async throws {
        let recorded = try RecordedChain.load()
        let server = try await Serving(address: "127.0.18.1", port: 24100)
        let data = scratch.path("data")
        let daemon = try Program(
            ["-c", "ulimit -S -f 1500; trap '' XFSZ; exec \"$0\" \"$@\"", Program.url("timed").path]
                + arguments("127.0.18.2", data, to: server) + ["--no-discovery", "--no-rpc"], program: "bash")
        try await expectRecovery(of: daemon) {
            let raise = try Process.run(
                URL(fileURLWithPath: "/usr/bin/prlimit"),
                arguments: ["--pid", "\(daemon.pid)", "--fsize=unlimited:unlimited"])
            raise.waitUntilExit()
            #expect(raise.terminationStatus == 0)
        }
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0, "\(daemon.lines.suffix(5))")
        try await expectWhole(data, recorded)
        #expect(await server.end() == 0)
    }

    /// A file system that is really full; where none may be mounted, the limit above has to do.
    @Test(.enabled(if: (try? canMount.get()) == true, "needs the right to mount in a namespace of its own"))
    func aFullFileSystemLosesNothing() async throws {
        let recorded = try RecordedChain.load()
        let server = try await Serving(address: "127.0.18.3", port: 24100)
        let data = scratch.path("disk")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let mount = "mount -t tmpfs -o size=24m none \(data) && head -c 22m /dev/zero >\(data)/ballast"
        let daemon = try Program(
            [
                "-c", "exec unshare -rm bash -c '\(mount) && exec \"$0\" \"$@\"' \"$0\" \"$@\"",
                Program.url("timed").path,
            ]
                + arguments("127.0.18.4", data, to: server) + ["--no-discovery", "--no-rpc"], program: "bash")
        let inside = "/proc/\(daemon.pid)/root\(data)"
        try await expectRecovery(of: daemon) { try FileManager.default.removeItem(atPath: inside + "/ballast") }
        daemon.kill(SIGSTOP)
        try FileManager.default.copyItem(atPath: inside + "/timekit", toPath: scratch.path("data/timekit"))
        daemon.kill(SIGCONT)
        daemon.kill(SIGTERM)
        #expect(await daemon.waitForExit(limit: .seconds(10)) == 0, "\(daemon.lines.suffix(5))")
        try await expectWhole(scratch.path("data"), recorded)
        #expect(await server.end() == 0)
    }
}
