/// A value that bincode bytes can be read into.
public protocol BincodeDecodable: Sendable {
    /// The fewest bytes that an encoding of this type takes; bounds the length of lists before they are read.
    static var minimumEncodedSize: Int { get }

    init(from reader: inout BincodeReader) throws(BincodeError)

    /// Reads a u64 count and that many values. Only bytes have a quicker way than one after the other.
    static func list(from reader: inout BincodeReader) throws(BincodeError) -> [Self]
}

public protocol BincodeEncodable: Sendable {
    func encode(to writer: inout BincodeWriter)

    /// Writes a u64 count and the values. Only bytes have a quicker way than one after the other.
    static func encode(_ list: [Self], to writer: inout BincodeWriter)
}

public typealias BincodeCodable = BincodeDecodable & BincodeEncodable

extension BincodeEncodable {
    public func bincodeEncoded() -> [UInt8] {
        var writer = BincodeWriter()
        encode(to: &writer)
        return writer.bytes
    }
}

extension BincodeDecodable {
    /// Decodes from the front of `bytes`; what is left over is ignored, as upstream ignores it.
    public init(bincode bytes: ArraySlice<UInt8>) throws(BincodeError) {
        var reader = BincodeReader(bytes)
        try self.init(from: &reader)
    }

    public init(bincode bytes: [UInt8]) throws(BincodeError) { try self.init(bincode: bytes[...]) }
}

extension String: BincodeCodable {
    public static var minimumEncodedSize: Int { 8 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { self = try reader.readString() }
    public func encode(to writer: inout BincodeWriter) { writer.write(self) }
}

extension BincodeDecodable {
    public static func list(from reader: inout BincodeReader) throws(BincodeError) -> [Self] {
        let count = try reader.readCount(minimumElementSize: minimumEncodedSize)
        var elements: [Self] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try Self(from: &reader)) }
        return elements
    }
}

extension BincodeEncodable {
    public static func encode(_ list: [Self], to writer: inout BincodeWriter) {
        writer.write(UInt64(list.count))
        for element in list { element.encode(to: &writer) }
    }
}

/// A fixed-width little-endian integer.
extension BincodeDecodable where Self: FixedWidthInteger & BitwiseCopyable {
    public static var minimumEncodedSize: Int { MemoryLayout<Self>.size }
    public init(from reader: inout BincodeReader) throws(BincodeError) { self = try reader.readInteger() }
}

extension BincodeEncodable where Self: FixedWidthInteger {
    public func encode(to writer: inout BincodeWriter) {
        withUnsafeBytes(of: littleEndian) { writer.writeRaw($0) }
    }
}

extension UInt16: BincodeCodable {}
extension UInt32: BincodeCodable {}
extension UInt64: BincodeCodable {}
extension UInt128: BincodeCodable {}
extension Int64: BincodeCodable {}

extension UInt8: BincodeCodable {
    public static func list(from reader: inout BincodeReader) throws(BincodeError) -> [UInt8] {
        try reader.readBytes()
    }

    public static func encode(_ list: [UInt8], to writer: inout BincodeWriter) {
        writer.write(UInt64(list.count))
        writer.writeRaw(list)
    }
}

/// A u64 count, then the elements.
extension Array: BincodeDecodable where Element: BincodeDecodable {
    public static var minimumEncodedSize: Int { 8 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { self = try Element.list(from: &reader) }
}

extension Array: BincodeEncodable where Element: BincodeEncodable {
    public func encode(to writer: inout BincodeWriter) { Element.encode(self, to: &writer) }
}

/// A tag byte, then the value if there is one.
extension Optional: BincodeDecodable where Wrapped: BincodeDecodable {
    public static var minimumEncodedSize: Int { 1 }
    public init(from reader: inout BincodeReader) throws(BincodeError) {
        self = try reader.readOptionTag() ? try Wrapped(from: &reader) : nil
    }
}

extension Optional: BincodeEncodable where Wrapped: BincodeEncodable {
    public func encode(to writer: inout BincodeWriter) {
        writer.write(self != nil)
        if let self { self.encode(to: &writer) }
    }
}

/// A u32 declaration index.
extension BincodeDecodable where Self: RawRepresentable, RawValue == UInt32 {
    public static var minimumEncodedSize: Int { 4 }
    public init(from reader: inout BincodeReader) throws(BincodeError) {
        let start = reader.offset
        guard let value = Self(rawValue: try reader.read()) else { throw BincodeError(.unknownEnumIndex, at: start) }
        self = value
    }
}

extension BincodeEncodable where Self: RawRepresentable, RawValue == UInt32 {
    public func encode(to writer: inout BincodeWriter) { writer.write(rawValue) }
}

extension Bool: BincodeCodable {
    public static var minimumEncodedSize: Int { 1 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { self = try reader.readBool() }
    public func encode(to writer: inout BincodeWriter) { writer.write(self) }
}
