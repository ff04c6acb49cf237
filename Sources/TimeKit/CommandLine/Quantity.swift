/// Numbers as people read them.
public enum Quantity {
    /// With a comma before every third digit: `1,234,567`.
    public static func count(_ value: some BinaryInteger) -> String {
        let digits = String(value.magnitude)
        let grouped = digits.enumerated()
            .map { index, digit in
                index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
            }
        return (value < 0 ? "-" : "") + grouped.joined()
    }

    /// With the largest fitting unit and three digits: `512 B`, `1.46 MiB`.
    public static func bytes(_ value: some BinaryInteger) -> String {
        var scaled = Double(value)
        var unit = "B"
        for larger in ["KiB", "MiB", "GiB", "TiB"] where scaled >= 1024 {
            scaled /= 1024
            unit = larger
        }
        return unit == "B" ? "\(value) B" : "\(threeDigits(scaled)) \(unit)"
    }

    /// The two largest units that matter: `850 ms`, `42 s`, `3 min 5 s`, `2 h 10 min`, `4 d 3 h`.
    public static func duration(_ value: Duration) -> String {
        let (seconds, attoseconds) = value.components
        if seconds == 0 { return "\(attoseconds / 1_000_000_000_000_000) ms" }
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return pair(seconds / 60, "min", seconds % 60, "s")
        case ..<86_400: return pair(seconds / 3600, "h", seconds % 3600 / 60, "min")
        default: return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h")
        }
    }

    /// How many per second: `2,500/s`, or `0.42/s` below ten.
    public static func rate(_ count: some BinaryInteger, in elapsed: Duration) -> String {
        guard elapsed > .zero else { return "-/s" }
        let perSecond = Double(count) / (elapsed / .seconds(1))
        return perSecond < 10 ? "\(threeDigits(perSecond))/s" : "\(Self.count(Int(perSecond)))/s"
    }

    private static func pair(_ first: Int64, _ firstUnit: String, _ second: Int64, _ secondUnit: String) -> String {
        second == 0 ? "\(first) \(firstUnit)" : "\(first) \(firstUnit) \(second) \(secondUnit)"
    }

    private static func threeDigits(_ value: Double) -> String {
        let places = value < 10 ? 2 : value < 100 ? 1 : 0
        let scale = [1, 10, 100][places]
        let scaled = Int((value * Double(scale)).rounded())
        guard places > 0 else { return "\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
