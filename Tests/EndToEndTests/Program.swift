import Foundation

/// A real process of one of the built programs; it is ended with the object at the latest.
final class Program: Sendable {
    private let process = Process()
    private let transcript = Transcript()

    /// The programs stand beside the test bundle in the build folder.
    static func url(_ name: String) -> URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent(name)
    }

    /// - Parameters:
    ///   - discovers: Whether a node asks web servers for peers; the default ones are not on this machine.
    ///   - answersRPC: Whether a node does, where its arguments say or on the port that all have.
    init(
        _ arguments: [String], program name: String = "timed", environment: [String: String] = [:],
        discovers: Bool = false, answersRPC: Bool = false
    ) throws {
        process.executableURL = name == "bash" ? URL(fileURLWithPath: "/bin/bash") : Self.url(name)
        let isNode = name == "timed" && arguments.first == "run"
        process.arguments =
            arguments + (isNode && !discovers ? ["--no-discovery"] : [])
            + (isNode && !answersRPC ? ["--no-rpc"] : [])
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.environment?["JOURNAL_STREAM"] = nil
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        // Neither handler nor thread holds this object, so that its end is the process's.
        process.terminationHandler = { [transcript] process in
            let signalled = process.terminationReason == .uncaughtSignal
            transcript.finish(signalled ? -process.terminationStatus : process.terminationStatus)
        }
        try process.run()
        Thread { [transcript] in transcript.read(output.fileHandleForReading) }.start()
    }

    deinit { kill(SIGKILL) }

    var pid: Int32 { process.processIdentifier }
    /// Standard output and error, line by line, so far.
    var lines: [String] { transcript.lines }

    func kill(_ signal: Int32) {
        if process.isRunning { Foundation.kill(process.processIdentifier, signal) }
    }

    /// Ends the process at a moment that doesn't hang on when this task goes on.
    func kill(_ signal: Int32, after delay: Duration) {
        DispatchQueue.global()
            .asyncAfter(deadline: .now() + delay / .seconds(1)) { [weak self] in self?.kill(signal) }
    }

    /// Whether a line containing all of `texts` came before the process ended or `limit` passed.
    func waitForLine(_ texts: String..., count: Int = 1, limit: Duration = .seconds(30)) async -> Bool {
        await transcript.waitForLine(texts, count: count, limit: limit)
    }

    /// The exit code, or minus the signal that ended the process; nil if it still runs after `limit`.
    func waitForExit(limit: Duration = .seconds(30)) async -> Int32? { await transcript.waitForExit(limit: limit) }
}
