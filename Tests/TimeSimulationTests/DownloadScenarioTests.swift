import TestSupport
import Testing
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation

/// How fast a node catches up from peers that have the limits of the live network's nodes.
@Suite(.alone) struct DownloadScenarioTests {
    /// What peers take of `GetBlocks`: 500 blocks a second each (`wire §12.1`).
    static let politenessLimit = 4 * 500.0

    /// Four upstream-like peers at some 50 ms, and a node that has no block yet.
    struct Download {
        static let parameters = NetworkParameters.testnet
        static let node = PeerAddress("20.1.7.1")!
        let height: Height
        var network: VirtualNetwork

        static func peer(_ index: Int) -> PeerAddress { PeerAddress("90.\(index + 1).7.1")! }

        init(height: UInt64, seed: UInt64) {
            self.height = Height(height)
            let ledger = SimulatedLedger(network: Self.parameters, through: Height(height + 2), payees: 1)
            let start = Self.parameters.slotTime(of: Height(height)).advanced(bySeconds: 30)
            network = VirtualNetwork(seed: seed, startingAt: start, profile: .exact(.milliseconds(17)))
            for index in 0..<4 {
                network.add(
                    UpstreamLikePeer(address: Self.peer(index), ledger: ledger, seed: seed &+ UInt64(index)),
                    at: Self.peer(index), port: Self.parameters.peerPort)
            }
            let settings = NodeSettings(
                network: Self.parameters, buildNumber: NetworkParameters.buildNumber,
                listen: PeerEndpoint(address: Self.node, port: Self.parameters.peerPort),
                connect: (0..<4).map { PeerEndpoint(address: Self.peer($0), port: Self.parameters.peerPort) })
            network.add(
                SimulatedNode(
                    settings: settings, trust: .empty, chain: SimulatedChain(network: Self.parameters), seed: seed),
                at: Self.node, port: Self.parameters.peerPort, startingAfter: .milliseconds(10))
        }

        var reached: Height { network.program(at: Self.node, as: SimulatedNode.self)?.chain.height ?? .genesis }
        var incidents: [UpstreamIncident] {
            (0..<4).flatMap { network.program(at: Self.peer($0), as: UpstreamLikePeer.self)?.incidents ?? [] }
        }

        /// Runs to the tip; the heights every 50 ms from the first block on.
        mutating func run() -> [(at: Moment, height: Height)] {
            var heights: [(at: Moment, height: Height)] = []
            while reached < height, network.clock.now < .start + .seconds(200) {
                network.run(until: network.clock.now + .milliseconds(50))
                if reached > .genesis { heights.append((network.clock.now, reached)) }
            }
            return heights
        }
    }

    /// Blocks per second from the first one to the tip.
    private func rate(_ heights: [(at: Moment, height: Height)]) throws -> Double {
        let first = try #require(heights.first)
        let last = try #require(heights.last)
        return Double(last.height.blocks(above: first.height)) / ((last.at - first.at) / .seconds(1))
    }

    @Test func fourPeersAreUsedToTheirLimitsAndNotBeyond() throws {
        var download = Download(height: 60_000, seed: 11)
        let heights = download.run()
        #expect(download.reached == download.height)
        let rate = try rate(heights)
        print("download: \(Int(rate)) blocks/s from four peers")
        #expect(rate >= 0.8 * Self.politenessLimit)
        #expect(download.incidents.isEmpty, "\(download.incidents.prefix(5))")
    }

    @Test func oneDeadAndOneSlowPeerLeaveMostOfTheSpeed() throws {
        var download = Download(height: 40_000, seed: 12)
        // Some 25 blocks of 250 bytes a second.
        let slow = LinkDegradation(bytesPerSecond: 6_250)
        download.network.plan(
            FaultPlan([
                Fault(at: .start, duration: .seconds(200), .degrade(.all(of: Download.peer(1)), slow)),
                Fault(
                    at: .start + .seconds(3), duration: .seconds(200), .crash(Download.peer(2), isPowerLoss: true)),
            ]))
        let heights = download.run()
        #expect(download.reached == download.height)
        let rate = try rate(heights)
        print("download: \(Int(rate)) blocks/s with one of four peers dead and one slow")
        #expect(rate >= 0.6 * Self.politenessLimit)
        let offences = download.incidents.filter(\.isOffence)
        #expect(offences.isEmpty, "\(offences.prefix(5))")
    }

    @Test func theDownloadGoesOnWithinTwoSecondsOfADeath() throws {
        var download = Download(height: 60_000, seed: 13)
        let death = Moment.start + .seconds(3)
        download.network.plan(
            FaultPlan([Fault(at: death, duration: .seconds(200), .crash(Download.peer(3), isPowerLoss: true))]))
        let heights = download.run()
        #expect(download.reached == download.height)
        let before = try #require(heights.last { $0.at <= death })
        #expect(before.height < download.height, "it was over before the death")
        var longest = Duration.zero
        var last = before
        for sample in heights where sample.at > death && sample.height > last.height {
            longest = max(longest, sample.at - last.at)
            last = sample
        }
        print("download: longest pause after a death \(longest)")
        #expect(longest <= .seconds(2))
    }
}
