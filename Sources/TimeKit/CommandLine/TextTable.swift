/// Rows of cells in columns that line up, two spaces apart.
public struct TextTable: Hashable, Sendable {
    public let lines: [String]

    /// - Parameter columns: What the lines are cut to, but for the beginning of their last cell; nil: nothing is cut.
    public init(_ rows: [[String]], columns: Int? = nil) {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        lines = rows.map { row in
            let line = row.enumerated()
                .map { column, cell in
                    column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
                }
                .joined(separator: "  ")
            let start = widths.prefix(max(0, row.count - 1)).reduce(0) { $0 + $1 + 2 }
            guard let columns, line.count > max(columns, start + CommandLineLimits.lastCell) else { return line }
            return line.prefix(max(columns, start + CommandLineLimits.lastCell) - 3) + "..."
        }
    }
}
