public import ArgumentParser
import TimeControl

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What all programs have in common: their version, and how they start and end.
public enum Program {
    public static let version = "0.1.0"

    /// How one run of a program ended.
    package struct Outcome: Hashable, Sendable {
        package let status: ProgramStatus
        /// Help, version or a completion script.
        package var output = ""
        package var error = ""
        /// Instead of the status's number.
        package var verdict: Verdict?
    }

    /// Parses the arguments, runs the command and ends the process.
    public static func main(_ command: any ParsableCommand.Type) async -> Never {
        // A reader that went away is an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let outcome = await run(command, Array(CommandLine.arguments.dropFirst()))
        if !outcome.output.isEmpty { print(outcome.output) }
        if !outcome.error.isEmpty { ErrorStream.standard.write(line: outcome.error) }
        exit(outcome.verdict?.code ?? outcome.status.rawValue)
    }

    package static func run(_ root: any ParsableCommand.Type, _ arguments: [String]) async -> Outcome {
        var command: any ParsableCommand
        do {
            command = try root.parseAsRoot(arguments)
        } catch {
            return parsingOutcome(of: error, root)
        }
        do {
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return Outcome(status: .success)
        } catch {
            return runningOutcome(of: error, root)
        }
    }

    private static func parsingOutcome(of error: any Error, _ root: any ParsableCommand.Type) -> Outcome {
        let text = root.fullMessage(for: error)
        return root.exitCode(for: error).isSuccess
            ? Outcome(status: .success, output: text) : Outcome(status: .usage, error: text)
    }

    private static func runningOutcome(of error: any Error, _ root: any ParsableCommand.Type) -> Outcome {
        if let error = error as? OperatorError {
            return Outcome(status: error.status, error: "\(root._commandName): \(error.line)")
        }
        if let verdict = error as? Verdict { return Outcome(status: .success, verdict: verdict) }
        let code = root.exitCode(for: error)
        // Asking for help is a command of its own, so its text arrives here.
        if code.isSuccess || code == .validationFailure { return parsingOutcome(of: error, root) }
        let line = OperatorError(
            .software, "internal error", why: "\(error)", remedy: "please report it with the log"
        )
        .line
        return Outcome(status: .software, error: "\(root._commandName): \(line)")
    }
}
