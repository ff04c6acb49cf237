import Foundation
import Testing

/// Each floor's `LimitTable.swift` says what its `Limits.swift` says.
@Suite struct LimitTableTests {
    static let limits = Project.library.filter { $0.path.hasSuffix("/Limits.swift") }

    @Test(arguments: limits)
    func everyLimitHasAReason(file: SourceFile) {
        for constant in LimitTable(file).constants {
            #expect(!constant.reason.isEmpty, "\(file.path): \(constant.name) has no doc comment")
        }
    }

    /// `make limits` sets the variable and so has the tables written anew.
    @Test(arguments: limits)
    func theTableIsUpToDate(file: SourceFile) throws {
        let table = LimitTable(file)
        if ProcessInfo.processInfo.environment["TIMEKIT_WRITE_LIMIT_TABLES"] == "1" {
            try table.text.write(to: Project.root.appendingPathComponent(table.path), atomically: true, encoding: .utf8)
        }
        #expect(try Project.text(table.path) == table.text, "run: make limits")
    }

    @Test(arguments: limits)
    func theDaemonPrintsTheTable(file: SourceFile) throws {
        let report = try Project.text("Sources/timed/LimitsReport+All.swift")
        #expect(report.contains("\(FloorTests.folder(of: file))LimitTable.rows"))
    }
}

/// What `Limits.swift` of one floor contains.
struct LimitTable {
    struct Constant {
        let name: String
        let reason: String
    }

    let path: String
    let constants: [Constant]
    let text: String

    init(_ file: SourceFile) {
        let floor = FloorTests.folder(of: file)
        let typeName = file.code.firstMatch(of: #/enum (\w+)/#).map { String($0.1) } ?? "Limits"
        path = "Sources/TimeKit/\(floor)/LimitTable.swift"
        let found = Self.constants(file)
        constants = found
        let isAbbreviation = floor == floor.uppercased()
        let prefix = isAbbreviation ? floor.lowercased() : floor.prefix(1).lowercased() + floor.dropFirst()
        let rows = found.map { constant in
            let name = prefix + "." + constant.name
            let reason = constant.reason.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return """
                        Limit(
                            "\(name)", \(typeName).\(constant.name),
                            "\(reason)"),

                """
        }
        text = """
            // Made from Limits.swift by `make limits`.
            // swift-format-ignore-file
            \(floor == "Model" ? "" : "package import TimeModel\n")
            /// The limits of this floor as `timed --print-limits` states them.
            package enum \(floor)LimitTable {
                package static let rows: [Limit] = [
            \(rows.joined())    ]
            }

            """
    }

    private static func constants(_ file: SourceFile) -> [Constant] {
        var reason: [Substring] = []
        var constants: [Constant] = []
        for line in file.lines {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("///") {
                reason.append(line.dropFirst(3).drop { $0 == " " })
            } else {
                if let match = line.firstMatch(of: #/^(?:public |package )?static let (\w+)/#) {
                    constants.append(Constant(name: String(match.1), reason: reason.joined(separator: " ")))
                }
                reason = []
            }
        }
        return constants
    }
}
