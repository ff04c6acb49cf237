/// What a wallet once asked to hear about (`wire §6`); no node acts on it.
public struct Subscription: Hashable, Sendable {
    public var id: String
    public var addresses: [String]
    public var outpoints: [OutPoint]

    public init(id: String, addresses: [String], outpoints: [OutPoint]) {
        self.id = id
        self.addresses = addresses
        self.outpoints = outpoints
    }
}

extension Subscription: BincodeCodable {
    public static var minimumEncodedSize: Int { 3 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        id = try reader.read()
        addresses = try reader.read()
        outpoints = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(id, addresses, outpoints)
    }
}
