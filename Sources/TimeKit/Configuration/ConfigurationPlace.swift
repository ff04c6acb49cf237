/// Where a setting stands: a key on a line of a file.
public struct ConfigurationPlace: Hashable, Sendable {
    public let file: String
    /// From 1; nil when the whole file is meant.
    public let line: Int?
    /// As the file spells it, with its section, such as `network.listen_address`; nil when no key is meant.
    public let key: String?

    public init(file: String, line: Int? = nil, key: String? = nil) {
        self.file = file
        self.line = line
        self.key = key
    }
}

extension ConfigurationPlace: CustomStringConvertible {
    /// `FILE:LINE: KEY`, as far as known.
    public var description: String {
        file + (line.map { ":\($0)" } ?? "") + (key.map { ": \($0)" } ?? "")
    }
}

/// A value and where it was written; nil for a value from the command line.
struct Placed<Value: Sendable>: Sendable {
    let value: Value
    let place: ConfigurationPlace?

    init(_ value: Value, at place: ConfigurationPlace?) {
        self.value = value
        self.place = place
    }
}
