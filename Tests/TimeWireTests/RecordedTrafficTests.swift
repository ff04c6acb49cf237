import Foundation
import TestSupport
import Testing
import TimeModel
import TimeWire

/// Every payload of the recorded sessions with live nodes (`captures`), both directions.
struct RecordedTrafficTests {
    struct Line: Decodable {
        let index: UInt32?
        let name: String?
        let payload: HexBytes?

        enum CodingKeys: String, CodingKey {
            case index, name
            case payload = "payload_hex"
        }
    }

    static func recordings() throws -> [String] {
        try ["captures", "captures/refusals"]
            .flatMap { directory in
                try FileManager.default.contentsOfDirectory(atPath: Fixture.url(directory).path)
                    .map { directory + "/" + $0 }
            }
            // Payloads are cut in the recordings of limits.
            .filter { $0.hasSuffix(".jsonl") && !$0.contains("/limits-") }
    }

    static func lines(_ recording: String) throws -> [Line] {
        let decoder = JSONDecoder()
        return try Fixture.data(recording).split(separator: UInt8(ascii: "\n"))
            .map {
                try decoder.decode(Line.self, from: $0)
            }
    }

    @Test(arguments: try recordings()) func decodesAndEncodesByteForByte(recording: String) throws {
        for line in try Self.lines(recording) {
            guard let payload = line.payload?.bytes else { continue }
            guard recording != "captures/refusals/undecodable-first.jsonl" else {
                #expect(Message(payload: payload[...]) == .unknownMessage)
                continue
            }
            let message = try Message.decode(payload[...])
            #expect(message.kind.rawValue == line.index)
            #expect(message.kind.name == line.name)
            #expect(message.payload() == payload, "\(message.kind.name)")
        }
    }
}
