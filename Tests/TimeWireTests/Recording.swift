import Foundation
import TestSupport
import TimeModel
import TimeWire

/// Recorded traffic with a real node, line by line; `out` is what the recorder sent, `in` what the node did.
struct Recording: Sendable {
    enum Direction: String, Decodable, Sendable {
        case received = "in"
        case sent = "out"
    }

    struct Line: Decodable, Sendable {
        let milliseconds: Double
        let direction: Direction?
        let event: String?
        private let payloadHex: String?
        /// Bytes of the stream as they were sent, frame lengths included.
        let stream: HexBytes?

        private enum CodingKeys: String, CodingKey {
            case milliseconds = "t_ms"
            case direction = "dir"
            case event
            case payloadHex = "payload_hex"
            case stream = "bytes_hex"
        }

        var moment: Moment { .start + .microseconds(Int64(milliseconds * 1000)) }
        var message: Message? { payload.map { Message(payload: $0[...]) } }
        /// Some recordings cut long payloads and mark that by a sign at the end.
        var payload: [UInt8]? { payloadHex.flatMap { Hex.decode($0.prefix(while: \.isHexDigit)) } }
    }

    let lines: [Line]

    init(_ name: String) throws {
        let decoder = JSONDecoder()
        lines = try Fixture.data("captures/" + name + ".jsonl").split(separator: UInt8(ascii: "\n"))
            .map {
                try decoder.decode(Line.self, from: $0)
            }
    }

    /// When the connection stood.
    var opened: Moment { lines.first { $0.event != nil }?.moment ?? .start }

    func messages(_ direction: Direction) -> [(moment: Moment, message: Message)] {
        lines.compactMap { line in
            guard line.direction == direction, let message = line.message else { return nil }
            return (line.moment, message)
        }
    }
}
