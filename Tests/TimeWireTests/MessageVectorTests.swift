import TestSupport
import Testing
import TimeModel
import TimeWire

/// Every instance that the live node's own types serialised (`messages.json`).
struct MessageVectorTests {
    struct Vectors: Decodable {
        let messages: [Instance]
    }

    struct Instance: Decodable {
        let index: UInt32
        let name: String
        let payloadHex: HexBytes
        let frameHex: HexBytes
    }

    static func instances() throws -> [Instance] {
        try Fixture.decode("messages.json", as: Vectors.self).messages
    }

    @Test func decodesEveryInstanceAndEncodesTheSameBytes() throws {
        for instance in try Self.instances() {
            let payload = instance.payloadHex.bytes
            let message = try Message.decode(payload[...])
            #expect(message.kind.rawValue == instance.index)
            #expect(message.kind.name == instance.name)
            #expect(message.payload() == payload, "\(instance.name)")
        }
    }

    @Test func coversEveryKind() throws {
        #expect(Set(try Self.instances().map(\.name)) == Set(MessageKind.allCases.map(\.name)))
    }
}
