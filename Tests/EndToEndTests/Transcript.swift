import Foundation
import Synchronization

/// What a process has said, and how it ended.
final class Transcript: Sendable {
    private struct State {
        var lines: [String] = []
        var waiters: [(id: Int, texts: [String], count: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var exitWaiters: [(id: Int, continuation: CheckedContinuation<Int32?, Never>)] = []
        /// Set when the process has ended and all it said is read.
        var exitCode: Int32?
        var status: Int32?
        var isRead = false
        var nextID = 0
    }

    private let state = Mutex(State())

    var lines: [String] { state.withLock { $0.lines } }

    /// Whether so many lines containing all of `texts` came before the process ended or `limit` passed.
    func waitForLine(_ texts: [String], count: Int, limit: Duration) async -> Bool {
        await withCheckedContinuation { continuation in
            let now: (answer: Bool?, id: Int) = state.withLock { state in
                let count = count - state.lines.count { Self.matches($0, texts) }
                if count <= 0 { return (true, 0) }
                if state.exitCode != nil { return (false, 0) }
                state.nextID += 1
                state.waiters.append((state.nextID, texts, count, continuation))
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
    func waitForExit(limit: Duration) async -> Int32? {
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

    func read(_ handle: FileHandle) {
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
        state.withLock { $0.isRead = true }
        settle()
    }

    private func add(_ line: String) {
        let hits = state.withLock { state in
            state.lines.append(line)
            for index in state.waiters.indices where Self.matches(line, state.waiters[index].texts) {
                state.waiters[index].count -= 1
            }
            defer { state.waiters.removeAll { $0.count == 0 } }
            return state.waiters.filter { $0.count == 0 }
        }
        for hit in hits { hit.continuation.resume(returning: true) }
    }

    func finish(_ status: Int32) {
        state.withLock { $0.status = status }
        settle()
    }

    private func settle() {
        let settled: (State, Int32)? = state.withLock { state in
            guard state.exitCode == nil, state.isRead, let status = state.status else { return nil }
            state.exitCode = status
            defer {
                state.waiters = []
                state.exitWaiters = []
            }
            return (state, status)
        }
        guard let (before, status) = settled else { return }
        for waiter in before.waiters { waiter.continuation.resume(returning: false) }
        for exit in before.exitWaiters { exit.continuation.resume(returning: status) }
    }
}
