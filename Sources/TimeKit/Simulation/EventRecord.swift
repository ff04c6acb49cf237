internal import TimeModel
internal import TimeWire

/// One line of the event log, kept as numbers until somebody wants to read it.
struct EventRecord: Sendable {
    enum Kind: UInt8, Sendable {
        case started, tick, accepted, connected, dialFailed, received, garbage, closed
        case note, fault, faultEnds
        case timedOut
    }

    var nanoseconds: Int64
    var kind: Kind
    var host: Int32
    /// The other side's host; -1 for none.
    var other: Int32 = -1
    var connection: UInt64 = 0
    var message: MessageKind?
    var words: (UInt64, UInt64) = (0, 0)
    var text: String?
}

/// What a run comes to: a hash over all events in order, and the last of them as text.
public struct EventLog: Sendable {
    /// The same for the same seed, program and faults.
    public private(set) var hash: UInt64 = 0
    public private(set) var count: UInt64 = 0
    private var recent: [EventRecord] = []
    private var next = 0

    mutating func record(_ record: EventRecord) {
        count += 1
        var hash = hash
        Self.fold(UInt64(bitPattern: record.nanoseconds), into: &hash)
        Self.fold(
            UInt64(record.kind.rawValue) | UInt64(UInt32(bitPattern: record.host)) << 8
                | UInt64(record.message?.rawValue ?? 0xFF) << 40, into: &hash)
        Self.fold(record.connection ^ UInt64(UInt32(bitPattern: record.other)) << 20, into: &hash)
        Self.fold(record.words.0, into: &hash)
        Self.fold(record.words.1, into: &hash)
        if let text = record.text { for byte in text.utf8 { Self.fold(UInt64(byte), into: &hash) } }
        self.hash = hash
        // Ticks are counted and hashed; as text they would crowd out everything else.
        guard record.kind != .tick else { return }
        if recent.count < SimulationLimits.eventsKept {
            recent.append(record)
        } else {
            recent[next] = record
            next = (next + 1) % SimulationLimits.eventsKept
        }
    }

    private static func fold(_ word: UInt64, into hash: inout UInt64) {
        hash = SeededGenerator.mix((hash &+ 0x9E37_79B9_7F4A_7C15) ^ word)
    }

    /// The last events but ticks, the oldest first.
    func lines(name: (Int32) -> String) -> [String] {
        (recent[next...] + recent[..<next]).map { $0.line(name: name) }
    }
}

extension EventRecord {
    func line(name: (Int32) -> String) -> String {
        let (seconds, fraction) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000 / 1_000)
        let digits = String(fraction)
        var line = "\(seconds).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
        if host >= 0 { line += " \(name(host))" }
        line += " \(kind)"
        if let message { line += " \(message.name)" }
        if other >= 0 { line += " \(name(other))" }
        if connection != 0 { line += " connection=\(ConnectionID(rawValue: connection))" }
        if message != nil { line += " \(words.0) \(words.1)" }
        if let text { line += " \(text)" }
        return line
    }
}
