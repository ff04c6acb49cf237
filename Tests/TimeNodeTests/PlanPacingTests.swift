import Testing
import TimeModel
import TimeNode

struct PlanPacingTests {
    private let one = PeerAddress("192.0.2.1")!
    private let two = PeerAddress("192.0.2.2")!

    private func simulation(blocksPerMinute: Int?, to target: Height) -> DownloadSimulation {
        DownloadSimulation(
            peers: [one: .init(tip: 1_000), two: .init(tip: 1_000)], target: target, seed: 1,
            pacing: .plan(blocksPerMinute: blocksPerMinute))
    }

    @Test func onePeerIsAskedInBatchesWithPauses() {
        var simulation = simulation(blocksPerMinute: nil, to: 1_000)
        let finished = simulation.run(to: 1_000, limit: .seconds(70))
        #expect(finished)
        #expect(Set(simulation.requests.map(\.peer)) == [one])
        let starts = simulation.requests.map(\.at)
        #expect(starts.count == 20)
        for batch in stride(from: 0, to: starts.count - 2, by: 2) {
            #expect(starts[batch] == starts[batch + 1])
            #expect(starts[batch + 2] - starts[batch + 1] >= .seconds(5))
        }
    }

    @Test func noMoreAreAskedForThanTheMinuteAllows() {
        var simulation = simulation(blocksPerMinute: 70, to: 300)
        let finished = simulation.run(to: 300, limit: .seconds(310))
        #expect(finished)
        for (index, entry) in simulation.requests.enumerated() {
            let minute = simulation.requests[index...].filter { $0.at - entry.at < .seconds(60) }
            let blocks = minute.reduce(0) {
                $0 + $1.request.range.upperBound.blocks(above: $1.request.range.lowerBound) + 1
            }
            #expect(blocks <= 70)
        }
    }

    private func asked(by downloader: inout BlockDownloader) -> [PeerAddress] {
        downloader.handle(.target(100), at: .start)
            .compactMap { effect in
                if case .request(let address, _) = effect { address } else { nil }
            }
    }

    @Test func theBestSourceIsTheOneAsked() {
        var downloader = BlockDownloader(tip: 0, pacing: .plan(blocksPerMinute: nil))
        for address in [one, two] { _ = downloader.handle(.peer(address, tip: 100), at: .start) }
        _ = downloader.handle(.score(two, SourceScore(isWhitelisted: true, tip: 100)), at: .start)
        #expect(asked(by: &downloader) == [two, two])
    }

    @Test func ofSourcesThatAreAsGoodTheLowestAddressIsAskedInEachRun() {
        var downloader = BlockDownloader(tip: 0, pacing: .plan(blocksPerMinute: nil))
        let addresses = (1...16).map { PeerAddress("192.0.2.\($0)")! }
        for (place, address) in addresses.enumerated() {
            _ = downloader.handle(.peer(address, tip: 100), at: .start)
            _ = downloader.handle(.score(address, SourceScore(reliability: 0.5 + Double(place) / 200)), at: .start)
        }
        #expect(asked(by: &downloader) == [addresses[0], addresses[0]])
    }

    @Test func anotherPeerTakesOverFromOneThatFallsSilent() {
        var simulation = DownloadSimulation(
            peers: [one: .init(tip: 100, loss: 1), two: .init(tip: 100)], target: 100, seed: 1,
            pacing: .plan(blocksPerMinute: nil))
        let finished = simulation.run(to: 100, limit: .seconds(30))
        #expect(finished)
    }
}
