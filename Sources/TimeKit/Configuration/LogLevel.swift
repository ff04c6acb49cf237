/// How much is logged: this level and everything above it.
public enum LogLevel: String, Hashable, Sendable, CaseIterable {
    case trace, debug, info, notice, warning, error, critical

    /// Takes `warn` too, as `time.conf` spells it; upper and lower case are the same.
    public init?(text: String) {
        let lowered = text.lowercased()
        guard let level = lowered == "warn" ? .warning : LogLevel(rawValue: lowered) else { return nil }
        self = level
    }
}
