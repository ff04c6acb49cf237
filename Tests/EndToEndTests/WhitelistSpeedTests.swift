import Foundation
import TestSupport
import Testing
import TimeModel
import TimePeers

/// How long an operator, or a script, waits for an answer about ten thousand entries.
@Suite(.serialized) struct WhitelistSpeedTests {
    static let entries = 10_000

    static func filled() throws -> WhitelistTool {
        let tool = try WhitelistTool()
        let now = UnixTime(Int64(Date().timeIntervalSince1970))
        try tool.store(.readWrite)
            .change(by: "test", at: now) { edit in
                for number in 0..<entries {
                    let prefix = AddressPrefix("20.0.\(number >> 8).\(number & 255)")!
                    try edit.add(prefix, reason: "from the list of peers of day \(number)")
                }
            }
        return tool
    }

    /// The best of several runs, because other tests run at the same time; no more of them than it takes.
    static func best(
        of arguments: [String], _ tool: WhitelistTool, below limit: Duration
    ) throws -> Duration {
        var best: Duration = .seconds(3600)
        for run in 0..<60 {
            let start = ContinuousClock.now
            let answer = try tool.run(arguments + tool.place)
            best = min(best, ContinuousClock.now - start)
            #expect(answer.status == 0)
            if run >= 4, best < limit { break }
        }
        return best
    }

    @Test func aReaderThatHasSeenEnoughIsNoFailure() async throws {
        let tool = try Self.filled()
        let command = ([Program.url("tc-whitelist").path, "list"] + tool.place).joined(separator: " ")
        let shell = try Program(["-c", "set -o pipefail; \(command) | head -n 1"], program: "bash")
        #expect(await shell.waitForExit() == 0)
        #expect(shell.lines.count == 1 && shell.lines[0].hasPrefix("ADDRESS"))
    }

    @Test(.alone) func tenThousandEntriesAreAnsweredAtOnce() throws {
        let tool = try Self.filled()
        let nothing = try Self.best(of: ["--version"], tool, below: .milliseconds(20))
        for (arguments, limit) in [
            (["check", "20.0.3.4"], Duration.milliseconds(25)), (["list"], .milliseconds(100)),
            (["list", "--json"], .milliseconds(300)),
        ] {
            let best = try Self.best(of: arguments, tool, below: limit)
            let name = arguments.joined(separator: " ")
            print("whitelist: \(name) of \(Self.entries) entries in \(best); a start alone takes \(nothing)")
            #expect(best < limit, "\(arguments)")
        }
    }
}
