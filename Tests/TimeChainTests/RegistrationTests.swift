import TestSupport
import Testing
import TimeChain
import TimeModel

@Suite struct RegistrationTests {
    private struct Final: Decodable {
        let registryAfter: [Entry]

        struct Entry: Decodable {
            let node: String
            let pubkey: String
        }
    }

    @Test func keysAreThoseOfUpstreamsRegistry() throws {
        let recorded = try Fixture.decode("chains/rich.json", section: "final", as: Final.self)
        var state = ChainState()
        for block in try RecordedChain.rich.get().blocks { _ = try state.connect(block, now: RecordedChain.clock) }

        var keys: [String: String] = [:]
        for (name, record) in state.ledger.registrations {
            keys[String(decoding: name, as: UTF8.self)] = record?.publicKey.description
        }
        for entry in recorded.registryAfter { #expect(keys[entry.node] == entry.pubkey) }
        // Swept for their spent collateral, and deregistered by a foreign key: that isn't what a key is kept for.
        let kept = ["203.0.113.13:24100", "203.0.113.41:24100", "203.0.113.17"]
        #expect(Set(keys.keys) == Set(recorded.registryAfter.map(\.node)).union(kept))
    }
}
