package import TimePeers

extension JSONValue {
    /// Reads a text of RFC 8259, nested no deeper than RPC needs.
    ///
    /// - Parameter maximumValues: of all kinds together.
    package init(parsing bytes: [UInt8], maximumValues: Int = ControlLimits.jsonValues) throws(OffsetFault) {
        self.init(try PlacedJSONReader.read(bytes, maximumValues: maximumValues))
    }

    private init(_ placed: PlacedJSON) {
        switch placed.kind {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .number(let text): self = Int128(text).map(JSONValue.integer) ?? .number(Double(text) ?? .infinity)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(elements.map { JSONValue($0) })
        case .object(let members):
            self = .object(Dictionary(members.map { ($0.key, JSONValue($0.value)) }) { _, last in last })
        }
    }

    /// Without white space; members in the order of their keys.
    package func write(to text: inout [UInt8]) {
        switch self {
        case .null: text += "null".utf8
        case .bool(let bool): text += (bool ? "true" : "false").utf8
        case .integer(let integer): text += String(integer).utf8
        case .number(let number): text += (number.isFinite ? "\(number)" : "null").utf8
        case .string(let string): Self.write(string, to: &text)
        case .array(let elements):
            Self.write(elements, between: ("[", "]"), to: &text) { $0.write(to: &$1) }
        case .object(let members):
            Self.write(members.sorted { $0.key < $1.key }, between: ("{", "}"), to: &text) { member, text in
                Self.write(member.key, to: &text)
                text.append(UInt8(ascii: ":"))
                member.value.write(to: &text)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between marks: (Unicode.Scalar, Unicode.Scalar), to text: inout [UInt8],
        _ body: (Element, inout [UInt8]) -> Void
    ) {
        text.append(UInt8(ascii: marks.0))
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            body(element, &text)
        }
        text.append(UInt8(ascii: marks.1))
    }

    private static func write(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case ..<0x20:
                text += (byte < 0x10 ? "\\u000" : "\\u00").utf8
                text += String(byte, radix: 16).utf8
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}

extension JSONValue: CustomStringConvertible {
    /// As it is sent.
    public var description: String {
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
