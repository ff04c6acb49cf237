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
