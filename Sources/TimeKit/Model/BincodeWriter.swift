/// Writes what `BincodeReader` reads.
public struct BincodeWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

    public mutating func writeRaw(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

    /// A u64 byte count, then UTF-8.
    public mutating func write(_ text: String) {
        write(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    public mutating func write(_ value: some BincodeEncodable) { value.encode(to: &self) }

    /// The values in order, as the fields of one.
    public mutating func writeAll<each Value: BincodeEncodable>(_ values: repeat each Value) {
        repeat (each values).encode(to: &self)
    }
}
