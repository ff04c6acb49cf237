import Foundation
import Testing
import TimeModel
import TimeNode

/// Situations in which one thing and nothing else holds the node up.
struct SyncExplanationTests {
    private let network = NetworkParameters.testnet
    private let addresses = (1...5).map { PeerAddress("192.0.2.\($0)")! }
    private let hash = BlockHash(hex: String(repeating: "ab", count: 32))!
    private let target: Height = 60_000

    private func wallClock(_ now: Moment) -> UnixTime {
        network.slotTime(of: 70_000).advanced(bySeconds: now.sinceStart.components.seconds)
    }

    private func explain(
        _ simulation: DownloadSimulation, tips: [Height]? = nil, isResolvingFork: Bool = false
    ) -> SyncExplanation {
        let now = simulation.now
        var coordinator = SyncCoordinator(network: network, local: 0, hash: hash)
        for (address, tip) in zip(addresses, tips ?? [target]) {
            _ = coordinator.handle(.established(address, isTrusted: false), at: now, wallClock: wallClock(now))
            _ = coordinator.handle(.tip(address, height: tip, hash: hash), at: now, wallClock: wallClock(now))
        }
        return SyncExplanation(
            coordinator: coordinator, downloader: simulation.downloader, isResolvingFork: isResolvingFork, at: now,
            wallClock: wallClock(now))
    }

    private func simulation(_ peers: [DownloadSimulation.Peer]) -> DownloadSimulation {
        DownloadSimulation(
            peers: Dictionary(uniqueKeysWithValues: zip(addresses, peers)), target: target, seed: 7)
    }

    private func figure(_ name: String, of explanation: SyncExplanation) -> Double? {
        explanation.figures.first { $0.name == name }?.value
    }

    @Test func aSingleSlowPeer() {
        var simulation = simulation([.init(tip: target, latency: .milliseconds(900))])
        simulation.run(for: .seconds(15))
        let explanation = explain(simulation)
        #expect(explanation.state == .catchingUp && explanation.limit == .peerLatency, "\(explanation.lines)")
        #expect(explanation.sources.map(\.answerSeconds) == [0.9])
        #expect(explanation.waitingFor?.hasSuffix("from 192.0.2.1") == true, "\(explanation.lines)")
    }

    @Test func slowPeersOfWhichMoreWouldHelp() {
        var simulation = simulation(
            [.init(tip: target, latency: .milliseconds(900)), .init(tip: target, latency: .milliseconds(800))])
        simulation.run(for: .seconds(15))
        #expect(explain(simulation).limit == .peerCount)
    }

    @Test func ourOwnPoliteness() {
        var simulation = simulation([.init(tip: target, latency: .milliseconds(5))])
        simulation.run(for: .seconds(11))
        let explanation = explain(simulation)
        #expect(explanation.state == .catchingUp && explanation.limit == .pacing, "\(explanation.lines)")
        #expect(figure("allowed by pacing", of: explanation) == 5_100)
    }

    @Test(arguments: [(1.0, SyncExplanation.Limit.verification), (0.1, .disk)])
    func blocksThatWaitForTheProcessorOrTheDisk(processorPart: Double, limit: SyncExplanation.Limit) {
        var simulation = simulation([.init(tip: target, latency: .milliseconds(20))])
        simulation.connectTime = .seconds(1)
        simulation.processorPart = processorPart
        simulation.run(for: .seconds(15))
        let explanation = explain(simulation)
        #expect(explanation.state == .catchingUp && explanation.limit == limit, "\(explanation.lines)")
    }

    @Test func noTipThatCounts() {
        let explanation = explain(DownloadSimulation(peers: [:], target: 0, seed: 7), tips: [])
        #expect(explanation.state == .idle && explanation.limit == .noCredibleTip)
        #expect(explanation.target == nil && explanation.waitingFor == "a tip that counts")
    }

    @Test func tipsAheadOfTheClock() {
        let explanation = explain(DownloadSimulation(peers: [:], target: 0, seed: 7), tips: [70_001, 80_000])
        #expect(explanation.state == .idle && explanation.limit == .clockCeiling)
        #expect(figure("tips ahead of our clock", of: explanation) == 2)
        #expect(figure("highest possible tip", of: explanation) == 70_000)
    }

    @Test func anOpenCircuit() throws {
        var simulation = simulation([.init(tip: target, loss: 1)])
        for _ in 0..<60 where simulation.circuitOpenings.isEmpty { simulation.run(for: .seconds(1)) }
        let explanation = explain(simulation)
        #expect(explanation.limit == .circuit, "\(explanation.lines)")
        #expect(explanation.state == .brokenCircuit(until: wallClock(simulation.now).advanced(bySeconds: 60)))
        let decoded = try JSONDecoder().decode(SyncExplanation.self, from: JSONEncoder().encode(explanation))
        #expect(decoded == explanation)
    }

    @Test func peersThatAllStall() {
        var simulation = simulation([.init(tip: target, loss: 1), .init(tip: target, loss: 1)])
        simulation.run(for: .seconds(3))
        let explanation = explain(simulation)
        #expect(explanation.state == .paused(.stalledPeers) && explanation.limit == .stalledPeers)
        #expect(explanation.sources.count { $0.isResting } == 2, "\(explanation.lines)")
    }

    @Test func aProcessThatHasOtherWork() {
        var simulation = simulation([.init(tip: target)])
        simulation.tell(.processor(isBusy: true))
        let before = simulation.requests.count
        simulation.run(for: .seconds(30))
        let explanation = explain(simulation)
        #expect(explanation.state == .paused(.processor) && explanation.limit == .processor)
        #expect(simulation.requests.count == before)
        simulation.tell(.processor(isBusy: false))
        #expect(simulation.requests.count > before && explain(simulation).state == .catchingUp)
    }

    @Test func aFork() {
        let explanation = explain(simulation([.init(tip: target)]), isResolvingFork: true)
        #expect(explanation.state == .resolvingFork && explanation.limit == .fork)
    }

    @Test func nothingIsToBeDone() {
        let explanation = explain(DownloadSimulation(peers: [:], target: 0, seed: 7), tips: [0])
        #expect(explanation.state == .idle && explanation.limit == .none && explanation.waitingFor == nil)
        #expect(explanation.lines.first == "state: idle")
    }
}
