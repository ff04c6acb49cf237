import Foundation
import Synchronization

/// A real process of one of the built programs; it is ended with the object at the latest.
final class Program: Sendable {
    private struct State {
        var lines: [String] = []
        var waiters: [(id: Int, texts: [String], continuation: CheckedContinuation<Bool, Never>)] = []
        var exitWaiters: [(id: Int, continuation: CheckedContinuation<Int32?, Never>)] = []
        var exitCode: Int32?
        var nextID = 0
    }

    private let process = Process()
    private let state = Mutex(State())

    /// The programs stand beside the test bundle in the build folder.
    static func url(_ name: String) -> URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent(name)
    }

    init(_ arguments: [String], program name: String = "timed", environment: [String: String] = [:]) throws {
        process.executableURL = name == "bash" ? URL(fileURLWithPath: "/bin/bash") : Self.url(name)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.environment?["JOURNAL_STREAM"] = nil
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { [weak self] process in
            let signalled = process.terminationReason == .uncaughtSignal
            self?.finish(signalled ? -process.terminationStatus : process.terminationStatus)
        }
        try process.run()
        let reader = Thread { [weak self] in self?.read(output.fileHandleForReading) }
        reader.start()
    }

    deinit { kill(SIGKILL) }

    var pid: Int32 { process.processIdentifier }
    /// Standard output and error, line by line, so far.
    var lines: [String] { state.withLock { $0.lines } }

    func kill(_ signal: Int32) {
        if process.isRunning { Foundation.kill(process.processIdentifier, signal) }
    }

    /// Whether a line containing all of `texts` came before the process ended or `limit` passed.
    func waitForLine(_ texts: String..., limit: Duration = .seconds(30)) async -> Bool {
        await withCheckedContinuation { continuation in
            let now: (answer: Bool?, id: Int) = state.withLock { state in
                if state.lines.contains(where: { Self.matches($0, texts) }) { return (true, 0) }
                if state.exitCode != nil { return (false, 0) }
                state.nextID += 1
                state.waiters.append((state.nextID, texts, continuation))
                return (nil, state.nextID)
            }
            if let answer = now.answer { return continuation.resume(returning: answer) }
            after(limit) { [weak self] in
                let waiter = self?.state
                    .withLock { state in
                        state.waiters.firstIndex { $0.id == now.id }.map { state.waiters.remove(at: $0) }
                    }
                waiter?.continuation.resume(returning: false)
            }
        }
    }

    /// The exit code, or minus the signal that ended the process; nil if it still runs after `limit`.
    func waitForExit(limit: Duration = .seconds(30)) async -> Int32? {
        await withCheckedContinuation { continuation in
            let now: (answer: Int32?, id: Int) = state.withLock { state in
                if let code = state.exitCode { return (code, 0) }
                state.nextID += 1
                state.exitWaiters.append((state.nextID, continuation))
                return (nil, state.nextID)
            }
            if let answer = now.answer { return continuation.resume(returning: answer) }
            after(limit) { [weak self] in
                let waiter = self?.state
                    .withLock { state in
                        state.exitWaiters.firstIndex { $0.id == now.id }.map { state.exitWaiters.remove(at: $0) }
                    }
                waiter?.continuation.resume(returning: nil)
            }
        }
    }

    private static func matches(_ line: String, _ texts: [String]) -> Bool { texts.allSatisfy { line.contains($0) } }

    private func after(_ limit: Duration, _ body: @escaping @Sendable () -> Void) {
        let seconds = Double(limit.components.seconds) + Double(limit.components.attoseconds) / 1e18
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: body)
    }

    private func read(_ handle: FileHandle) {
        var rest: [UInt8] = []
        while true {
            let data = handle.availableData
            if data.isEmpty { break }
            for byte in data {
                if byte == UInt8(ascii: "\n") {
                    add(String(decoding: rest, as: UTF8.self))
                    rest.removeAll()
                } else {
                    rest.append(byte)
                }
            }
        }
        if !rest.isEmpty { add(String(decoding: rest, as: UTF8.self)) }
    }

    private func add(_ line: String) {
        let hits = state.withLock { state in
            state.lines.append(line)
            let hits = state.waiters.filter { Self.matches(line, $0.texts) }
            state.waiters.removeAll { Self.matches(line, $0.texts) }
            return hits
        }
        for hit in hits { hit.continuation.resume(returning: true) }
    }

    private func finish(_ code: Int32) {
        let (waiters, exits) = state.withLock { state in
            state.exitCode = code
            defer {
                state.waiters = []
                state.exitWaiters = []
            }
            return (state.waiters, state.exitWaiters)
        }
        for waiter in waiters { waiter.continuation.resume(returning: false) }
        for exit in exits { exit.continuation.resume(returning: code) }
    }
}
