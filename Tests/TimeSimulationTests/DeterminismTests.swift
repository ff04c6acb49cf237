import Testing
import TimeModel
import TimeSimulation

@Suite struct DeterminismTests {
    static func run(seed: UInt64, families: [FaultFamily] = FaultFamily.allCases) -> VirtualNetwork {
        let addresses = (1...6).map { Pair.address($0) }
        var network = VirtualNetwork(seed: seed, startingAt: UnixTime(1_764_547_200))
        for address in addresses {
            let others = addresses.filter { $0 > address }.map { PeerEndpoint(address: $0, port: 24100) }
            network.add(Chatter(dials: others, redials: true), at: address, port: 24100)
        }
        network.plan(.random(families, hosts: addresses, through: .seconds(7_200), seed: seed))
        network.run(until: Moment(sinceStart: .seconds(7_200)))
        return network
    }

    @Test func theSameSeedIsTheSameRun() {
        let (first, second) = (Self.run(seed: 42), Self.run(seed: 42))
        #expect(first.log.hash == second.log.hash)
        #expect(first.log.count == second.log.count)
        #expect(first.transcript == second.transcript)
        #expect(first.log.count > 100_000)
    }

    @Test func anotherSeedIsAnotherRun() {
        #expect(Self.run(seed: 42).log.hash != Self.run(seed: 43).log.hash)
    }

    @Test func theTranscriptNamesTheSeedAndEndsWithTheLastEvents() {
        let lines = Self.run(seed: 42).transcript
        #expect(lines.count == 201)
        #expect(lines[0].hasPrefix("seed 42, "))
        #expect(lines.dropFirst().contains { $0.contains("received Ping 10.0.0.") })
    }
}
