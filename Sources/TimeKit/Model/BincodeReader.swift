/// Reads bincode 1.3 values: fixed-width little-endian integers, u64 counts, u32 enum indexes (`wire §4`).
///
/// No value allocates more than a constant times the bytes in hand: a count that the remaining bytes can't hold is
/// `endOfData` before anything is reserved. Bytes left over after the last value are the caller's affair.
public struct BincodeReader: Sendable {
    private let bytes: ArraySlice<UInt8>
    /// Bytes consumed so far.
    public private(set) var offset = 0

    public init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
    public init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    public var remaining: Int { bytes.count - offset }

    /// The bytes consumed since `start`, which was an earlier `offset`. Shares their storage.
    public func consumed(since start: Int) -> ArraySlice<UInt8> {
        bytes[(bytes.startIndex + start)..<(bytes.startIndex + offset)]
    }

    mutating func readInteger<Value: FixedWidthInteger & BitwiseCopyable>() throws(BincodeError) -> Value {
        let size = MemoryLayout<Value>.size
        let start = try take(size)
        return Value(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Value.self) })
    }

    public mutating func readBool() throws(BincodeError) -> Bool {
        let start = offset
        switch try read(UInt8.self) {
        case 0: return false
        case 1: return true
        default: throw BincodeError(.invalidBool, at: start)
        }
    }

    public mutating func readHash() throws(BincodeError) -> Hash256 {
        let start = try take(Hash256.byteCount)
        return bytes.withUnsafeBytes { Hash256($0, at: start) }
    }

    /// A u64 count, then that many bytes.
    public mutating func readBytes() throws(BincodeError) -> [UInt8] {
        Array(try readByteSlice())
    }

    /// Exactly `count` bytes without a prefix.
    public mutating func readRaw(_ count: Int) throws(BincodeError) -> [UInt8] {
        let start = try take(count)
        return Array(bytes[(bytes.startIndex + start)..<(bytes.startIndex + start + count)])
    }

    /// A u64 byte count, then UTF-8.
    public mutating func readString() throws(BincodeError) -> String {
        let start = offset
        guard let text = String(validating: try readByteSlice(), as: UTF8.self) else {
            throw BincodeError(.invalidUTF8, at: start)
        }
        return text
    }

    /// A u32 enum index below `count`.
    public mutating func readVariant(below count: UInt32) throws(BincodeError) -> UInt32 {
        let start = offset
        let index = try read(UInt32.self)
        guard index < count else { throw BincodeError(.unknownEnumIndex, at: start) }
        return index
    }

    /// The tag byte of an optional: whether a value follows.
    public mutating func readOptionTag() throws(BincodeError) -> Bool {
        let start = offset
        switch try read(UInt8.self) {
        case 0: return false
        case 1: return true
        default: throw BincodeError(.invalidOptionTag, at: start)
        }
    }

    public mutating func read<Value: BincodeDecodable>(_: Value.Type = Value.self) throws(BincodeError) -> Value {
        try Value(from: &self)
    }

    public mutating func readOptional<Value: BincodeDecodable>(
        _: Value.Type = Value.self
    ) throws(BincodeError) -> Value? {
        try Value?(from: &self)
    }

    public mutating func readList<Element: BincodeDecodable>(
        _: Element.Type = Element.self
    ) throws(BincodeError) -> [Element] {
        try Element.list(from: &self)
    }

    /// A u64 count of elements of at least `minimumElementSize` bytes each, all of which must still be in hand.
    public mutating func readCount(minimumElementSize: Int) throws(BincodeError) -> Int {
        let start = offset
        let count = try read(UInt64.self)
        guard count <= UInt64(remaining / max(minimumElementSize, 1)) else {
            throw BincodeError(.endOfData, at: start)
        }
        return Int(count)
    }

    private mutating func readByteSlice() throws(BincodeError) -> ArraySlice<UInt8> {
        let count = try readCount(minimumElementSize: 1)
        let start = try take(count)
        return bytes[(bytes.startIndex + start)..<(bytes.startIndex + start + count)]
    }

    private mutating func take(_ count: Int) throws(BincodeError) -> Int {
        guard count <= remaining else { throw BincodeError(.endOfData, at: offset) }
        defer { offset += count }
        return offset
    }
}
