/// Reads what `CBORWriter` writes, and nothing else: keys in their order, integers in their shortest form.
package struct CBORReader {
    private let bytes: ArraySlice<UInt8>
    package private(set) var offset = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    package var remaining: Int { bytes.count - offset }

    /// Begins a map, which must have `count` fields.
    package mutating func map(_ count: UInt64) throws(CBORError) {
        let start = offset
        guard try head(.map) == count else { throw CBORError(.unexpectedField, at: start) }
    }

    package mutating func field<Value: CBORValue>(_ name: String) throws(CBORError) -> Value {
        let start = offset
        guard try String(from: &self) == name else { throw CBORError(.unexpectedField, at: start) }
        return try Value(from: &self)
    }

    /// Ends the outermost map: nothing may follow.
    package func end() throws(CBORError) {
        guard remaining == 0 else { throw CBORError(.unexpectedField, at: offset) }
    }

    package mutating func head(_ type: CBORType) throws(CBORError) -> UInt64 {
        let start = offset
        let lead = try take(1).first ?? 0
        guard lead >> 5 == type.rawValue else { throw CBORError(.unexpectedType, at: start) }
        let (size, least): (Int, UInt64) =
            switch lead & 31 {
            case 24: (1, 24)
            case 25: (2, 0x100)
            case 26: (4, 0x1_0000)
            case 27: (8, 0x1_0000_0000)
            default: (0, 0)
            }
        guard size > 0 else {
            guard lead & 31 < 24 else { throw CBORError(.unexpectedType, at: start) }
            return UInt64(lead & 31)
        }
        let value = try take(size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard value >= least else { throw CBORError(.invalidValue, at: start) }
        return value
    }

    /// A count of things of at least a byte each, which must all be in hand.
    package mutating func count(_ type: CBORType) throws(CBORError) -> Int {
        let start = offset
        let count = try head(type)
        guard count <= UInt64(remaining) else { throw CBORError(.endOfData, at: start) }
        return Int(count)
    }

    /// Whether the next value is of `type`.
    package func isNext(_ type: CBORType) -> Bool { peek.map { $0 >> 5 == type.rawValue } ?? false }

    /// Takes a null if one is next.
    package mutating func null() -> Bool {
        guard peek == CBORType.null else { return false }
        offset += 1
        return true
    }

    package mutating func take(_ count: Int) throws(CBORError) -> ArraySlice<UInt8> {
        guard count <= remaining else { throw CBORError(.endOfData, at: offset) }
        let start = bytes.startIndex + offset
        offset += count
        return bytes[start..<(start + count)]
    }

    private var peek: UInt8? { remaining > 0 ? bytes[bytes.startIndex + offset] : nil }
}

/// Why bytes are not the TIME-MSG object that was asked for.
public struct CBORError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        case endOfData = "end_of_data"
        case unexpectedType = "unexpected_type"
        case unexpectedField = "unexpected_field"
        case invalidValue = "invalid_value"
        case tooLarge = "too_large"
    }

    public let code: Code
    /// The byte offset of the value that failed.
    public let offset: Int

    init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }
}
