/// One number that bounds something, as `timed --print-limits` states it.
///
/// Nobody writes these by hand: each floor's `LimitTable.swift` is made by `make limits` from the constants of its
/// `Limits.swift` and their doc comments.
public struct Limit: Hashable, Sendable {
    /// Floor and constant, such as `wire.pingInterval`.
    public let name: String
    /// With its unit where its type has one, such as `30 s`.
    public let value: String
    /// What it counts and why it is that much.
    public let reason: String

    public init<Value>(_ name: String, _ value: Value, _ reason: String) {
        self.name = name
        self.value = "\(value)"
        self.reason = reason
    }

    public init(_ name: String, _ value: Duration, _ reason: String) {
        self.name = name
        self.value = Self.text(of: value)
        self.reason = reason
    }

    /// Whole seconds as `30 s`, anything else to the millisecond as `250 ms`.
    private static func text(of duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard attoseconds != 0 else { return "\(seconds) s" }
        return "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000) ms"
    }
}
