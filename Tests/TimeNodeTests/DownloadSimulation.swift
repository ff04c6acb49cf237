import TimeChain
import TimeModel
import TimeNode
import TimeSimulation

/// Peers that answer a `BlockDownloader` on a virtual clock, all from one seed.
struct DownloadSimulation {
    struct Peer {
        var tip: Height
        /// From request to answer.
        var latency: Duration = .milliseconds(20)
        /// The part of requests that are never answered.
        var loss = 0.0
        /// Blocks in an answer at most.
        var blocksPerAnswer = 50
        /// Heights whose blocks break a rule.
        var spoilt: Set<Height> = []
    }

    private enum Happening {
        case answer(PeerAddress, BlockRequest)
        case connected(Height, BlockDownloader.ConnectStop?)
        case tick
        case woken
    }

    private(set) var downloader: BlockDownloader
    private var peers: [PeerAddress: Peer]
    private var queue: [(at: Moment, order: Int, what: Happening)] = []
    private var generator: SeededGenerator
    private var scheduled = 0
    private(set) var now = Moment.start
    private(set) var connected: [Height] = []
    private(set) var requests: [(at: Moment, peer: PeerAddress, request: BlockRequest)] = []
    private(set) var faulty: [PeerAddress] = []
    private(set) var mostOutstanding: [PeerAddress: Int] = [:]
    private var outstanding: [PeerAddress: Int] = [:]
    /// Moments at which the store refuses to write.
    var storeFails: (Moment) -> Bool = { _ in false }

    /// What checking and storing a run takes, and the part of it that is processor time.
    var connectTime = Duration.milliseconds(5)
    var processorPart = 1.0
    private(set) var circuitOpenings: [Moment] = []

    init(peers: [PeerAddress: Peer], target: Height, seed: UInt64, pacing: SyncPacing = .adaptive) {
        self.peers = peers
        generator = SeededGenerator(seed: seed)
        downloader = BlockDownloader(tip: 0, pacing: pacing)
        for (address, peer) in peers.sorted(by: { $0.key < $1.key }) {
            perform(downloader.handle(.peer(address, tip: peer.tip), at: now))
        }
        perform(downloader.handle(.target(target), at: now))
        schedule(.tick, after: .seconds(1))
    }

    /// Runs until the chain has reached `height` or `limit` of virtual time has passed; says whether it has.
    mutating func run(to height: Height, limit: Duration) -> Bool {
        while connected.last ?? 0 < height {
            guard
                let next = queue.indices.min(by: { (queue[$0].at, queue[$0].order) < (queue[$1].at, queue[$1].order) })
            else { return false }
            guard queue[next].at.sinceStart <= limit else { return false }
            let happening = queue.remove(at: next)
            now = happening.at
            happen(happening.what)
        }
        return true
    }

    /// Runs for so long, whatever comes of it.
    mutating func run(for interval: Duration) { _ = run(to: .init(.max), limit: now.sinceStart + interval) }

    mutating func tell(_ event: BlockDownloader.Event) { perform(downloader.handle(event, at: now)) }

    /// The peer comes, or tells another tip.
    mutating func hear(_ address: PeerAddress, _ peer: Peer) {
        peers[address] = peer
        perform(downloader.handle(.peer(address, tip: peer.tip), at: now))
    }

    mutating func aim(at target: Height) { perform(downloader.handle(.target(target), at: now)) }

    mutating func drop(_ address: PeerAddress) {
        peers[address] = nil
        perform(downloader.handle(.gone(address), at: now))
    }

    private mutating func happen(_ happening: Happening) {
        switch happening {
        case .answer(let address, let request):
            outstanding[address, default: 0] -= 1
            guard let peer = peers[address] else { return }
            let last = min(
                request.range.upperBound, peer.tip, request.range.lowerBound.advanced(by: peer.blocksPerAnswer - 1))
            var blocks: [PreparedBlock] = []
            var height = request.range.lowerBound
            while height <= last {
                blocks.append(Self.block(at: height, by: address))
                height = height.next
            }
            perform(downloader.handle(.received(address, blocks, answering: request), at: now))
        case .connected(let height, let stop):
            if let previous = connected.last ?? Optional(0), height > previous {
                connected += (previous.rawValue + 1...height.rawValue).map { Height($0) }
            }
            _ = downloader.handle(
                .connectCost(processor: connectTime * processorPart, elapsed: connectTime), at: now)
            perform(downloader.handle(.connected(height, stoppedBy: stop), at: now))
        case .woken: perform(downloader.handle(.woken, at: now))
        case .tick:
            perform(downloader.handle(.tick, at: now))
            schedule(.tick, after: .seconds(1))
        }
    }

    private mutating func perform(_ effects: [BlockDownloader.Effect]) {
        for effect in effects {
            switch effect {
            case .request(let address, let request):
                requests.append((now, address, request))
                outstanding[address, default: 0] += 1
                mostOutstanding[address] = max(mostOutstanding[address] ?? 0, outstanding[address] ?? 0)
                guard let peer = peers[address] else { continue }
                if Double.random(in: 0..<1, using: &generator) < peer.loss {
                    outstanding[address, default: 0] -= 1
                } else {
                    schedule(.answer(address, request), after: peer.latency)
                }
            case .connect(let blocks):
                connect(blocks)
            case .faulty(let address, _):
                faulty.append(address)
            case .stalled: break
            case .circuitOpened: circuitOpenings.append(now)
            case .wake(let moment): schedule(.woken, after: moment - now)
            }
        }
    }

    private mutating func connect(_ blocks: [PreparedBlock]) {
        let before = connected.last ?? 0
        if storeFails(now) { return schedule(.connected(before, .storeFailure), after: connectTime) }
        var tip = before
        for block in blocks {
            let source = PeerAddress(block.received.block.header.leader)
            if let source, peers[source]?.spoilt.contains(block.received.block.header.height) == true {
                let violation = RuleViolation(
                    rule: .b2, height: block.received.block.header.height, hash: block.received.hash,
                    explanation: "spoilt for the test")
                return schedule(.connected(tip, .violation(violation)), after: connectTime)
            }
            tip = block.received.block.header.height
        }
        schedule(.connected(tip, nil), after: connectTime)
    }

    private mutating func schedule(_ what: Happening, after interval: Duration) {
        scheduled += 1
        queue.append((now + interval, scheduled, what))
    }

    /// A block that names its sender as its leader.
    static func block(at height: Height, by sender: PeerAddress) -> PreparedBlock {
        PreparedBlock(
            EncodedBlock(
                Block(
                    header: BlockHeader(
                        height: height, previousHash: .zero, merkleRoot: .zero, timestamp: UnixTime(0),
                        blockReward: .zero, leader: sender.description, treasuryBalance: .zero),
                    transactions: [], masternodeRewards: [])))
    }
}
