internal import TOMLKit

/// A TOML text as a flat list of keys with values: the one place that knows the parser.
struct TOMLDocument: Sendable {
    indirect enum Value: Sendable {
        case text(String)
        case integer(Int)
        case flag(Bool)
        case list([Value])
        /// Anything else, by its name.
        case other(String)

        var typeName: String {
            switch self {
            case .text: "a string"
            case .integer: "an integer"
            case .flag: "true or false"
            case .list: "an array"
            case .other(let name): name
            }
        }
    }

    struct Entry: Sendable {
        /// Sections and key.
        let path: [String]
        let value: Value
    }

    let entries: [Entry]
    let lines: TOMLLines

    init(_ text: String, file: String) throws(ConfigurationError) {
        do {
            let root = try TOMLTable(string: text)
            entries = Self.entries(of: root, below: [])
            lines = TOMLLines(text)
        } catch let error as TOMLParseError {
            let place = ConfigurationPlace(file: file, line: error.source.begin.line)
            throw ConfigurationError(
                .syntax, at: place, "not TOML: \(Self.oneLine(error.description))", remedy: "correct the line")
        } catch {
            throw ConfigurationError(
                .syntax, at: ConfigurationPlace(file: file), "not TOML: \(error)", remedy: "correct the file")
        }
    }

    private static func entries(of table: TOMLTable, below path: [String]) -> [Entry] {
        table.keys.flatMap { key -> [Entry] in
            guard let value = table[key] else { return [] }
            if path.isEmpty, let inner = value.table { return entries(of: inner, below: [key]) }
            return [Entry(path: path + [key], value: convert(value))]
        }
    }

    private static func convert(_ value: any TOMLValueConvertible) -> Value {
        switch value.type {
        case .string: value.string.map(Value.text) ?? .other("a string")
        case .int: value.int.map(Value.integer) ?? .other("an integer")
        case .bool: value.bool.map(Value.flag) ?? .other("a flag")
        case .array: .list((value.array.map(Array.init) ?? []).map(convert))
        case .table: .other("a section")
        case .double: .other("a number with a fraction")
        case .date, .time, .dateTime: .other("a date or time")
        }
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
