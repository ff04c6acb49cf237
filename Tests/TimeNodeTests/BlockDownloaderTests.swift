import Testing
import TimeModel
import TimeNode

struct BlockDownloaderTests {
    private let one = PeerAddress("192.0.2.1")!
    private let two = PeerAddress("192.0.2.2")!
    private let three = PeerAddress("192.0.2.3")!

    private func simulation(
        _ peers: [PeerAddress: DownloadSimulation.Peer], target: Height, seed: UInt64 = 1
    ) -> DownloadSimulation {
        DownloadSimulation(peers: peers, target: target, seed: seed)
    }

    private func expectChain(_ simulation: DownloadSimulation, to height: UInt64) {
        #expect(simulation.connected == (1...height).map { Height($0) })
    }

    @Test func onePeerServesTheWholeChainOnceAndInOrder() {
        var simulation = simulation([one: .init(tip: 5_000)], target: 5_000)
        let finished = simulation.run(to: 5_000, limit: .seconds(60))
        #expect(finished)
        expectChain(simulation, to: 5_000)
        #expect(simulation.requests.count == 100)
    }

    @Test func peersAreNeverAskedBeyondTheirLimits() {
        var simulation = simulation(
            [one: .init(tip: 20_000, latency: .milliseconds(1)), two: .init(tip: 20_000, latency: .milliseconds(30))],
            target: 20_000)
        let finished = simulation.run(to: 20_000, limit: .seconds(60))
        #expect(finished)
        for peer in [one, two] {
            for (kind, count) in [(BlockRequest.Kind.getBlockRange, 94), (.getBlocks, 8)] {
                let times = simulation.requests.filter { $0.peer == peer && $0.request.kind == kind }.map(\.at)
                for (earlier, later) in zip(times, times.dropFirst(count)) { #expect(later - earlier >= .seconds(1)) }
            }
            #expect(simulation.mostOutstanding[peer] ?? 0 <= 4)
        }
        for entry in simulation.requests {
            #expect(entry.request.range.upperBound.blocks(above: entry.request.range.lowerBound) < 50)
        }
    }

    /// Whole ranges, by both kinds of requests, and the next as soon as the limits let it through.
    @Test func onePeerIsAskedAsOftenAsItsLimitsAllow() {
        var simulation = simulation([one: .init(tip: 25_500, latency: .milliseconds(1))], target: 25_500)
        let finished = simulation.run(to: 25_500, limit: .seconds(5))
        #expect(finished, "five times 94 and 8 requests of 50 blocks")
        #expect(simulation.requests.count == 510)
    }

    @Test func fivePeersShareTheWork() {
        let addresses = (1...5).map { PeerAddress("192.0.2.\($0)")! }
        var simulation = simulation(
            Dictionary(uniqueKeysWithValues: addresses.map { ($0, DownloadSimulation.Peer(tip: 10_000)) }),
            target: 10_000)
        let finished = simulation.run(to: 10_000, limit: .seconds(60))
        #expect(finished)
        for address in addresses { #expect(simulation.requests.count { $0.peer == address } > 10) }
    }

    @Test(arguments: 1...20) func lossyPeersDelayButDontStopTheChain(seed: Int) {
        var simulation = simulation(
            [
                one: .init(tip: 3_000, loss: 0.2), two: .init(tip: 3_000, latency: .milliseconds(300), loss: 0.1),
                three: .init(tip: 1_200, loss: 0.5),
            ], target: 3_000, seed: UInt64(seed))
        let finished = simulation.run(to: 3_000, limit: .seconds(1_200))
        #expect(finished, "seed \(seed)")
        expectChain(simulation, to: 3_000)
    }

    @Test func aSilentPeersRangesGoToAnother() {
        var simulation = simulation([one: .init(tip: 1_000, loss: 1), two: .init(tip: 1_000)], target: 1_000)
        let finished = simulation.run(to: 1_000, limit: .seconds(30))
        #expect(finished)
        expectChain(simulation, to: 1_000)
    }

    @Test func shortAnswersAreCompleted() {
        var simulation = simulation([one: .init(tip: 500, blocksPerAnswer: 7)], target: 500)
        let finished = simulation.run(to: 500, limit: .seconds(60))
        #expect(finished)
        expectChain(simulation, to: 500)
    }

    @Test func aBlockThatBreaksARuleIsFetchedFromAnotherPeer() {
        var simulation = simulation(
            [
                one: .init(tip: 400, latency: .milliseconds(1), spoilt: [120]),
                two: .init(tip: 400, latency: .milliseconds(90)),
            ],
            target: 400)
        let finished = simulation.run(to: 400, limit: .seconds(60))
        #expect(finished)
        expectChain(simulation, to: 400)
        #expect(simulation.faulty.allSatisfy { $0 == one })
    }

    @Test func aPeerThatLeavesGivesItsRangesBack() {
        var simulation = simulation(
            [one: .init(tip: 800, latency: .seconds(1)), two: .init(tip: 800, latency: .seconds(1))], target: 800)
        simulation.drop(one)
        let finished = simulation.run(to: 800, limit: .seconds(60))
        #expect(finished)
        #expect(simulation.requests.filter { $0.at > .start }.allSatisfy { $0.peer == two })
        expectChain(simulation, to: 800)
    }

    @Test func aStoreThatCantWriteIsTriedAgainWithoutHaste() {
        var simulation = simulation([one: .init(tip: 300)], target: 300)
        simulation.storeFails = { $0 < .start + .seconds(40) }
        let finished = simulation.run(to: 300, limit: .seconds(90))
        #expect(finished)
        expectChain(simulation, to: 300)
        #expect(simulation.requests.count < 60)
    }

    @Test func nearTheTipBlocksAreAskedForSingly() {
        var downloader = BlockDownloader(tip: 100)
        _ = downloader.handle(.peer(one, tip: 103), at: .start)
        let effects =
            downloader.handle(.target(103), at: .start) + downloader.handle(.woken, at: .start + .seconds(1))
        let requests = effects.compactMap { effect in
            if case .request(one, let request) = effect { request } else { nil }
        }
        #expect(requests == (101...103).map { BlockRequest(range: Height($0)...Height($0), kind: .getBlocks) })
    }

    @Test func aRangeTheLimitsHeldBackIsAskedForLater() {
        var downloader = BlockDownloader(tip: 0)
        _ = downloader.handle(.peer(one, tip: 50), at: .start)
        guard case .request(one, let request) = downloader.handle(.target(50), at: .start).first else {
            Issue.record("no request")
            return
        }
        let effects = downloader.handle(.notSent(one, request), at: .start)
        guard effects.count == 1, case .wake(let moment) = effects.first else {
            Issue.record("\(effects)")
            return
        }
        guard case .request(one, let again) = downloader.handle(.woken, at: moment).first else {
            Issue.record("not asked again")
            return
        }
        #expect(again.range == request.range)
    }
}
