import ArgumentParser
public import TimeModel

/// A length of time as an operator writes it: `45s`, `90m`, `12h` or `30d`.
public struct TimeSpan: Hashable, Sendable {
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    /// - Throws: what is wrong with the text.
    public init(_ text: String) throws {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let isNegative = text.hasPrefix("-")
        let digits = text.dropLast().dropFirst(isNegative ? 1 : 0)
        guard let unit = text.last.flatMap({ units[$0] }), !digits.isEmpty,
            digits.allSatisfy({ $0.isASCII && $0.isNumber })
        else { throw ValidationError("give a number and one of s, m, h and d, such as 12h or 30d") }
        let (seconds, overflow) = (Int64(digits) ?? .max).multipliedReportingOverflow(by: unit)
        // A longer one doesn't end while any of us is there to see it.
        guard !overflow, seconds <= 1000 * 366 * units["d", default: 0] else {
            throw ValidationError("more than a thousand years")
        }
        self.seconds = isNegative ? -seconds : seconds
    }

    /// One that ends in the future.
    public static func lasting(_ text: String) throws -> TimeSpan {
        let span = try TimeSpan(text)
        guard span.seconds > 0 else { throw ValidationError("this is over already; give a time that is still to come") }
        return span
    }

    /// One that ends no later than now.
    public static func past(_ text: String) throws -> TimeSpan {
        let span = try TimeSpan(text)
        guard span.seconds >= 0 else { throw ValidationError("give a time that is over") }
        return span
    }

    public func after(_ time: UnixTime) -> UnixTime { time.advanced(bySeconds: seconds) }
    public func before(_ time: UnixTime) -> UnixTime { time.advanced(bySeconds: -seconds) }
}

/// A point in the past: a time in UTC, or a length of time before now.
public enum PastTime: Hashable, Sendable {
    case time(UnixTime)
    case ago(TimeSpan)

    /// - Throws: what is wrong with the text.
    public init(_ text: String) throws {
        if let time = UnixTime(text: text) {
            self = .time(time)
        } else if text.contains("-"), !text.hasPrefix("-") {
            throw ValidationError("give a time in UTC such as 2026-07-23 or 2026-07-23T12:34:56Z")
        } else {
            self = .ago(try .past(text))
        }
    }

    public func time(at now: UnixTime) -> UnixTime {
        switch self {
        case .time(let time): time
        case .ago(let span): span.before(now)
        }
    }
}
