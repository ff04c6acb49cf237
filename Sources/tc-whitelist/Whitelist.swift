import ArgumentParser
import TimeCommandLine

@main
struct Whitelist: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-whitelist",
        abstract: "Shows and edits the list of trusted peers. This version has no commands yet.",
        version: "tc-whitelist \(Program.version)")

    static func main() async {
        await Program.main(Self.self)
    }

    func run() async throws {
        throw OperatorError(
            .unavailable, "this version has no commands yet",
            remedy: "Trusted peers are named in config.toml for now; see timed.toml(5)")
    }
}
