import TestSupport
import Testing
import TimeModel

struct LeaderElectionTests {
    struct Case: Decodable, Sendable {
        struct Masternode: Decodable, Sendable {
            let address: String
            let weight: UInt64?
            let publicKey: String?
        }

        struct Counter: Decodable, Sendable {
            let address: String
            let blocks: UInt64

            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                address = try container.decode(String.self)
                blocks = try container.decode(UInt64.self)
            }
        }

        let kind: String
        let leader: String?
        let masternodes: [Masternode]
        let previousHash: String
        let height: UInt64?
        let attempt: UInt64?
        let blocksWithoutReward: [Counter]?
        let slot: UInt64?
        let txid: String?
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "leaders", as: [Case].self))
    func `names the recorded leader`(_ golden: Case) throws {
        let previousHash = try #require(BlockHash(hex: golden.previousHash))
        switch golden.kind {
        case "select_leader":
            let counters = golden.blocksWithoutReward ?? []
            let candidates = try golden.masternodes.map { masternode in
                LeaderElection.Candidate(
                    address: masternode.address, weight: try #require(masternode.weight),
                    blocksWithoutReward: counters.first { $0.address == masternode.address }?.blocks ?? 0)
            }
            let leader = LeaderElection.producer(
                height: Height(golden.height ?? 0), previousHash: previousHash,
                attempt: golden.attempt ?? 0, candidates: candidates)
            #expect(leader?.address == golden.leader)
        case "fallback_leader":
            let keys = try golden.masternodes.map { masternode in
                try #require(masternode.publicKey.flatMap { Hash256(hex: $0) }.flatMap { VerifyingKey($0) })
            }
            let key = LeaderElection.fallbackLeader(
                transaction: try #require(golden.txid.flatMap { TransactionID(hex: $0) }),
                slot: golden.slot ?? 0, previousHash: previousHash, keys: keys)
            let leader = golden.masternodes.first { $0.publicKey == key?.description }
            #expect(leader?.address == golden.leader)
        default:
            Issue.record("unknown kind of leader: \(golden.kind)")
        }
    }
}
