import Foundation

/// Standard output: data, and nothing else.
public enum Output {
    /// Prints one line.
    public static func line(_ text: String) { print(text) }

    /// One JSON object on one line, its first field the `schema` that tells what the others mean. Keys are sorted.
    public static func json(schema: String, _ value: some Encodable) throws(OperatorError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let body = String(decoding: try encoder.encode(value), as: UTF8.self)
            guard body.hasPrefix("{") else {
                throw OperatorError(.software, "cannot write \(schema) as JSON", why: "it is no object")
            }
            let head = "{\"schema\":\"\(schema)\""
            return body == "{}" ? head + "}" : head + "," + body.dropFirst()
        } catch let error as OperatorError {
            throw error
        } catch {
            throw OperatorError(.software, "cannot write \(schema) as JSON", why: "\(error)")
        }
    }
}
