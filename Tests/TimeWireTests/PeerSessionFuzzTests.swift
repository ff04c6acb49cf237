import Testing
import TimeModel
import TimeSimulation
import TimeWire

struct PeerSessionFuzzTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `no run of messages, sends and pauses traps or goes on after the close`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let role: PeerSession.Role = seed.isMultiple(of: 2) ? .dialer : .listener
        var script = try SessionScript(role, isExempt: seed.isMultiple(of: 3), keepsTrust: seed.isMultiple(of: 5))
        if !seed.isMultiple(of: 7) { _ = script.open() }
        if seed.isMultiple(of: 4) { _ = script.receive(.handshake(.valid)) }
        var isClosed = false
        for _ in 0..<2000 {
            let effects = step(&script, &generator)
            #expect(!isClosed || effects.isEmpty)
            if effects.closeReason != nil { isClosed = true }
            if isClosed, generator.next() % 50 == 0 { break }
        }
    }

    private func step(_ script: inout SessionScript, _ generator: inout SeededGenerator) -> [PeerSession.Effect] {
        switch generator.next() % 12 {
        case 0:
            script.wait(.milliseconds(Int(generator.next() % 40_000)))
            return script.handle(.tick)
        case 1: return script.send(message(&generator))
        case 2:
            let tip = PeerSession.LocalTip(
                height: Height(generator.next()), hash: .zero, isSyncing: generator.next().isMultiple(of: 4))
            return script.handle(.localTip(tip))
        default: return script.receive(message(&generator))
        }
    }

    /// A payload of any kind, of bytes that are all alike or all random.
    private func message(_ generator: inout SeededGenerator) -> Message {
        let index = UInt32(truncatingIfNeeded: generator.next() % 102)
        var payload = (0..<4).map { UInt8(truncatingIfNeeded: index >> (8 * $0)) }
        let count = Int(generator.next() % 600)
        switch generator.next() % 4 {
        case 0: payload += (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        case 1: payload += [UInt8](repeating: 0xFF, count: count)
        default: payload += [UInt8](repeating: 0, count: count)
        }
        return Message(payload: payload[...])
    }
}
