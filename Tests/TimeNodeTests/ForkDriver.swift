import Foundation
import Logging
import TestSupport
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeWire

/// A node's core over a real store, with peers that tell a tip and have some blocks. Does all that the core orders at
/// once.
struct ForkDriver {
    struct Peer {
        var tip: (height: Height, hash: BlockHash)
        /// By height; what it lacks it says it lacks.
        var blocks: [Height: EncodedBlock]
        /// Says nothing when asked for blocks or hashes.
        var isMute = false
    }

    private(set) var node: NodeCore
    let store: ChainStore
    private let directory: String
    private(set) var now = Moment.start
    var wallClock: UnixTime
    var peers: [PeerAddress: Peer] = [:]
    /// Heights that peers were told of.
    private(set) var announced: [Height] = []
    /// The log, without what belongs to its lines.
    private(set) var lines: [String] = []
    private(set) var banned: [PeerAddress] = []
    /// What the log was told of alerts: the kind and the line's level, or that it is over.
    private var alerts: [String] = []
    private var sessions: [SessionID: PeerAddress] = [:]
    private var lastSession: UInt64 = 0
    private var events: [NodeCore.Event] = []

    /// - Parameter chain: connected to an empty store, a day after `wallClock`: blocks that are old pass fewer checks.
    init(_ chain: [EncodedBlock], at wallClock: UnixTime) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("fork-\(UUID().uuidString)").path
        store = try ChainStore(directory: directory, network: .testnet)
        _ = try store.connect(chain.map { PreparedBlock($0) }, now: wallClock.advanced(bySeconds: 86_400))
        self.wallClock = wallClock
        let settings = NodeSettings(
            network: .testnet, buildNumber: NetworkParameters.buildNumber, listen: nil, connect: [])
        node = NodeCore(settings: settings, tip: store.tip, trust: .empty)
    }

    func removeStore() { try? FileManager.default.removeItem(atPath: directory) }

    mutating func connect(_ address: PeerAddress) {
        lastSession += 1
        let session = SessionID(lastSession)
        sessions[session] = address
        tell(
            .established(
                session,
                NodeCore.Candidate(
                    endpoint: PeerEndpoint(address: address, port: 24100), role: .listener, build: nil,
                    isEncrypted: true)))
    }

    mutating func disconnect(_ address: PeerAddress, _ end: SessionEnd = .closedByPeer) {
        for (session, peer) in sessions where peer == address {
            sessions[session] = nil
            tell(.ended(session, address, end, .init()))
        }
    }

    mutating func report(_ report: SessionReport, by address: PeerAddress) {
        for (session, peer) in sessions where peer == address { tell(.reported(session, report)) }
    }

    var openAlerts: [AlertKind] { node.pulse(at: now).alerts }

    mutating func takeRecords() -> [PeerRecord] { node.takeRecords() }

    /// What the log was told of alerts since this was last asked.
    mutating func takeAlerts() -> [String] {
        defer { alerts = [] }
        return alerts
    }

    /// Each second a tick, and everything that follows from it.
    ///
    /// - Parameter isSameTime: The time of day stands still.
    mutating func pass(_ seconds: Int, isSameTime: Bool = false) {
        for _ in 0..<seconds {
            now = now + .seconds(1)
            if !isSameTime { wallClock = wallClock.advanced(bySeconds: 1) }
            tell(.tick)
        }
    }

    mutating func tell(_ event: NodeCore.Event) {
        events.append(event)
        while !events.isEmpty {
            let event = events.removeFirst()
            for effect in node.handle(event, at: now, wallClock: wallClock) { perform(effect) }
        }
    }

    private mutating func perform(_ effect: NodeCore.Effect) {
        switch effect {
        case .tell(let session, let command): obey(command, session)
        case .work(let work): events.append(Self.done(work, store, wallClock))
        case .ban(let address, _, _, _): banned.append(address)
        case .log(let line):
            lines.append(line.message)
            guard let kind = line.metadata["alert"] else { break }
            alerts.append("\(kind) \(line.level == .notice ? "over" : line.level.rawValue)")
        default: break
        }
    }

    private mutating func obey(_ command: SessionCommand, _ session: SessionID) {
        guard let address = sessions[session], let peer = peers[address] else { return }
        switch command {
        case .announce(let height): announced.append(height)
        case .askTip:
            events.append(.reported(session, .tip(height: peer.tip.height, hash: peer.tip.hash)))
        case .askHash(let height) where !peer.isMute:
            let hash = peer.blocks[height].map { PreparedBlock($0).stored.hash }
            events.append(.reported(session, .blockHash(height: height, hash: hash)))
        case .request(let request) where !peer.isMute:
            var blocks: [PreparedBlock] = []
            var height = request.range.lowerBound
            while height <= request.range.upperBound, let block = peer.blocks[height] {
                blocks.append(PreparedBlock(block))
                height = height.next
            }
            events.append(.reported(session, .blocks(blocks, answering: request)))
        case .close(let end):
            sessions[session] = nil
            events.append(.ended(session, address, end, .init()))
        default: break
        }
    }

    private static func done(_ work: ChainWork, _ store: ChainStore, _ wallClock: UnixTime) -> NodeCore.Event {
        do {
            switch work {
            case .connect(let blocks):
                let outcome = try store.connect(blocks, now: wallClock)
                return .connected(
                    store.tip, blocks: outcome.connected, findings: outcome.findings,
                    stop: outcome.violation.map(BlockDownloader.ConnectStop.violation))
            case .readHashes(let heights):
                let hashes = try (heights.lowerBound.rawValue...heights.upperBound.rawValue)
                    .compactMap { try store.blockHash(at: Height($0)) }
                return .ownHashes(OwnHashes(from: heights.lowerBound, hashes))
            case .reorganise(let tip, let ancestor, let branch):
                let outcome = try store.reorganise(from: tip, downTo: ancestor, branch, now: wallClock)
                return .reorganised(outcome, store.tip)
            }
        } catch {
            return .storeUnwritable("\(error)")
        }
    }
}
