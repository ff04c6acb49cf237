public import TimePeers

/// A run as one line for Nagios and its like, with performance data.
public struct ProbeNagios: Sendable {
    public let line: String

    public init(_ reports: [ProbeReport]) {
        let verdict = reports.map(\.verdict).max() ?? .healthy
        let word: String =
            switch verdict {
            case .healthy: "OK"
            case .degraded: "WARNING"
            case .unhealthy: "CRITICAL"
            }
        let bad = reports.filter { $0.verdict != .healthy }.sorted { $0.verdict > $1.verdict }
        let findings = bad.prefix(3)
            .compactMap { report in
                report.worst.map { "\(report.target) \($0.fault?.explanation.title ?? "")" }
            }
        let rest = bad.count > 3 ? " and \(bad.count - 3) more" : ""
        let summary =
            bad.isEmpty ? "\(reports.count) healthy" : findings.joined(separator: ", ") + rest
        let data = reports.flatMap { Self.data($0, isAlone: reports.count == 1) }
        // The bar divides text from data, and a peer's name has no say in that.
        line =
            "TIME PEERS \(word) - \(summary.printable.replacing("|", with: "/"))"
            + (data.isEmpty ? "" : " | " + data.joined(separator: " "))
    }

    private static func data(_ report: ProbeReport, isAlone: Bool) -> [String] {
        let name = report.target.printable.replacing("'", with: "").replacing("=", with: "")
        func label(_ what: String) -> String { isAlone ? what : "'\(name) \(what)'" }
        var data: [String] = []
        if let ping = report.ping {
            if let median = ping.median { data.append("\(label("rtt"))=\(ProbeNumber.digits(median))ms;;;0;") }
            data.append("\(label("loss"))=\(ProbeNumber.digits(ping.loss * 100))%;;;0;100")
        }
        if let tip = report.tip {
            data.append("\(label("height"))=\(tip.height);;;0;")
            data.append("\(label("lag"))=\(tip.lag);;;0;")
        }
        return data
    }
}
