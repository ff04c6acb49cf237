/// Writes the pieces of a transaction's JSON text into memory of a size known beforehand (`chain-data §1.2`).
///
/// Ids of whole chains are made here while they download, hence no bounds checks and no growth: the capacity must
/// allow four bytes per element of a byte list, `capacity(of:)` per string, and 20 per number.
struct CanonicalJSONWriter {
    private var cursor: UnsafeMutableRawPointer

    static func bytes(capacity: Int, _ body: (inout CanonicalJSONWriter) -> Void) -> [UInt8] {
        Array(unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
            var writer = CanonicalJSONWriter(cursor: start)
            body(&writer)
            count = writer.cursor - start
        }
    }

    /// Text that needs no escapes.
    mutating func write(verbatim text: StaticString) {
        cursor.copyMemory(from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
        cursor += text.utf8CodeUnitCount
    }

    mutating func write(_ number: Int64) {
        if number < 0 { write(verbatim: "-") }
        write(number.magnitude)
    }

    mutating func write(_ number: UInt64) {
        var digits = 1
        var bound: UInt64 = 10
        while number >= bound {
            digits += 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        var rest = number
        for position in stride(from: digits - 1, through: 0, by: -1) {
            cursor.storeBytes(
                of: UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"), toByteOffset: position, as: UInt8.self)
            rest /= 10
        }
        cursor += digits
    }

    /// A list of decimal numbers.
    mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { writeList($0) } }

    mutating func writeList(_ bytes: UnsafeRawBufferPointer) {
        writeByte(UInt8(ascii: "["))
        Self.decimals.withUnsafeBufferPointer { decimals in
            for byte in bytes {
                cursor.storeBytes(of: decimals[Int(byte)], as: UInt32.self)
                cursor += 2 + (byte > 9 ? 1 : 0) + (byte > 99 ? 1 : 0)
            }
        }
        if !bytes.isEmpty { cursor -= 1 }
        writeByte(UInt8(ascii: "]"))
    }

    static func capacity(of text: String) -> Int { 2 + 6 * text.utf8.count }

    /// Quoted; only `"`, `\` and controls below U+0020 are escaped.
    mutating func write(_ text: String) {
        writeByte(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): write(verbatim: "\\\"")
            case UInt8(ascii: "\\"): write(verbatim: "\\\\")
            case 0x08: write(verbatim: "\\b")
            case 0x09: write(verbatim: "\\t")
            case 0x0A: write(verbatim: "\\n")
            case 0x0C: write(verbatim: "\\f")
            case 0x0D: write(verbatim: "\\r")
            case 0..<0x20:
                write(verbatim: "\\u00")
                for digit in Hex.encode(CollectionOfOne(byte)).utf8 { writeByte(digit) }
            default: writeByte(byte)
            }
        }
        writeByte(UInt8(ascii: "\""))
    }

    private mutating func writeByte(_ byte: UInt8) {
        cursor.storeBytes(of: byte, as: UInt8.self)
        cursor += 1
    }

    /// The decimal text of each byte and a comma, padded to four bytes, first character lowest.
    private static let decimals: [UInt32] = (0...255)
        .map { byte in
            var text = Array("\(byte),".utf8)
            text += Array(repeating: 0, count: 4 - text.count)
            return text.enumerated().reduce(0) { $0 | UInt32($1.element) << UInt32(8 * $1.offset) }
        }
}
