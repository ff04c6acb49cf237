/// Seconds since 1970 as the wire and the chain count them. Comes in from outside; nothing below the shell reads a clock.
public struct UnixTime: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
    public init(_ seconds: Int64) { rawValue = seconds }

    /// Saturates at both ends, so that a time from a peer can't trap.
    public func advanced(bySeconds seconds: Int64) -> UnixTime {
        let (sum, overflow) = rawValue.addingReportingOverflow(seconds)
        return UnixTime(overflow ? (seconds > 0 ? .max : .min) : sum)
    }

    /// Seconds from `other` to this time, saturating.
    public func seconds(since other: UnixTime) -> Int64 {
        let (difference, overflow) = rawValue.subtractingReportingOverflow(other.rawValue)
        return overflow ? (rawValue < 0 ? .min : .max) : difference
    }

    public static func < (left: UnixTime, right: UnixTime) -> Bool { left.rawValue < right.rawValue }
}

extension UnixTime: CustomStringConvertible, BincodeCodable {
    public var description: String { String(rawValue) }

    public static var minimumEncodedSize: Int { 8 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { rawValue = try reader.read() }
    public func encode(to writer: inout BincodeWriter) { writer.write(rawValue) }
}
