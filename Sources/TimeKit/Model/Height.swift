/// A block's position in the chain; genesis is 0.
public struct Height: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public init(_ value: UInt64) { rawValue = value }

    public static let genesis = Height(0)

    /// The height above, or the same at the end of 64 bits, which no chain reaches.
    public var next: Height { advanced(by: 1) }

    /// Saturates at both ends, so that a height from a peer can't trap.
    public func advanced(by blocks: Int) -> Height {
        let magnitude = UInt64(blocks.magnitude)
        if blocks >= 0 {
            let (sum, overflow) = rawValue.addingReportingOverflow(magnitude)
            return Height(overflow ? .max : sum)
        }
        return Height(rawValue > magnitude ? rawValue - magnitude : 0)
    }

    /// Blocks from `other` up to this height; zero if `other` is above.
    public func blocks(above other: Height) -> UInt64 {
        rawValue > other.rawValue ? rawValue - other.rawValue : 0
    }

    public static func < (left: Height, right: Height) -> Bool { left.rawValue < right.rawValue }
}

extension Height: CustomStringConvertible, ExpressibleByIntegerLiteral, BincodeCodable {
    public var description: String { String(rawValue) }
    public init(integerLiteral value: UInt64) { rawValue = value }

    public static var minimumEncodedSize: Int { 8 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { rawValue = try reader.read() }
    public func encode(to writer: inout BincodeWriter) { writer.write(rawValue) }
}
