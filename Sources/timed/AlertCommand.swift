import Foundation
import Logging
import TimeNode

/// Runs the operator's command for alerts, with the alert as JSON on its standard input (`policy §6`).
struct AlertCommand: Sendable {
    private struct Document: Encodable {
        let schema = "timekit.alert/1"
        let time: String
        let alert: String
        let level: String
        let state: String
        let message: String
        let details: [String: String]
    }

    private let command: String
    private let logger: Logger

    init(_ command: String, logger: Logger) {
        self.command = command
        self.logger = logger
    }

    /// Starts the command and returns; the node waits for nobody.
    func run(_ change: AlertChange) {
        DispatchQueue.global()
            .async {
                do { try start(change) } catch {
                    logger.error("alert command not started", metadata: ["command": "\(command)", "why": "\(error)"])
                }
            }
    }

    private func start(_ change: AlertChange) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        // Whatever the command says goes where the log goes.
        process.standardOutput = FileHandle.standardError
        let input = Pipe()
        process.standardInput = input
        // Before there is a reader: a pipe holds it, and a command that ends at once breaks nothing.
        try input.fileHandleForWriting.write(contentsOf: Self.json(change))
        try input.fileHandleForWriting.close()
        process.terminationHandler = { process in
            guard process.terminationStatus != 0 else { return }
            logger.error(
                "alert command failed",
                metadata: ["alert": "\(change.alert.kind.rawValue)", "status": "\(process.terminationStatus)"])
        }
        try process.run()
        let pid = process.processIdentifier
        DispatchQueue.global()
            .asyncAfter(deadline: .now() + NodeLimits.alertCommandPatience / .seconds(1)) {
                // Until it is reaped the number is its own; with it go what it has started.
                if process.isRunning { kill(getpgid(pid) == pid ? -pid : pid, SIGKILL) }
            }
    }

    private static func json(_ change: AlertChange) throws -> Data {
        let alert = change.alert
        func document(_ details: [String: String]) throws -> Data {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(
                Document(
                    time: change.timeText, alert: alert.kind.rawValue, level: alert.level.rawValue,
                    state: change.state.rawValue, message: alert.message, details: details)) + Data("\n".utf8)
        }
        let whole = try document(alert.metadata)
        return whole.count <= NodeLimits.alertDocument ? whole : try document([:])
    }
}
