public import Foundation
import TimeModel

/// The files of `Tests/Fixtures`.
public enum Fixture {
    public static func url(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures").appendingPathComponent(name)
    }

    public static func data(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

    public static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try data(name)) }

    /// The whole file as JSON; a key like `bincode_hex` is the property `bincodeHex`.
    public static func decode<Value: Decodable>(_ name: String, as _: Value.Type = Value.self) throws -> Value {
        try decoder().decode(Value.self, from: try data(name))
    }

    /// A file with a JSON value a line.
    public static func lines<Value: Decodable>(_ name: String, as _: Value.Type = Value.self) throws -> [Value] {
        let decoder = decoder()
        return try data(name).split(separator: UInt8(ascii: "\n")).map { try decoder.decode(Value.self, from: $0) }
    }

    /// One member of a file that holds a JSON object.
    public static func decode<Value: Decodable>(
        _ name: String, section: String, as _: Value.Type = Value.self
    ) throws -> Value {
        let decoder = decoder()
        decoder.userInfo[sectionKey] = section
        return try decoder.decode(Section<Value>.self, from: try data(name)).value
    }

    /// The names of the members of a file that holds a JSON object.
    public static func sections(_ name: String) throws -> Set<String> {
        Set(try decode(name, as: [String: Ignored].self).keys)
    }

    private static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    fileprivate static let sectionKey = CodingUserInfoKey(rawValue: "section").unsafelyUnwrapped
}

private struct Section<Value: Decodable>: Decodable {
    let value: Value

    init(from decoder: any Decoder) throws {
        let name = decoder.userInfo[Fixture.sectionKey] as? String ?? ""
        let words = name.split(separator: "_")
        let property = words.dropFirst()
            .reduce(String(words.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
        value = try decoder.container(keyedBy: Name.self).decode(Value.self, forKey: Name(stringValue: property))
    }

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue _: Int) { nil }
    }
}

private struct Ignored: Decodable {
    init(from _: any Decoder) {}
}

/// Bytes that a fixture holds as hexadecimal text.
public struct HexBytes: Decodable, Hashable, Sendable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Hex.decode(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
        }
        self.bytes = bytes
    }
}
