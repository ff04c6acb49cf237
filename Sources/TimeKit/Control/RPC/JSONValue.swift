/// A JSON value as RPC requests and answers carry it (`operator §7.2`).
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Written without a decimal point.
    case integer(Int128)
    /// Written with a decimal point or an exponent.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// Written in the order of its keys.
    case object([String: JSONValue])
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(Int128(value)) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
    public init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
    public init(_ value: some BinaryInteger) { self = .integer(Int128(clamping: value)) }
    public init(_ value: some StringProtocol) { self = .string(String(value)) }
    public init(_ value: Bool) { self = .bool(value) }
    public init(_ value: Double) { self = .number(value) }

    /// `null` for nil.
    public init<Value>(_ value: Value?, _ make: (Value) -> JSONValue) { self = value.map(make) ?? .null }

    /// The member of an object; nil if there is none, or this is no object.
    public subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    public var integer: Int128? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    /// Of an integer, too.
    public var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        default: nil
        }
    }

    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    public var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    public var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }
}
