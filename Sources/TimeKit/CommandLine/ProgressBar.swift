public import TimeModel

/// How far a long job is, as text. Draws nothing itself and reads no clock.
public struct ProgressBar: Sendable {
    public enum Style: Hashable, Sendable {
        /// One line that is drawn again and again, on a terminal.
        case bar(isColored: Bool)
        /// A line now and then, for a log or a pipe.
        case lines
    }

    private let label: String
    private let unit: String
    private let style: Style
    private let start: Moment
    private let startedAt: UInt64
    private var lastDrawn: Moment?

    /// - Parameters:
    ///   - label: What is being done, such as `verifying`.
    ///   - unit: What is counted, such as `blocks`.
    ///   - done: What was done before the start, so that it doesn't count for the rate.
    public init(_ label: String, unit: String, style: Style, done: UInt64 = 0, at start: Moment) {
        self.label = label
        self.unit = unit
        self.style = style
        self.start = start
        startedAt = done
    }

    /// The text to show in place of the one before; nil when it is too early for another.
    public mutating func update(_ done: UInt64, of total: UInt64, at now: Moment) -> String? {
        let interval =
            style == .lines ? CommandLineLimits.progressLineInterval : CommandLineLimits.progressBarInterval
        let reference = lastDrawn ?? (style == .lines ? start : nil)
        if let reference, now - reference < interval { return nil }
        lastDrawn = now
        return text(done, of: total, at: now)
    }

    /// The last word: what was done, how long it took, how fast it was.
    public func summary(_ done: UInt64, at now: Moment) -> String {
        let count = done - min(done, startedAt)
        return "\(label): \(Quantity.count(count)) \(unit) in \(Quantity.duration(now - start)), "
            + Quantity.rate(count, in: now - start)
    }

    private func text(_ done: UInt64, of total: UInt64, at now: Moment) -> String {
        let count = done - min(done, startedAt)
        let percent = total == 0 ? 100 : Int(Double(min(done, total)) / Double(total) * 100)
        let numbers =
            "\(percent) %  \(Quantity.count(done))/\(Quantity.count(total)) \(unit)  "
            + Quantity.rate(count, in: now - start) + remaining(done, of: total, count: count, at: now)
        guard case .bar(let isColored) = style else { return "\(label): \(numbers)" }
        let room = CommandLineLimits.progressColumns - label.count - numbers.count - 5
        guard room >= 5 else { return String("\(label) \(numbers)".prefix(CommandLineLimits.progressColumns - 1)) }
        let filled = room * percent / 100
        let bar = String(repeating: "#", count: filled)
        return "\(label) [\(isColored ? "\u{1B}[32m\(bar)\u{1B}[0m" : bar)"
            + String(repeating: "-", count: room - filled) + "] " + numbers
    }

    private func remaining(_ done: UInt64, of total: UInt64, count: UInt64, at now: Moment) -> String {
        guard count > 0, done < total else { return "" }
        let seconds = (now - start) / .seconds(1) * Double(total - done) / Double(count)
        guard seconds < 1e9 else { return "" }
        return "  \(Quantity.duration(.seconds(Int64(seconds.rounded(.up))))) left"
    }
}

extension ProgressBar.Style {
    /// A bar on a terminal that can redraw a line, in colour unless `NO_COLOR` is set.
    public static func suitable(isTerminal: Bool, environment: [String: String]) -> ProgressBar.Style {
        guard isTerminal, environment["TERM"] != "dumb" else { return .lines }
        return .bar(isColored: environment["NO_COLOR", default: ""].isEmpty)
    }
}
