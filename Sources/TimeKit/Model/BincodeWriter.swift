/// Writes what `BincodeReader` reads.
public struct BincodeWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    public mutating func write<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    public mutating func write(_ value: UInt64) { value.encode(to: &self) }

    public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

    public mutating func writeRaw(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

    public mutating func write(_ list: [UInt8]) {
        write(UInt64(list.count))
        bytes.append(contentsOf: list)
    }

    public mutating func write(_ text: String) {
        write(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    public mutating func write(_ value: some BincodeEncodable) { value.encode(to: &self) }

    public mutating func write(_ value: (some BincodeEncodable)?) {
        write(value != nil)
        if let value { value.encode(to: &self) }
    }

    public mutating func write(_ list: [some BincodeEncodable]) {
        write(UInt64(list.count))
        for element in list { element.encode(to: &self) }
    }
}
