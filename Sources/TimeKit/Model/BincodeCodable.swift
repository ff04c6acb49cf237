/// A value that bincode bytes can be read into.
public protocol BincodeDecodable: Sendable {
    /// The fewest bytes that an encoding of this type takes; bounds the length of lists before they are read.
    static var minimumEncodedSize: Int { get }

    init(from reader: inout BincodeReader) throws(BincodeError)
}

public protocol BincodeEncodable: Sendable {
    func encode(to writer: inout BincodeWriter)
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

extension UInt64: BincodeCodable {
    public static var minimumEncodedSize: Int { 8 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { self = try reader.read() }
    public func encode(to writer: inout BincodeWriter) {
        withUnsafeBytes(of: littleEndian) { writer.writeRaw($0) }
    }
}

/// A byte list: u64 count, then the bytes.
extension [UInt8]: BincodeCodable {
    public static var minimumEncodedSize: Int { 8 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { self = try reader.readBytes() }
    public func encode(to writer: inout BincodeWriter) { writer.write(self) }
}

extension Bool: BincodeCodable {
    public static var minimumEncodedSize: Int { 1 }
    public init(from reader: inout BincodeReader) throws(BincodeError) { self = try reader.readBool() }
    public func encode(to writer: inout BincodeWriter) { writer.write(self) }
}
