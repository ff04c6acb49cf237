public import TimeModel
public import TimePeers
public import TimeTransport
public import TimeWire

/// One probe as a state machine: what happened goes in, what to send comes out, and the report grows.
///
/// A session as short and polite as possible: our handshake and nothing else until the peer has answered it; the
/// questions for genesis and tip; pings; good-bye. Whatever the peer asks meanwhile is answered.
public struct ProbeCore: Sendable {
    public enum Event: Hashable, Sendable {
        /// The first of all; it changes nothing.
        case begun
        /// The name stands for so many addresses, of which this one is taken.
        case resolved(PeerEndpoint, of: Int)
        case unresolved(String)
        /// TCP stands.
        case connected(from: PeerEndpoint?)
        /// What the peer has sent first, before TLS took it.
        case heard([UInt8])
        case secured(TLSFacts)
        case dialFailed(TransportError)
        case received(PeerInput)
        /// Has gone out. Its answer may be heard of sooner.
        case sent(Message)
        /// The peer closed the connection.
        case ended
        case broken(TransportError)
        case tick
        /// Nobody wants to know more.
        case stop
        /// The connection that we closed is gone.
        case closed
    }

    public enum Effect: Hashable, Sendable {
        case send(Message)
        /// Close the connection once what came before is sent.
        case close
    }

    enum Phase: Hashable, Sendable {
        case unstarted
        case resolving
        case connecting
        case securing
        case awaitingHandshake(nudged: Bool)
        case asking
        case pinging
        case closing
        case over
    }

    let plan: ProbePlan
    let parameters: NetworkParameters
    public internal(set) var report: ProbeReport
    var phase = Phase.unstarted
    var session: PeerSession?
    var pings: ProbePings
    /// When the phase began.
    var since = Moment.start
    /// When the peer must have told its tip.
    var openingEnd: Moment
    /// When the handshake was over.
    var established = Moment.start
    var heard: [UInt8] = []
    var undecodable = 0
    var overLimit = 0

    public init(_ plan: ProbePlan, at now: Moment, wallClock: UnixTime) {
        self.plan = plan
        parameters = NetworkParameters(plan.network)
        report = ProbeReport(target: plan.target.text, network: plan.network, started: wallClock.text)
        pings = ProbePings(plan)
        openingEnd = now + plan.patience
        phase = .resolving
        since = now
    }

    public var isOver: Bool { phase == .over }

    /// The name or address is being looked up still.
    public var isResolving: Bool { phase == .resolving }

    /// When the next `tick` is due at the latest.
    public var deadline: Moment? {
        switch phase {
        case .over, .unstarted: nil
        case .resolving, .connecting, .securing, .asking: openingEnd
        case .awaitingHandshake(let nudged): nudged ? openingEnd : nudge
        case .pinging: pings.deadline
        case .closing: since + NodeLimits.probeClosing
        }
    }

    /// What an event leads to, to be done in order.
    public mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        switch (phase, event) {
        case (.over, _), (.unstarted, _): return []
        case (.closing, .closed), (.closing, .ended), (.closing, .broken): return endClosing(at: now)
        case (.closing, .tick): return now >= since + NodeLimits.probeClosing ? endClosing(at: now) : []
        case (.closing, _): return []
        case (_, .tick): return tick(at: now, wallClock: wallClock)
        case (_, .stop): return stop(at: now)
        case (_, .sent(.ping(let heartbeat))): pings.sent(nonce: heartbeat.nonce, at: now)
        case (_, .received(let input)): return receive(input, at: now, wallClock: wallClock)
        case (_, .ended): return ended(at: now)
        case (_, .broken(let error)):
            return fail(.brokenOff, at: now, detail: "\(error.reason)")
        case (.resolving, .resolved(let endpoint, let count)): resolved(endpoint, of: count, at: now)
        case (.resolving, .unresolved(let why)): return fail(.unknownName, at: now, detail: why)
        case (.connecting, .connected(let local)): connected(from: local, at: now)
        case (_, .heard(let bytes)): heard = bytes
        case (_, .dialFailed(let error)): return dialFailed(error, at: now)
        case (.securing, .secured(let facts)), (.connecting, .secured(let facts)):
            return secured(facts, at: now, wallClock: wallClock)
        default: break
        }
        return []
    }

    /// Ends the layer that is under way with a fault, and the session with it.
    mutating func fail(_ fault: ProbeFault, in layer: ProbeLayer? = nil, at now: Moment, detail: String) -> [Effect] {
        report.set(ProbeStep(layer ?? currentLayer, fault, after: now - layerStart, detail: detail))
        settleOpenLayers(at: now, isBrokenOff: true)
        let hasConnection: Bool
        switch phase {
        case .resolving, .connecting, .securing: hasConnection = false
        default: hasConnection = ![.brokenOff, .closedInSilence, .refusedInSilence, .truncatedFrame].contains(fault)
        }
        guard hasConnection else {
            phase = .over
            return []
        }
        return close(at: now)
    }

    mutating func close(at now: Moment) -> [Effect] {
        enter(.closing, at: now)
        return [.close]
    }

    mutating func enter(_ phase: Phase, at now: Moment) {
        self.phase = phase
        since = now
    }

    private mutating func endClosing(at now: Moment) -> [Effect] {
        if report.step(.close) == nil { report.set(ProbeStep(.close, .passed, after: now - since)) }
        phase = .over
        return []
    }

    var currentLayer: ProbeLayer {
        switch phase {
        case .unstarted, .resolving: .resolve
        case .connecting: .tcp
        case .securing: .tls
        case .awaitingHandshake: .handshake
        case .asking: report.step(.genesis) == nil ? .genesis : .tip
        case .pinging: .ping
        case .closing, .over: .close
        }
    }

    private var layerStart: Moment { phase == .asking ? established : since }

    private var nudge: Moment { since + (openingEnd - since) * NodeLimits.probeNudge }
}
