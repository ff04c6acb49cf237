import ArgumentParser
import Testing
import TimeCommandLine
import TimeConfiguration
import TimeModel

private struct Failing: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "failing", version: "failing 1")
    @OptionGroup var node: NodeOptions
    @Option var status: Int32?
    @Flag var breaks = false
    @Flag var denies = false

    func run() throws {
        if breaks { throw TransactionlessError() }
        if denies { throw Verdict.no }
        guard let status, let known = ProgramStatus(rawValue: status) else { return }
        throw OperatorError(known, "cannot open x", why: "no such\nfile", remedy: "create it")
    }
}

private struct TransactionlessError: Error {}

@Suite struct ProgramTests {
    @Test(arguments: [
        (ProgramStatus.success, Int32(0), "EX_OK"), (.usage, 64, "EX_USAGE"), (.dataError, 65, "EX_DATAERR"),
        (.noInput, 66, "EX_NOINPUT"), (.unavailable, 69, "EX_UNAVAILABLE"), (.software, 70, "EX_SOFTWARE"),
        (.cannotCreate, 73, "EX_CANTCREAT"), (.ioError, 74, "EX_IOERR"), (.temporaryFailure, 75, "EX_TEMPFAIL"),
        (.noPermission, 77, "EX_NOPERM"), (.configuration, 78, "EX_CONFIG"),
    ])
    func everyStatusIsOneOfSysexits(status: ProgramStatus, number: Int32, name: String) {
        #expect(status.rawValue == number)
        #expect(status.name == name)
        #expect(ProgramStatus.allCases.count == 11)
    }

    @Test(arguments: ProgramStatus.allCases.filter { $0 != .success })
    func aFailureIsOneLineAndItsStatus(status: ProgramStatus) async {
        let outcome = await Program.run(Failing.self, ["--status", "\(status.rawValue)"])
        #expect(outcome.status == status)
        #expect(outcome.error == "failing: cannot open x: no such file; create it")
        #expect(outcome.output.isEmpty)
    }

    @Test func aVerdictIsAStatusAndNoWord() async {
        let outcome = await Program.run(Failing.self, ["--denies"])
        #expect(outcome.verdict?.code == 1)
        #expect(outcome.output.isEmpty && outcome.error.isEmpty)
    }

    @Test func anUnforeseenErrorIsTheProgramsFault() async {
        let outcome = await Program.run(Failing.self, ["--breaks"])
        #expect(outcome.status == .software)
        #expect(outcome.error.hasPrefix("failing: internal error: "))
    }

    @Test(arguments: [
        ["--nonsense"], ["extra"], ["--network", "moonnet"], ["--status", "x"], ["--testnet", "--network", "mainnet"],
        ["-v", "--log-level", "info"],
    ])
    func aWrongCommandLineIsUsage(arguments: [String]) async {
        let outcome = await Program.run(Failing.self, arguments)
        #expect(outcome.status == .usage)
        #expect(outcome.error.hasPrefix("Error: "))
    }

    @Test func helpAndVersionAreData() async {
        let version = await Program.run(Failing.self, ["--version"])
        #expect(version.status == .success)
        #expect(version.output == "failing 1")
        #expect(await Program.run(Failing.self, ["--help"]).output.contains("--network"))
    }

    @Test func nodeOptionsBecomeOverrides() throws {
        let overrides = try NodeOptions.parse(["--testnet", "--datadir", "/d", "-c", "/c.toml", "-v"]).overrides
        #expect(overrides.network == .testnet)
        #expect(overrides.dataDirectory == "/d")
        #expect(overrides.file == "/c.toml")
        #expect(overrides.logLevel == .trace)
        #expect(try NodeOptions.parse(["--config", "x"]).overrides.file == "x")
    }

    @Test func jsonBeginsWithItsSchema() throws {
        #expect(
            try Output.json(schema: "timekit.test/1", ["b": 1, "a": 2])
                == #"{"schema":"timekit.test/1","a":2,"b":1}"#)
        #expect(try Output.json(schema: "s", [String: Int]()) == #"{"schema":"s"}"#)
        #expect(throws: OperatorError.self) { try Output.json(schema: "s", [1]) }
    }
}
