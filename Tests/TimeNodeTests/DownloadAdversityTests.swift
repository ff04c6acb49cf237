import Testing
import TimeChain
import TimeModel
import TimeNode

/// Peers that lie, leave, and send what nobody can use.
struct DownloadAdversityTests {
    private let one = PeerAddress("192.0.2.1")!
    private let two = PeerAddress("192.0.2.2")!

    private func requests(_ effects: [BlockDownloader.Effect]) -> [BlockRequest] {
        effects.compactMap { effect in
            if case .request(_, let request) = effect { request } else { nil }
        }
    }

    @Test func heightsBeyondATargetThatFellAreAskedForWhenItRisesAgain() {
        var simulation = DownloadSimulation(
            peers: [one: .init(tip: 300, loss: 1), two: .init(tip: 100)], target: 300, seed: 1)
        simulation.drop(one)
        simulation.aim(at: 100)
        let reachedLower = simulation.run(to: 100, limit: .seconds(60))
        #expect(reachedLower)
        simulation.hear(two, .init(tip: 300))
        simulation.aim(at: 300)
        let reachedHigher = simulation.run(to: 300, limit: .seconds(120))
        #expect(reachedHigher)
    }

    @Test func whatAFaultyPeerSentIsAskedForAgainInFullRanges() {
        var simulation = DownloadSimulation(
            peers: [
                one: .init(tip: 1_000, latency: .milliseconds(1), spoilt: [1]),
                two: .init(tip: 1_000, latency: .milliseconds(200)),
            ], target: 1_000, seed: 1)
        let finished = simulation.run(to: 1_000, limit: .seconds(60))
        #expect(finished)
        #expect(simulation.faulty == [one])
        #expect(
            simulation.requests.allSatisfy {
                $0.request.range.upperBound.blocks(above: $0.request.range.lowerBound) < 50
            })
        #expect(simulation.requests.count < 60)
    }

    @Test func rangesOfAStoreThatFailedAreNoLongerThanAnAnswer() {
        var simulation = DownloadSimulation(peers: [one: .init(tip: 600)], target: 600, seed: 1)
        simulation.storeFails = { $0 < .start + .seconds(5) }
        let finished = simulation.run(to: 600, limit: .seconds(60))
        #expect(finished)
        #expect(
            simulation.requests.allSatisfy {
                $0.request.range.upperBound.blocks(above: $0.request.range.lowerBound) < 50
            })
    }

    @Test func aFaultyPeerThatComesBackIsNotAskedAtOnce() {
        var simulation = DownloadSimulation(peers: [one: .init(tip: 100, spoilt: [5])], target: 100, seed: 1)
        while simulation.faulty.isEmpty { guard simulation.run(to: 5, limit: .seconds(10)) == false else { break } }
        #expect(simulation.faulty == [one])
        simulation.drop(one)
        let asked = simulation.requests.count
        simulation.hear(one, .init(tip: 100, spoilt: [5]))
        let finished = simulation.run(to: 5, limit: .seconds(50))
        #expect(!finished)
        #expect(simulation.requests.count == asked)
    }

    @Test func aRequestThatAPeerTookWithItIsGivenBackOnce() {
        var downloader = BlockDownloader(tip: 0)
        _ = downloader.handle(.peer(one, tip: 50), at: .start)
        let request = requests(downloader.handle(.target(50), at: .start)).first
        _ = downloader.handle(.peer(two, tip: 50), at: .start)
        #expect(requests(downloader.handle(.gone(one), at: .start)) == request.map { [$0] })
        guard let request else { return }
        #expect(requests(downloader.handle(.notSent(one, request), at: .start)).isEmpty)
    }

    /// A peer that has everything but the block the chain waits for, a megabyte each, one to an answer.
    @Test func hugeBlocksThatCantBeConnectedFillTheBufferAndNoMore() {
        var downloader = BlockDownloader(tip: 0)
        let leader = String(repeating: "x", count: 1 << 20)
        _ = downloader.handle(.peer(one, tip: 1_000), at: .start)
        var waiting = requests(downloader.handle(.target(1_000), at: .start))
        var answered = 0
        var now = Moment.start
        while let request = waiting.popLast(), answered < 200 {
            guard request.range.lowerBound > 1 else { continue }
            answered += 1
            now = now + .milliseconds(20)
            let block = PreparedBlock(
                EncodedBlock(
                    Block(
                        header: BlockHeader(
                            height: request.range.lowerBound, previousHash: .zero, merkleRoot: .zero,
                            timestamp: UnixTime(0), blockReward: .zero, leader: leader, treasuryBalance: .zero),
                        transactions: [], masternodeRewards: [])))
            waiting += requests(downloader.handle(.received(one, [block], answering: request), at: now))
        }
        #expect(answered < 64)
    }
}
