/// Writes the CBOR of TIME-MSG blobs: definite lengths, shortest integers, structs as maps with text keys
/// (`chain-data §1.3`).
package struct CBORWriter {
    package private(set) var bytes: [UInt8] = []

    /// Begins a map of `count` fields.
    package mutating func map(_ count: UInt64) { head(.map, count) }

    package mutating func field(_ name: String, _ value: some CBORValue) {
        name.encode(to: &self)
        value.encode(to: &self)
    }

    package mutating func head(_ type: CBORType, _ value: UInt64) {
        let lead = type.rawValue << 5
        switch value {
        case 0..<24: bytes.append(lead | UInt8(value))
        case 24...0xFF: bytes.append(contentsOf: [lead | 24, UInt8(value)])
        case 0x100...0xFFFF: append(lead | 25, UInt16(value))
        case 0x1_0000...0xFFFF_FFFF: append(lead | 26, UInt32(value))
        default: append(lead | 27, value)
        }
    }

    package mutating func null() { bytes.append(CBORType.null) }
    package mutating func raw(_ content: some Sequence<UInt8>) { bytes.append(contentsOf: content) }

    private mutating func append(_ lead: UInt8, _ value: some FixedWidthInteger) {
        bytes.append(lead)
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

/// The major types in use; the others are refused.
package enum CBORType: UInt8 {
    case unsigned = 0
    case negative = 1
    case bytes = 2
    case text = 3
    case array = 4
    case map = 5

    package static let null: UInt8 = 0xF6
}

/// A value of a TIME-MSG field.
package protocol CBORValue {
    init(from reader: inout CBORReader) throws(CBORError)
    func encode(to writer: inout CBORWriter)
}
