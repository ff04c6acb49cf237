/// A JSON value that knows where in its text it stands, so that a fault in it can be found with an editor.
package struct PlacedJSON {
    package indirect enum Kind {
        case null
        case bool(Bool)
        /// As it is written.
        case number(String)
        case string(String)
        case array([PlacedJSON])
        case object([(key: String, offset: Int, value: PlacedJSON)])
    }

    package let kind: Kind
    /// Bytes before it.
    let offset: Int

    /// As an error calls it.
    var name: String {
        switch kind {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// What is wrong with a text, and the bytes before it.
package struct OffsetFault: Error {
    package let offset: Int
    package let reason: String
}

/// Reads RFC 8259, refusing what is nested deeper than anything we write.
package struct PlacedJSONReader {
    private let bytes: [UInt8]
    private var offset = 0
    private var valuesLeft: Int

    private static let deepest = 16

    /// - Parameter maximumValues: of all kinds together, so that a text can't become much larger than it is.
    package static func read(_ bytes: [UInt8], maximumValues: Int = .max) throws(OffsetFault) -> PlacedJSON {
        var reader = PlacedJSONReader(bytes: bytes, valuesLeft: maximumValues)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.offset == bytes.count else { throw reader.fault("something follows the end") }
        return value
    }

    private init(bytes: [UInt8], valuesLeft: Int) {
        self.bytes = bytes
        self.valuesLeft = valuesLeft
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func fault(_ reason: String) -> OffsetFault { OffsetFault(offset: offset, reason: reason) }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(OffsetFault) -> PlacedJSON {
        skipSpace()
        guard depth < Self.deepest else { throw fault("nested too deeply") }
        guard valuesLeft > 0 else { throw fault("too many values") }
        valuesLeft -= 1
        let start = offset
        let kind: PlacedJSON.Kind
        switch next {
        case nil: throw fault("the text ends too early")
        case UInt8(ascii: "{"): kind = .object(try members(depth: depth))
        case UInt8(ascii: "["): kind = .array(try elements(depth: depth))
        case UInt8(ascii: "\""): kind = .string(try string())
        default: kind = try word()
        }
        return PlacedJSON(kind: kind, offset: start)
    }

    private mutating func elements(depth: Int) throws(OffsetFault) -> [PlacedJSON] {
        offset += 1
        skipSpace()
        var elements: [PlacedJSON] = []
        if take("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return elements }
            guard take(",") else { throw fault("a comma or ] is missing") }
        }
    }

    private mutating func members(depth: Int) throws(OffsetFault) -> [(key: String, offset: Int, value: PlacedJSON)] {
        offset += 1
        skipSpace()
        var members: [(key: String, offset: Int, value: PlacedJSON)] = []
        if take("}") { return members }
        while true {
            skipSpace()
            let start = offset
            guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes is missing") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw fault("a colon is missing") }
            members.append((key, start, try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return members }
            guard take(",") else { throw fault("a comma or } is missing") }
        }
    }

    private mutating func word() throws(OffsetFault) -> PlacedJSON.Kind {
        let start = offset
        while let byte = next, byte.isWordByte { offset += 1 }
        let word = String(decoding: bytes[start..<offset], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if Self.isNumber(bytes[start..<offset]) { return .number(word) }
            offset = start
            throw fault("no JSON value")
        }
    }

    /// By RFC 8259 §6. A regular expression would be compiled anew for each number.
    private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        var rest = word
        _ = rest.take("-")
        let hasZero = rest.take("0")
        guard hasZero || rest.takeDigits() else { return false }
        if rest.take("."), !rest.takeDigits() { return false }
        guard rest.take("e") || rest.take("E") else { return rest.isEmpty }
        if !rest.take("+") { _ = rest.take("-") }
        return rest.takeDigits() && rest.isEmpty
    }

    private mutating func string() throws(OffsetFault) -> String {
        offset += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                guard let string = String(validating: text, as: UTF8.self) else { throw fault("no UTF-8 text") }
                return string
            case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
            case ..<0x20: throw fault("a control character within a text")
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw fault("the text ends within quotes")
    }

    private static let escaped: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
        UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]

    private mutating func escape() throws(OffsetFault) -> Unicode.Scalar {
        offset += 1
        guard let byte = next else { throw fault("the text ends within quotes") }
        if let scalar = Self.escaped[byte] {
            offset += 1
            return scalar
        }
        guard take("u") else { throw fault("no escape sequence of JSON") }
        let first = try hexadecimal()
        guard (0xD800..<0xDC00).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw fault("half of a character") }
            return scalar
        }
        guard take("\\"), take("u") else { throw fault("half of a character") }
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("half of a character") }
        return scalar
    }

    private mutating func hexadecimal() throws(OffsetFault) -> UInt32 {
        let digits = bytes[offset..<min(offset + 4, bytes.count)]
        guard digits.count == 4, !digits.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits are missing") }
        offset += 4
        return value
    }
}

extension UInt8 {
    /// Of a number, or of `true`, `false` and `null`.
    fileprivate var isWordByte: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard first == UInt8(ascii: character) else { return false }
        removeFirst()
        return true
    }

    /// Whether there was at least one.
    fileprivate mutating func takeDigits() -> Bool {
        let count = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        removeFirst(count)
        return count > 0
    }
}
