import Foundation
import Testing

/// `timed simulate` as an operator runs it.
@Suite struct SimulateTests {
    static let arguments = ["simulate", "--nodes", "4", "--hours", "2", "--seed", "9", "--faults", "all"]

    static func lines(_ arguments: [String], environment: [String: String] = [:]) async throws -> [String] {
        let program = try Program(arguments, environment: environment)
        #expect(await program.waitForExit(limit: .seconds(60)) == 0, "\(program.lines)")
        return program.lines
    }

    /// Swift seeds hashes anew in each process unless it is told not to; no order may depend on them.
    @Test func twoProcessesWithTheSameSeedAgreeWhateverTheirHashes() async throws {
        let first = try await Self.lines(Self.arguments)
        let second = try await Self.lines(Self.arguments)
        let unseeded = try await Self.lines(Self.arguments, environment: ["SWIFT_DETERMINISTIC_HASHING": "1"])
        #expect(first == second)
        #expect(first == unseeded)
        #expect(first.contains { $0.hasPrefix("event hash  ") }, "\(first)")
        #expect(first.contains("seed  9"))
    }

    @Test func jsonHasASchemaAndTheSameFigures() async throws {
        let line = try #require(try await Self.lines(Self.arguments + ["--json"]).first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["schema"] as? String == "timekit.simulation/1")
        #expect((object["nodes"] as? [[String: Any]])?.count == 4)
        let hash = try #require(object["eventHash"] as? String)
        #expect(try await Self.lines(Self.arguments).contains("event hash  \(hash)"))
    }

    @Test func forksEndInAgreement() async throws {
        let lines = try await Self.lines(["simulate", "--forks", "--seeds", "2", "--seed", "3"])
        #expect(lines.contains { $0.hasPrefix("networks that did not agree") && $0.hasSuffix(" 0") }, "\(lines)")
    }

    @Test(arguments: [
        ["--forks", "--faults", "all"], ["--nodes", "0"], ["--nodes", "100000"], ["--hours", "-1"], ["--hours", "nan"],
        ["--faults", "rain"],
    ])
    func nonsenseIsRefused(options: [String]) async throws {
        let program = try Program(["simulate"] + options)
        #expect(await program.waitForExit() == 64, "\(program.lines)")
    }
}
