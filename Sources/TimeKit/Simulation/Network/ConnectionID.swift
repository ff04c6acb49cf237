/// One end of a virtual connection, as its host knows it. The other end has an id of its own.
public struct ConnectionID: Hashable, Sendable {
    /// The socket's place in the lower half, how often that was used before in the upper.
    package let rawValue: UInt64

    init(index: Int, generation: UInt32) {
        rawValue = UInt64(generation) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
    }

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    var index: Int { Int(truncatingIfNeeded: rawValue & 0xFFFF_FFFF) }
    var generation: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }
    var otherEnd: ConnectionID { ConnectionID(rawValue: rawValue ^ 1) }
}

extension ConnectionID: Comparable, CustomStringConvertible {
    public static func < (left: ConnectionID, right: ConnectionID) -> Bool { left.rawValue < right.rawValue }
    public var description: String { "\(index).\(generation)" }
}
