/// Rows of cells in columns that line up, two spaces apart.
public struct TextTable: Hashable, Sendable {
    public let lines: [String]

    public init(_ rows: [[String]]) {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        lines = rows.map { row in
            row.enumerated()
                .map { column, cell in
                    column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
                }
                .joined(separator: "  ")
        }
    }
}
