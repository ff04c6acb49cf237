import ArgumentParser
import TimeCommandLine

@main
struct Sync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tc-sync", abstract: "Shows and steers how a node catches up. This version has no commands yet.",
        version: "tc-sync \(Program.version)")

    static func main() async {
        await Program.main(Self.self)
    }

    func run() async throws {
        throw OperatorError(
            .unavailable, "this version has no commands yet",
            remedy: "timed(8) catches up by itself and logs how far it is")
    }
}
