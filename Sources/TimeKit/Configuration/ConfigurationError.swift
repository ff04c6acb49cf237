/// A configuration that can't be used. Nothing has been opened or changed when it is thrown.
public struct ConfigurationError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        case fileMissing, fileUnreadable, syntax, unknownKey, wrongType, invalidValue, conflict, noHomeDirectory
    }

    public let code: Code
    /// Nil when no file is to blame.
    public let place: ConfigurationPlace?
    public let problem: String
    /// What to do about it.
    public let remedy: String

    init(_ code: Code, at place: ConfigurationPlace?, _ problem: String, remedy: String) {
        self.code = code
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// One line: `FILE:LINE: KEY: problem; remedy`.
    public var description: String { (place.map { "\($0): " } ?? "") + "\(problem); \(remedy)" }
}

/// A setting that is accepted and changes nothing; worth a line in the log.
public struct ConfigurationNotice: Hashable, Sendable, CustomStringConvertible {
    public let place: ConfigurationPlace?
    public let text: String

    public var description: String { (place.map { "\($0): " } ?? "") + text }
}
