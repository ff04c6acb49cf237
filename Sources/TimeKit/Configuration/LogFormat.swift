/// What a log line looks like.
public enum LogFormat: String, Hashable, Sendable, CaseIterable {
    /// For people.
    case text
    /// One object a line, for collectors.
    case json
}
