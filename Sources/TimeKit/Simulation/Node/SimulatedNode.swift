internal import TimeChain
package import TimeModel
package import TimeNode
package import TimePeers
internal import TimeWire

/// Our node on a virtual host: the daemon's `NodeCore` and `SessionCore`, with a chain in memory and virtual sockets in
/// place of the shell.
package struct SimulatedNode: SimulatedProgram {
    struct Session: Sendable {
        let endpoint: PeerEndpoint
        let role: PeerSession.Role
        var core: SessionCore
        var isEstablished = false
    }

    /// One call of `handle`: its times, and what has come of it so far.
    struct Turn {
        let now: Moment
        let wallClock: UnixTime
        var actions: [SocketAction] = []
        var work: [ChainWork] = []
    }

    let settings: NodeSettings
    package private(set) var trust: TrustTable
    package private(set) var chain: SimulatedChain
    package internal(set) var tally = NodeTally()
    package internal(set) var core: NodeCore
    var sessions = ConnectionTable<Session>()
    private var generator: SeededGenerator
    private var starts: UInt64 = 0

    package init(settings: NodeSettings, trust: TrustTable, chain: SimulatedChain, seed: UInt64) {
        self.settings = settings
        self.trust = trust
        self.chain = chain
        core = NodeCore(settings: settings, tip: chain.tip, trust: trust)
        generator = SeededGenerator(seed: seed).stream("node")
    }

    package mutating func handle(_ event: SocketEvent, at now: Moment, wallClock: UnixTime) -> [SocketAction] {
        var turn = Turn(now: now, wallClock: wallClock)
        switch event {
        case .started: start(&turn)
        case .tick: tick(&turn)
        case .woken: tell(.woken, &turn)
        case .accepted(let id, let address):
            // The dialler's port is of no use to anybody.
            begin(id, with: PeerEndpoint(address: address, port: settings.network.peerPort), role: .listener, &turn)
        case .connected(let id, let endpoint): begin(id, with: endpoint, role: .dialer, &turn)
        case .dialFailed(let endpoint):
            tell(.dialEnded(endpoint, reachedPeer: false, why: "no connection", jitter: nextFraction()), &turn)
        case .received(let id, let message): receive(message, on: id, &turn)
        case .receivedGarbage(let id, .noise): receive(.unknownMessage, on: id, &turn)
        case .receivedGarbage(let id, .oversizeFrame(let length)):
            feed(.undecodableFrame(.tooLarge(Int(length))), to: id, &turn)
        case .closed(let id): end(id, .closedByPeer, &turn)
        case .timedOut(let id): end(id, NodeTally.timeout, &turn)
        }
        workOnChain(&turn)
        return turn.actions
    }

    private mutating func start(_ turn: inout Turn) {
        core = NodeCore(settings: settings, tip: chain.tip, trust: trust)
        sessions.removeAll()
        starts += 1
        tally.starts += 1
        tell(.started(masternodes: []), &turn)
    }

    private mutating func tick(_ turn: inout Turn) {
        var position = 0
        while position < sessions.count {
            let id = sessions.ids[position]
            tickSession(id, at: position, &turn)
            // Another may have taken its place.
            if position < sessions.count, sessions.ids[position] == id { position += 1 }
        }
        tell(.tick, &turn)
        tally.sample(chain.height, due: settings.network.expectedHeight(at: turn.wallClock), sessions: sessions.count)
    }

    // MARK: The node's core

    mutating func tell(_ event: NodeCore.Event, _ turn: inout Turn) {
        for effect in core.handle(event, at: turn.now, wallClock: turn.wallClock) {
            switch effect {
            case .dial(let endpoint): turn.actions.append(.dial(endpoint))
            case .tell(let session, let command): obey(command, on: ConnectionID(rawValue: session.rawValue), &turn)
            case .work(let work): turn.work.append(work)
            case .log(let line): turn.actions.append(.log(Self.text(of: line)))
            case .ban: tally.bans += 1
            case .lookUp(let outpoints):
                // Nobody has a collateral in a made-up chain.
                tell(.outputs(Dictionary(outpoints.map { ($0, nil) }) { first, _ in first }), &turn)
            case .wake(let moment): turn.actions.append(.wake(at: moment))
            case .announced, .settled, .statusChanged, .alert: break
            }
        }
    }

    package var sessionCount: Int { sessions.count { $0.isEstablished } }

    /// What a store does meanwhile takes no time here, but comes after everything else that an event leads to.
    private mutating func workOnChain(_ turn: inout Turn) {
        while !turn.work.isEmpty {
            switch turn.work.removeFirst() {
            case .connect(let run):
                let before = chain.blocks.count
                let violation = chain.connect(run, at: turn.wallClock)
                tell(
                    .connected(
                        chain.tip, blocks: chain.blocks.count - before, findings: [],
                        stop: violation.map(BlockDownloader.ConnectStop.violation)), &turn)
            case .readHashes(let heights):
                guard heights.upperBound <= chain.height else { continue }
                let hashes = heights.lowerBound.rawValue...heights.upperBound.rawValue
                tell(
                    .ownHashes(OwnHashes(from: heights.lowerBound, hashes.map { chain.hashes[Int($0)] })), &turn)
            case .reorganise(let tip, let ancestor, let branch):
                let outcome = chain.reorganise(from: tip, downTo: ancestor, branch, at: turn.wallClock)
                if case .switched(let depth, _) = outcome { tally.reorganised(depth: depth) }
                tell(.reorganised(outcome, chain.tip), &turn)
            }
        }
    }

    private static func text(of line: NodeCore.LogLine) -> String {
        line.metadata.sorted { $0.key < $1.key }.reduce(line.message) { "\($0) \($1.key)=\($1.value)" }
    }

    /// For back-off: from 0 up to 1.
    mutating func nextFraction() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

    /// Nonces of one session, which nobody else's draws shift.
    func nonces(for id: ConnectionID) -> SeededGenerator { generator.stream("nonces", starts, id.rawValue) }
}
