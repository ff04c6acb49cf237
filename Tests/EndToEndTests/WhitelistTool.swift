import Foundation
import TimeModel
import TimePeers

/// Runs of `tc-whitelist` on a store of its own.
struct WhitelistTool {
    struct Run {
        let status: Int32
        let output: String
        let error: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    let scratch: Scratch
    let network: NetworkParameters.Network

    init(_ network: NetworkParameters.Network = .testnet) throws {
        scratch = try Scratch()
        self.network = network
    }

    var path: String { scratch.path("peers.sqlite") }
    /// What names the store on the command line.
    var place: [String] { ["--store", path, "--network", network.rawValue] }

    func callAsFunction(_ arguments: String..., input: String? = nil) throws -> Run {
        try run(arguments + place, input: input)
    }

    /// Runs with exactly these arguments.
    func run(_ arguments: [String], input: String? = nil, environment: [String: String] = [:]) throws -> Run {
        let process = Process()
        process.executableURL = Program.url("tc-whitelist")
        process.arguments = arguments
        process.environment = ["HOME": scratch.path, "PATH": "/usr/bin:/bin"].merging(environment) { _, new in new }
        let name = UUID().uuidString
        let files = try [".in", ".out", ".err"]
            .map { ending in
                let path = scratch.path(name + ending)
                try Data((ending == ".in" ? input ?? "" : "").utf8).write(to: URL(fileURLWithPath: path))
                return try FileHandle(forUpdating: URL(fileURLWithPath: path))
            }
        process.standardInput = files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        try process.run()
        process.waitUntilExit()
        defer {
            for ending in [".in", ".out", ".err"] {
                try? FileManager.default.removeItem(atPath: scratch.path(name + ending))
            }
        }
        func text(_ ending: String) -> String {
            String(decoding: FileManager.default.contents(atPath: scratch.path(name + ending)) ?? Data(), as: UTF8.self)
        }
        let signalled = process.terminationReason == .uncaughtSignal
        return Run(
            status: signalled ? -process.terminationStatus : process.terminationStatus, output: text(".out"),
            error: text(".err"))
    }

    /// The store as this process sees it.
    func store(_ access: PeerDatabase.Access = .readOnly) throws -> WhitelistStore {
        WhitelistStore(try PeerDatabase(path: path, network: network, access: access))
    }

    func write(_ text: String, to name: String) throws -> String {
        let path = scratch.path(name)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }
}
