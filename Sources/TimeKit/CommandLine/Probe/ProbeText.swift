public import TimePeers

/// One probe for people: each layer with its time, and what to do about what went wrong.
public struct ProbeText: Sendable {
    public let lines: [String]

    public init(_ report: ProbeReport, columns: Int? = nil) {
        let columns = columns ?? CommandLineLimits.textColumns
        let address = report.address.map { "\($0) port \(report.port ?? 0)" }
        let title = [report.target.printable, address].compactMap { $0 }.joined(separator: ", ")
        var lines = ["\(title): \(report.verdict.rawValue)"]
        for step in report.layers { lines += Self.lines(of: step, in: report, columns: columns) }
        if let step = report.worst, let fault = step.fault {
            let explanation = fault.explanation
            lines += WrappedText.lines(explanation.title, first: "  finding    ", columns: columns)
            for (index, cause) in step.causes.enumerated() {
                lines += WrappedText.lines(
                    cause, first: index == 0 ? "  maybe      - " : "             - ", columns: columns)
            }
            if let advice = step.advice { lines += WrappedText.lines(advice, first: "  do         ", columns: columns) }
        }
        self.lines = lines
    }

    private static func lines(of step: ProbeStep, in report: ProbeReport, columns: Int) -> [String] {
        let name = step.layer.rawValue
        let time = step.milliseconds.map(ProbeNumber.time) ?? ""
        let first =
            "  \(name)" + String(repeating: " ", count: max(1, 11 - name.count))
            + String(repeating: " ", count: max(0, 8 - time.count)) + time + "  "
        let mark = step.outcome == .failed ? "FAILED: " : step.outcome == .degraded ? "BUT: " : ""
        let indentation = String(repeating: " ", count: first.count)
        var lines = WrappedText.lines(mark + step.detail.printable, first: first, columns: columns)
        for extra in extras(of: step.layer, in: report) {
            lines += WrappedText.lines(extra.printable, first: indentation, columns: columns)
        }
        return lines
    }

    private static func extras(of layer: ProbeLayer, in report: ProbeReport) -> [String] {
        switch layer {
        case .tls:
            guard let tls = report.tls else { return [] }
            return ["server name \(tls.serverName) accepted"] + (tls.fingerprint.map { ["certificate \($0)"] } ?? [])
        case .handshake: return report.build.map { ["build \($0)"] } ?? []
        case .tip:
            guard let tip = report.tip else { return [] }
            let best = tip.best.map { ", the best of this run is \($0)" } ?? ""
            return ["block \(tip.hash)", "due by the clock is \(tip.expected)\(best)"]
        case .ping: return report.ping.map(extras) ?? []
        case .resolve, .tcp, .genesis, .close: return []
        }
    }

    private static func extras(of ping: PingStatistics) -> [String] {
        var extras: [String] = []
        let times: [(String, Double?)] = [
            ("min", ping.minimum), ("avg", ping.average), ("median", ping.median), ("p95", ping.percentile95),
            ("max", ping.maximum), ("stddev", ping.standardDeviation), ("jitter", ping.jitter),
        ]
        let known = times.compactMap { name, value in value.map { "\(name) \(ProbeNumber.digits($0))" } }
        if !known.isEmpty { extras.append("round trip in ms: " + known.joined(separator: ", ")) }
        let counts = [
            ("lost", ping.lost), ("late", ping.late), ("reordered", ping.reordered), ("cut off", ping.cutOff),
        ]
        .filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        if !counts.isEmpty { extras.append(counts.joined(separator: ", ")) }
        if let offset = ping.clockOffset {
            let direction = offset < 0 ? "behind" : "ahead of"
            extras.append("its clock is \(ProbeNumber.digits(abs(offset))) s \(direction) ours, by whole seconds")
        }
        return extras
    }
}
