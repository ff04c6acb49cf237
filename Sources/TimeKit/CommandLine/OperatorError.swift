public import TimeConfiguration

/// A failure as the operator gets to see it: one line on standard error, and an exit status.
public struct OperatorError: Error, Hashable, Sendable {
    public let status: ProgramStatus
    /// What failed, and on what: `cannot open /srv/time/chain.sqlite`.
    public let what: String
    public let why: String?
    /// What to do about it.
    public let remedy: String?

    public init(_ status: ProgramStatus, _ what: String, why: String? = nil, remedy: String? = nil) {
        self.status = status
        self.what = what
        self.why = why
        self.remedy = remedy
    }

    public init(_ error: ConfigurationError) {
        self.init(.configuration, error.description)
    }

    /// `what: why; remedy` on one line, whatever the parts contain.
    public var line: String {
        let text = what + (why.map { ": \($0)" } ?? "") + (remedy.map { "; \($0)" } ?? "")
        return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
