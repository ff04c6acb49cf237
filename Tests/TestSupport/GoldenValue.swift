/// One of the named values of `chain-data.json`.
public struct GoldenValue: Decodable, Sendable {
    public let name: String
    public let value: String

    /// The value called `name`, as text; most are hexadecimal.
    public static func text(_ name: String) throws -> String {
        let all = try Fixture.decode("chain-data.json", as: [GoldenValue].self)
        guard let found = all.first(where: { $0.name == name }) else { throw Missing(name: name) }
        return found.value
    }

    struct Missing: Error {
        let name: String
    }
}
