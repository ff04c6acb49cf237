import TimeModel

/// One of the named values of `chain-data.json`.
public struct GoldenValue: Decodable, Sendable {
    public let name: String
    public let value: String

    /// The value called `name`; most are hexadecimal.
    public static func text(_ name: String) throws -> String {
        let all = try Fixture.decode("chain-data.json", as: [GoldenValue].self)
        guard let found = all.first(where: { $0.name == name }) else { throw Missing(name: name) }
        return found.value
    }

    /// The bytes of the hexadecimal value called `name`.
    public static func bytes(_ name: String) throws -> [UInt8] {
        guard let bytes = Hex.decode(try text(name)) else { throw Missing(name: name) }
        return bytes
    }

    struct Missing: Error {
        let name: String
    }
}
