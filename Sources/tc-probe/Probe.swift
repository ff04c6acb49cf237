import ArgumentParser
import TimeCommandLine

@main
struct Probe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-probe", abstract: "Measures how peers respond. This version has no commands yet.",
        version: "tc-probe \(Program.version)")

    static func main() async {
        await Program.main(Self.self)
    }

    func run() async throws {
        throw OperatorError(
            .unavailable, "this version has no commands yet", remedy: "timed(8) logs what it sees of its peers")
    }
}
