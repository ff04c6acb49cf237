/// Numbers of a probe as people read them.
enum ProbeNumber {
    /// With the precision that means something: `0.213 ms`, `12.3 ms`, `142 ms`, `8.01 s`.
    static func time(_ milliseconds: Double) -> String {
        milliseconds >= 1000 ? "\(digits(milliseconds / 1000)) s" : "\(digits(milliseconds)) ms"
    }

    /// Three digits that count, without an exponent.
    static func digits(_ value: Double) -> String {
        let size = abs(value)
        let places = size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0
        let scale = [1.0, 10, 100, 1000][places]
        guard size < 1e12 else { return "\(value)" }
        let scaled = Int((size * scale).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + "\(scaled)" }
        let fraction = String(scaled % Int(scale))
        return sign + "\(scaled / Int(scale))." + String(repeating: "0", count: places - fraction.count) + fraction
    }

    static func percent(_ part: Double) -> String { "\(digits(part * 100)) %" }
}
