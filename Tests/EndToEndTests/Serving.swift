import Foundation
import Testing

/// A `timed` that serves the recorded chain, or another, on a loopback address of its own, for as long as the object lives.
final class Serving {
    let scratch: Scratch
    let daemon: Program
    let endpoint: String

    init(
        address: String, port: UInt16, chain: String = RecordedChain.path, whitelisting: String? = nil,
        extra: [String] = []
    ) async throws {
        scratch = try Scratch()
        endpoint = "\(address):\(port)"
        let importer = try Program([
            "import-blocks", "--network", "testnet", "--datadir", scratch.path("data"), chain,
        ])
        try #require(await importer.waitForExit() == 0, "\(importer.lines.suffix(5))")
        let file = scratch.path("config.toml")
        let list = whitelisting.map { "[\"\($0)\"]" } ?? "[]"
        try "[node]\nnetwork = \"testnet\"\n\n[network]\nwhitelisted_peers = \(list)\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        daemon = try Program(
            ["run", "--conf", file, "--datadir", scratch.path("data"), "--listen", endpoint] + extra)
        try #require(await daemon.waitForLine("listening"), "\(daemon.lines.suffix(5))")
    }

    /// Ends the daemon and says how.
    func end() async -> Int32? {
        daemon.kill(SIGTERM)
        return await daemon.waitForExit(limit: .seconds(10))
    }
}
