extension UnixTime {
    /// `2026-07-23T12:34:56Z`
    public var text: String { Timestamp.text(seconds: rawValue) }

    /// The same text, with fractions of a second or as a date alone; nil for anything else and before 1970.
    public init?(text: String) {
        guard let seconds = Timestamp.seconds(from: text) else { return nil }
        self.init(seconds)
    }
}

/// Points in time as text in UTC.
package enum Timestamp {
    /// `2026-07-23T12:34:56.789Z` from milliseconds since 1970.
    package static func text(milliseconds: Int64) -> String {
        let seconds = floorDivide(milliseconds, 1000)
        return text(seconds: seconds).dropLast() + "." + padded(milliseconds - seconds * 1000, 3) + "Z"
    }

    /// `2026-07-23T12:34:56Z` from seconds since 1970.
    package static func text(seconds: Int64) -> String {
        let day = floorDivide(seconds, 86_400)
        let second = seconds - day * 86_400
        let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
        return date(day) + "T" + time + "Z"
    }

    /// Seconds since 1970 from `2026-07-23T12:34:56Z`, the same with fractions, or a date alone; nil for anything else.
    package static func seconds(from text: String) -> Int64? {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { number($0) }
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2], year >= 1970,
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let days = daysSince1970(year, month, day)
        guard Self.date(days) == [padded(year, 4), padded(month, 2), padded(day, 2)].joined(separator: "-") else {
            return nil
        }
        guard parts.count == 2 else { return days * 86_400 }
        guard parts[1].last == "Z", let whole = parts[1].dropLast().split(separator: ".").first else { return nil }
        let time = whole.split(separator: ":", omittingEmptySubsequences: false).map { number($0) }
        guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2], hour < 24, minute < 60,
            second < 60
        else { return nil }
        return days * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static func number(_ digits: Substring) -> Int64? {
        guard (1...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int64(digits)
    }

    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = floorDivide(yearFromMarch, 400)
        let yearOfEra = yearFromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The Gregorian date, counted in years that begin in March so that the leap day comes last.
    private static func date(_ daysSince1970: Int64) -> String {
        let days = daysSince1970 + 719_468
        let era = floorDivide(days, 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value / divisor - (value % divisor < 0 ? 1 : 0)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
