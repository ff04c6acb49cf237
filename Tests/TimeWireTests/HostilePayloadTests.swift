import TestSupport
import Testing
import TimeModel
import TimeWire

/// Whatever a peer sends costs at most a thrown error and a constant times its bytes.
struct HostilePayloadTests {
    /// Random bytes from a seed (SplitMix64).
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    static func payloads() throws -> [[UInt8]] {
        try MessageVectorTests.instances().map(\.payloadHex.bytes)
            + RecordedTrafficTests.recordings()
            .flatMap { try RecordedTrafficTests.lines($0).compactMap(\.payload?.bytes) }
    }

    @Test func survivesMutatedPayloads() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of survivesMutatedPayloads: \(seed)")
        var generator = Generator(state: seed)
        for payload in try Self.payloads() {
            for _ in 0..<40 {
                let message = Message(payload: Self.mutated(payload, using: &generator)[...])
                let canonical = message.payload()
                #expect(Message(payload: canonical[...]).payload() == canonical, "seed \(seed), \(message.kind.name)")
            }
        }
    }

    static func mutated(_ payload: [UInt8], using generator: inout Generator) -> [UInt8] {
        var payload = payload
        for _ in 0...Int.random(in: 0...3, using: &generator) where !payload.isEmpty {
            let place = Int.random(in: payload.indices, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: payload[place] = 0xFF
            case 1: payload[place] = 0
            case 2: payload[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 3: payload[place] = UInt8.random(in: 0...255, using: &generator)
            case 4: payload.removeLast(payload.count - place)
            default: payload.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            }
        }
        return payload
    }

    /// A list reserves room for its count once the bytes in hand could hold it, so this bounds what a payload can make
    /// us reserve: so many times its size.
    static let mostMemoryPerByte = 8

    @Test func listsReserveAConstantTimesTheirBytes() {
        let elements: [any BincodeDecodable.Type] = [
            UInt8.self, String.self, [UInt8].self, OutPoint.self, OutPointState.self, UTXO.self, Transaction.self,
            TransactionInput.self, TransactionOutput.self, EncodedBlock.self, MasternodeReward.self,
            TimeAttestation.self, TimeAttestation.WitnessRecord.self, MempoolSyncEntry.self, PeerExchangeEntry.self,
            MasternodeAnnouncementData.self, LockedCollateralData.self, MasternodeStart.self, TimeVote.self,
            PollResult.self, GovernanceProposal.self, GovernanceVote.self, ProposalPayload.FeeTier.self,
        ]
        for element in elements {
            let stride = Self.stride(element)
            #expect(element.minimumEncodedSize > 0)
            #expect(stride <= element.minimumEncodedSize * Self.mostMemoryPerByte, "\(element): \(stride)")
        }
    }

    private static func stride<Element: BincodeDecodable>(_: Element.Type) -> Int { MemoryLayout<Element>.stride }

    @Test(arguments: MessageKind.allCases) func endsAtTheGreatestCounts(kind: MessageKind) {
        for filler in [UInt8(0), 1, 0xFF] {
            let payload = kind.bincodeEncoded() + Array(repeating: filler, count: 4096)
            let canonical = Message(payload: payload[...]).payload()
            #expect(canonical.count <= payload.count)
        }
    }
}
