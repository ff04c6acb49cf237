public import TimePeers

/// Many probes, one to a line.
public struct ProbeTable: Sendable {
    public let lines: [String]

    /// - Parameters:
    ///   - isSorted: By loss, then by round trip, those without either last; else in the order given.
    ///   - columns: The terminal's; nil: nothing is cut.
    public init(_ reports: [ProbeReport], isSorted: Bool = false, columns: Int? = nil) {
        let isNarrow = columns.map { $0 < CommandLineLimits.wideTable } ?? false
        let cells = Self.cells.filter { $0.isEssential || !isNarrow }
        let rows = (isSorted ? reports.sorted(by: Self.precedes) : reports)
            .map { report in
                cells.map { $0.text(report) }
            }
        lines = TextTable([cells.map(\.head)] + rows, columns: columns).lines
    }

    private struct Cell: Sendable {
        let head: String
        /// Whether it is there on a narrow terminal, too.
        var isEssential = true
        let text: @Sendable (ProbeReport) -> String
    }

    private static let cells = [
        Cell(head: "TARGET") { $0.target.printable },
        Cell(head: "VERDICT") { $0.verdict.rawValue },
        Cell(head: "LOSS") { $0.ping.map { ProbeNumber.percent($0.loss) } ?? "-" },
        Cell(head: "SENT", isEssential: false) { $0.ping.map { "\($0.sent)" } ?? "-" },
        Cell(head: "MEDIAN") { $0.ping?.median.map(ProbeNumber.time) ?? "-" },
        Cell(head: "P95", isEssential: false) { $0.ping?.percentile95.map(ProbeNumber.time) ?? "-" },
        Cell(head: "JITTER", isEssential: false) { $0.ping?.jitter.map(ProbeNumber.time) ?? "-" },
        Cell(head: "HEIGHT") { $0.tip.map { "\($0.height)" } ?? "-" },
        Cell(head: "BUILD", isEssential: false) { $0.build.map { "\($0)" } ?? "-" },
        Cell(head: "FINDING") { report in
            report.worst.map { "\($0.layer.rawValue): \($0.fault?.explanation.title ?? "")" } ?? ""
        },
    ]

    private static func precedes(_ left: ProbeReport, _ right: ProbeReport) -> Bool {
        let (first, second) = (key(left), key(right))
        return first == second ? left.target < right.target : first < second
    }

    /// A peer that can't be reached has lost everything.
    private static func key(_ report: ProbeReport) -> (Double, Double) {
        (report.ping?.loss ?? 2, report.ping?.median ?? .infinity)
    }
}
