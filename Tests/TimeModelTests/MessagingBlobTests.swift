import TestSupport
import Testing
import TimeModel

struct MessagingBlobTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let kind: String
        let cborHex: HexBytes
        let plaintextCborHex: HexBytes?
        let messageHex: HexBytes?
        let seed: HexBytes?
        let recipientSeed: HexBytes?
        let senderSeed: HexBytes?
        let recipientAddress: String?

        var testDescription: String { "\(kind) \(Hex.encode(cborHex.bytes.suffix(4)))" }
    }

    static func cases(_ kinds: String...) throws -> [Case] {
        try Fixture.decode("ids.json", section: "messaging_blobs", as: [Case].self)
            .filter { kinds.contains($0.kind) }
    }

    static func key(_ seed: HexBytes?) throws -> Ed25519.SigningKey {
        try #require(seed.flatMap { Ed25519.SigningKey(seed: $0.bytes) })
    }

    @Test(arguments: try cases("TimeEnvelope")) func `opens envelopes`(_ golden: Case) throws {
        let envelope = try TimeEnvelope(cbor: golden.cborHex.bytes)
        #expect(envelope.cborEncoded() == golden.cborHex.bytes)
        #expect(envelope.recipientHash == Hash256.sha256(of: try #require(golden.recipientAddress).utf8))
        let message = try envelope.open(with: try Self.key(golden.recipientSeed))
        #expect(message.cborEncoded() == golden.plaintextCborHex?.bytes)
        #expect(message.recipientAddress == golden.recipientAddress)
        let error = #expect(throws: TimeEnvelopeError.self) { try envelope.open(with: try Self.key(golden.senderSeed)) }
        #expect(error == .notForThisKey)
    }

    @Test(arguments: try cases("TimeEnvelope")) func `refuses altered envelopes`(_ golden: Case) throws {
        let envelope = try TimeEnvelope(cbor: golden.cborHex.bytes)
        let recipient = try Self.key(golden.recipientSeed)
        var altered = envelope
        altered.ciphertext[0] ^= 1
        #expect(throws: TimeEnvelopeError.wrongID) { try altered.open(with: recipient) }
        altered.messageID = Hash256.sha256(of: altered.ciphertext)
        #expect(throws: TimeEnvelopeError.invalidSignature) { try altered.open(with: recipient) }
        // The ephemeral key isn't signed.
        altered = envelope
        altered.ephemeralKey = envelope.senderKey
        #expect(throws: TimeEnvelopeError.notForThisKey) { try altered.open(with: recipient) }
    }

    @Test func `checks receipts`() throws {
        for golden in try Self.cases("ReadAck", "DeliveryEvent", "RelayStorageAck") {
            let key = try Self.key(golden.seed).verifyingKey
            let signedBytes: [UInt8]
            let isSigned: Bool
            switch golden.kind {
            case "ReadAck":
                let receipt = try ReadAck(cbor: golden.cborHex.bytes)
                #expect(receipt.cborEncoded() == golden.cborHex.bytes)
                (signedBytes, isSigned) = (receipt.signedBytes, receipt.isSigned(by: key))
            case "DeliveryEvent":
                let receipt = try DeliveryEvent(cbor: golden.cborHex.bytes)
                #expect(receipt.cborEncoded() == golden.cborHex.bytes)
                #expect(receipt.relayKey == key.rawRepresentation)
                (signedBytes, isSigned) = (receipt.signedBytes, receipt.isSigned(by: key))
            default:
                let receipt = try RelayStorageAck(cbor: golden.cborHex.bytes)
                #expect(receipt.cborEncoded() == golden.cborHex.bytes)
                #expect(receipt.relayKey == key.rawRepresentation)
                (signedBytes, isSigned) = (receipt.signedBytes, receipt.isSigned(by: key))
            }
            #expect(signedBytes == golden.messageHex?.bytes, "\(golden.kind)")
            #expect(isSigned, "\(golden.kind)")
        }
    }

    @Test func `reads an expiry notice with a time before 1970`() throws {
        let golden = try #require(try Self.cases("ExpiryNotice").first)
        let notice = try ExpiryNotice(cbor: golden.cborHex.bytes)
        #expect(notice.expiredAt == UnixTime(-1))
        #expect(notice.cborEncoded() == golden.cborHex.bytes)
        #expect(String(decoding: notice.signedBytes.prefix(14), as: UTF8.self) == "time-expiry-v1")
    }

    @Test func `seals the golden envelope`() throws {
        let sender = try Self.key(HexBytes([UInt8](repeating: 1, count: 32)))
        let recipient = try Self.key(HexBytes([UInt8](repeating: 2, count: 32)))
        let plaintext = Hex.decode(try GoldenValue.text("timemsg.plaintext.cbor")) ?? []
        let message = try TimeMessage(cbor: plaintext)
        let envelope = try TimeEnvelope.seal(
            message, from: sender, to: recipient.verifyingKey, ephemeralSecret: [UInt8](repeating: 7, count: 32),
            nonce: Array(0..<24), createdAt: message.timestamp)
        #expect(envelope.messageID.description == (try GoldenValue.text("timemsg.msg_id")))
        #expect(Hex.encode(envelope.cborEncoded()) == (try GoldenValue.text("timemsg.envelope.cbor")))
        #expect(try envelope.open(with: recipient) == message)
    }

    @Test func `seals nothing that relays or recipients refuse`() throws {
        let sender = try Self.key(HexBytes([UInt8](repeating: 1, count: 32)))
        func seal(_ change: (inout TimeMessage) -> Void, nonce: [UInt8] = Array(0..<24)) throws(TimeEnvelopeError) {
            var message = TimeMessage(
                senderKey: sender.verifyingKey.rawRepresentation, recipientAddress: "", timestamp: UnixTime(0),
                timeToLiveSeconds: 0, flags: 0, threadID: nil, subject: [], body: [])
            change(&message)
            _ = try TimeEnvelope.seal(
                message, from: sender, to: sender.verifyingKey,
                ephemeralSecret: [UInt8](repeating: 7, count: 32), nonce: nonce, createdAt: UnixTime(0))
        }
        #expect(throws: Never.self) { try seal { _ in } }
        #expect(throws: TimeEnvelopeError.tooLong) { try seal { $0.subject = [UInt8](repeating: 0, count: 256) } }
        #expect(throws: TimeEnvelopeError.tooLong) { try seal { $0.body = [UInt8](repeating: 0, count: 65_536) } }
        #expect(throws: TimeEnvelopeError.livesTooLong) { try seal { $0.timeToLiveSeconds = 2_592_001 } }
        #expect(throws: TimeEnvelopeError.unusableKey) { try seal({ _ in }, nonce: []) }
    }

    @Test func `agrees on no secret with a key of small order`() throws {
        let sender = try Self.key(HexBytes([UInt8](repeating: 1, count: 32)))
        let smallOrder = try #require(VerifyingKey(.zero))
        let golden = try #require(try Self.cases("TimeEnvelope").first)
        let message = try TimeEnvelope(cbor: golden.cborHex.bytes).open(with: try Self.key(golden.recipientSeed))
        #expect(throws: TimeEnvelopeError.unusableKey) {
            try TimeEnvelope.seal(
                message, from: sender, to: smallOrder, ephemeralSecret: [UInt8](repeating: 7, count: 32),
                nonce: Array(0..<24), createdAt: UnixTime(0))
        }
    }

    @Test func `survives mutated blobs`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of survives mutated blobs: \(seed)")
        var state = seed
        func random(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let originals = try Fixture.decode("ids.json", section: "messaging_blobs", as: [Case].self)
            .flatMap { [$0.cborHex.bytes, $0.plaintextCborHex?.bytes ?? []] }
            .filter { !$0.isEmpty }
        for original in originals {
            for _ in 0..<500 {
                var blob = original
                for _ in 0...random(below: 3) { blob[random(below: blob.count)] = UInt8(random(below: 256)) }
                blob.removeLast(random(below: 4) == 0 ? random(below: blob.count) : 0)
                if let message = try? TimeMessage(cbor: blob) { #expect(message.cborEncoded() == blob, "\(seed)") }
                if let envelope = try? TimeEnvelope(cbor: blob) { #expect(envelope.cborEncoded() == blob, "\(seed)") }
                if let receipt = try? ReadAck(cbor: blob) { #expect(receipt.cborEncoded() == blob, "\(seed)") }
                if let notice = try? ExpiryNotice(cbor: blob) { #expect(notice.cborEncoded() == blob, "\(seed)") }
            }
        }
    }
}
