import Foundation
import Testing

/// Manual pages, help and tables say the same.
@Suite struct ManualTests {
    static let programs: [(name: String, section: Int, commands: [String])] = [
        ("timed", 8, ["run", "verify-chain", "export-blocks", "import-blocks", "simulate"]),
        (
            "tc-whitelist", 1,
            [
                "list", "show", "why", "check", "stats", "add", "remove", "prune", "pending", "approve", "reject",
                "bans",
                "ban", "unban", "log", "undo", "verify", "import", "export",
            ]
        ),
        ("tc-discover", 1, []), ("tc-probe", 1, []), ("tc-sync", 1, []),
    ]

    /// The programs stand beside the test bundle.
    static func output(of program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent(program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    static func documented(in manual: String) -> Set<String> {
        Set(manual.matches(of: #/Fl -([a-z][a-z-]*)/#).map { String($0.1) })
    }

    @Test(arguments: programs)
    func everyFlagIsInHelpAndManual(program: (name: String, section: Int, commands: [String])) throws {
        let helps =
            try [["--help"]].map { try Self.output(of: program.name, $0) }
            + program.commands.map { try Self.output(of: program.name, [$0, "--help"]) }
        let offered = Set(helps.joined().matches(of: #/--([a-z][a-z-]*)/#).map { String($0.1) })
        let manual = try Project.text("man/\(program.name).\(program.section)")
        #expect(offered.contains("help"))
        #expect(Self.documented(in: manual) == offered)
    }

    @Test func everyCommandIsInTheManual() throws {
        let help = try Self.output(of: "timed", ["--help"])
        let offered = Set(help.matches(of: #/\n  ([a-z][a-z-]*) (?:\(default\))? +[A-Z]/#).map { String($0.1) })
        let manual = try Project.text("man/timed.8")
        let documented = Set(manual.matches(of: #/\n\.It Cm ([a-z-]+)/#).map { String($0.1) })
        #expect(offered == Set(Self.programs[0].commands))
        #expect(documented == offered)
    }

    @Test func everyProgramHasAManual() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Project.root.appendingPathComponent("Sources").path)
        let programs = Set(folders).subtracting(["TimeKit", "CCurl", "CProcess"])
        #expect(programs == Set(Self.programs.map(\.name)))
    }

    /// Rows of the form `.It FLOOR.NAME Ta VALUE Ta …`.
    @Test func theManualsLimitsAreThePrograms() throws {
        let printed = try Self.output(of: "timed", ["--print-limits"]).split(separator: "\n")
        let rows = try Project.text("man/timekit.7").matches(of: #/\n\.It ([a-zA-Z]+\.[a-zA-Z]+) Ta (.+?) Ta/#)
        #expect(rows.count > 10)
        for row in rows {
            let line = printed.first { $0.hasPrefix("\(row.1) ") } ?? ""
            let value = line.dropFirst(row.1.count).drop { $0 == " " }
            #expect(value.hasPrefix("\(row.2)  "), "\(row.1) is \(row.2) in the manual and \(value) in the program")
        }
    }

    /// Statuses that `timed` lists are those of the one table, and 1 for the answer no.
    @Test func everyStatusIsInTheManual() throws {
        let manual = try Project.text("man/timed.8")
        let section = manual.split(separator: ".Sh EXIT STATUS").last?.split(separator: ".Sh ").first ?? ""
        let listed = section.matches(of: #/\.It (\d+)\n/#).map { String($0.1) }
        let table = try Project.text("Sources/TimeKit/CommandLine/ProgramStatus.swift")
        #expect(listed.filter { $0 != "1" } == table.matches(of: #/case \w+ = (\d+)/#).map { String($0.1) })
    }

    @Test(arguments: ["packaging/config.toml", "packaging/config.mainnet.toml"])
    func theExamplesAreAccepted(file: String) throws {
        let path = Project.root.appendingPathComponent(file).path
        let report = try Self.output(of: "timed", ["--check-config", "--datadir", "/nonexistent", "--conf", path])
        #expect(report.contains("network "))
        #expect(!report.contains("notice"))
    }
}
