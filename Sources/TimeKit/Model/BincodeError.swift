/// Why bytes are not the bincode encoding of what was asked for (`wire §4`).
public struct BincodeError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        case endOfData = "end_of_data"
        case invalidUTF8 = "invalid_utf8"
        case invalidBool = "invalid_bool"
        case invalidOptionTag = "invalid_option_tag"
        case unknownEnumIndex = "unknown_enum_index"
        case invalidValue = "invalid_value"
    }

    public let code: Code
    /// The byte offset, from the start of what is being decoded, of the value that failed.
    public let offset: Int

    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }
}

extension BincodeError: CustomStringConvertible {
    public var description: String { "\(code.rawValue) at byte \(offset)" }
}
