import ArgumentParser
import Foundation
import TimeModel
import TimeSimulation
import TimeWire

/// Feeds mutated messages to the decoders and to sessions in both roles. A trap is a failure; so is a message that
/// doesn't encode to what it was decoded from.
@main
struct Main: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timekit-fuzz", abstract: "Throw mutated messages at the decoders and at sessions.")

    @Option(help: "How long to go on.")
    var seconds = 30.0

    @Option(help: "The seed; the same one repeats a run.")
    var seed: UInt64 = .random(in: .min ... .max)

    @Option(help: "Messages to mutate: a JSON file with payload_hex in each entry of messages.")
    var corpus = "Tests/Fixtures/messages.json"

    func run() throws {
        print("seed \(seed)")
        var fuzzer = Fuzzer(corpus: try Corpus.payloads(URL(fileURLWithPath: corpus)), seed: seed)
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            for _ in 0..<1_000 { try fuzzer.round() }
        }
        print("\(fuzzer.rounds) rounds, \(fuzzer.decoded) of them messages")
    }
}

/// The recorded messages.
enum Corpus {
    private struct File: Decodable {
        struct Entry: Decodable {
            let payloadHex: String
        }
        let messages: [Entry]
    }

    static func payloads(_ url: URL) throws -> [[UInt8]] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(File.self, from: Data(contentsOf: url)).messages
            .compactMap { Hex.decode($0.payloadHex) }
    }
}
