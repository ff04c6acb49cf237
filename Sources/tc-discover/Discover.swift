import ArgumentParser
import TimeCommandLine

@main
struct Discover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-discover", abstract: "Finds peers of the TIME Coin network. This version has no commands yet.",
        version: "tc-discover \(Program.version)")

    static func main() async {
        await Program.main(Self.self)
    }

    func run() async throws {
        throw OperatorError(
            .unavailable, "this version has no commands yet",
            remedy: "Peers are named in config.toml for now; see timed.toml(5)")
    }
}
