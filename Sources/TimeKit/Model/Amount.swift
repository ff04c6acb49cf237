/// Money in satoshis; 1 TIME is 100,000,000 of them.
///
/// The live rules add amounts modulo 2^64 (`chain-rules §1`), so the chain's sums use `&+` and `&-`.
public struct Amount: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public init(satoshis: UInt64) { rawValue = satoshis }
    public init(time: UInt64) { rawValue = time * Self.satoshisPerTime }

    public static let satoshisPerTime: UInt64 = 100_000_000
    public static let zero = Amount(satoshis: 0)

    public static func < (left: Amount, right: Amount) -> Bool { left.rawValue < right.rawValue }
    public static func &+ (left: Amount, right: Amount) -> Amount { Amount(satoshis: left.rawValue &+ right.rawValue) }
    public static func &- (left: Amount, right: Amount) -> Amount { Amount(satoshis: left.rawValue &- right.rawValue) }

    /// Stops at 2^64 − 1 instead of wrapping.
    public func saturatingAdd(_ other: Amount) -> Amount {
        let (sum, overflow) = rawValue.addingReportingOverflow(other.rawValue)
        return Amount(satoshis: overflow ? .max : sum)
    }

    /// Stops at zero instead of wrapping.
    public func saturatingSubtract(_ other: Amount) -> Amount {
        Amount(satoshis: rawValue > other.rawValue ? rawValue - other.rawValue : 0)
    }
}

extension Amount: CustomStringConvertible, BincodeCodable {
    /// In TIME with eight decimals, as `95.00000000`.
    public var description: String {
        let fraction = String(rawValue % Self.satoshisPerTime)
        return "\(rawValue / Self.satoshisPerTime)." + String(repeating: "0", count: 8 - fraction.count) + fraction
    }

    public static var minimumEncodedSize: Int { 8 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { rawValue = try reader.read() }
    public func encode(to writer: inout BincodeWriter) { writer.write(rawValue) }
}
