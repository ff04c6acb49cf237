package import TimeModel

/// Which alerts hold, and what an operator is told of them (`policy §6`). A pure state machine.
package struct AlertMonitor: Sendable {
    package enum Event: Sendable {
        case reading(AlertReading)
        case usage(ProcessUsage)
        /// How far a peer's clock is ahead of ours, in seconds; by its pong.
        case clock(PeerAddress, ahead: Double)
        /// The peer has no session any more.
        case gone(PeerAddress, isWhitelisted: Bool, why: String)
        /// Something that is told each time.
        case happened(Alert)
        /// The chain's store takes no blocks.
        case storeFailed(String)
        case stored
        /// What is wrong with the published lists of peers, so that they aren't used; nil if nothing is.
        case peerList(String?)
    }

    package enum Effect: Hashable, Sendable {
        /// For the log.
        case told(AlertChange)
        /// For the operator's command: at most one a minute and kind.
        case command(AlertChange)
    }

    /// A condition that is true: what it comes to, and whether the log was told.
    private struct Active {
        var alert: Alert
        let since: UnixTime
        let isTold: Bool
    }

    private var reading: AlertReading?
    private var held: [AlertKind: Active] = [:]
    /// Since when a condition that needs time to become an alert has been true.
    private var pending: [AlertKind: Moment] = [:]
    private var toldAt: [AlertKind: Moment] = [:]
    private var peersToldAt: [PeerAddress: Moment] = [:]
    private var commandedAt: [AlertKind: Moment] = [:]
    /// The latest change of a kind whose minute isn't over.
    private var waiting: [AlertKind: AlertChange] = [:]
    private var clocks: [PeerAddress: Double] = [:]
    private var usage = UsageWindow()
    /// The last reading of the process.
    package private(set) var lastUsage: ProcessUsage?
    /// Of the machine's processors over five minutes, from 0 to 1; nil at first.
    package private(set) var processorShare: Double?
    /// How often each kind was raised or noted.
    package private(set) var counts: [AlertKind: UInt64] = [:]

    /// The last changes that the log was told, the latest first.
    package private(set) var recent: [AlertChange] = []

    package init() {}

    /// The alerts that hold.
    package var open: [OpenAlert] {
        held.sorted { $0.key < $1.key }.map { OpenAlert(alert: $0.value.alert, since: $0.value.since) }
    }

    package var active: [Alert] { open.map(\.alert) }

    /// The median of the peers' clocks against ours, in seconds; nil with too few of them.
    package var clockOffset: Double? {
        guard clocks.count >= NodeLimits.clockPeers else { return nil }
        let sorted = clocks.values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    package mutating func handle(_ event: Event, at now: Moment, wallClock: UnixTime) -> [Effect] {
        var turn = Turn(now: now, wallClock: wallClock)
        switch event {
        case .reading(let reading): take(reading, &turn)
        case .usage(let usage): take(usage, &turn)
        case .clock(let peer, let ahead):
            clocks[peer] = min(max(ahead, -NodeLimits.clockRange), NodeLimits.clockRange)
            judgeClock(&turn)
        case .gone(let peer, let isWhitelisted, let why):
            clocks[peer] = nil
            judgeClock(&turn)
            if isWhitelisted { lost(peer, why, &turn) }
        case .happened(let alert): note(alert, &turn)
        case .storeFailed(let why):
            set(
                .storeUnwritable,
                Alert(
                    .storeUnwritable, .critical, "blocks could not be stored, trying again later", ["why": why]), &turn)
        case .stored: set(.storeUnwritable, nil, &turn)
        case .peerList(let complaint):
            set(.peerList, complaint.map { Alert(.peerList, .warning, "peer list not used", ["why": $0]) }, &turn)
        }
        for kind in waiting.keys.sorted() { runCommand(kind, &turn) }
        return turn.effects
    }
}

extension AlertMonitor {
    private struct Turn {
        let now: Moment
        let wallClock: UnixTime
        var effects: [Effect] = []
    }

    // MARK: Conditions

    private mutating func take(_ reading: AlertReading, _ turn: inout Turn) {
        set(
            .whitelistEmpty,
            reading.approved > 0 ? nil : Alert(.whitelistEmpty, .critical, "whitelist is empty: no peer is trusted"),
            &turn)
        let isAlone = reading.approved > 0 && reading.whitelistedConnected == 0
        if lasts(.noWhitelistedPeer, isAlone, for: NodeLimits.loneliness, turn) {
            set(
                .noWhitelistedPeer,
                Alert(
                    .noWhitelistedPeer, .critical, "no whitelisted peer is connected",
                    ["approved": "\(reading.approved)"]), &turn)
        } else {
            set(.noWhitelistedPeer, nil, &turn)
        }
        set(.syncLag, Self.alert(lag: reading.lag), &turn)
        set(
            .circuitOpen,
            reading.isCircuitOpen
                ? Alert(.circuitOpen, .critical, "too many failures in a row, asking for no blocks for a while") : nil,
            &turn)
        if lasts(.forkUnresolved, reading.isForked, for: NodeLimits.forkAlert, turn) {
            set(.forkUnresolved, Alert(.forkUnresolved, .critical, "a fork is unresolved"), &turn)
        } else {
            set(.forkUnresolved, nil, &turn)
        }
        self.reading = reading
    }

    private static func alert(lag: UInt64) -> Alert? {
        guard lag > NodeLimits.lagWarning else { return nil }
        return Alert(
            .syncLag, lag > NodeLimits.lagAlarm ? .critical : .warning, "behind the peers", ["lag": "\(lag)"])
    }

    private mutating func take(_ usage: ProcessUsage, _ turn: inout Turn) {
        lastUsage = usage
        processorShare = self.usage.share(usage, at: turn.now)
        let mebibytes = usage.residentBytes >> 20
        set(
            .memory,
            usage.residentBytes > NodeLimits.memoryWarning
                ? Alert(.memory, .warning, "much memory in use", ["mebibytes": "\(mebibytes)"]) : nil, &turn)
        let percent = Int((processorShare ?? 0) * 100)
        set(
            .processor,
            percent > NodeLimits.processorWarning
                ? Alert(.processor, .warning, "processors busy for five minutes", ["percent": "\(percent)"]) : nil,
            &turn)
    }

    private mutating func judgeClock(_ turn: inout Turn) {
        let offset = clockOffset ?? 0
        let isOff = abs(offset) > NodeLimits.clockWarning
        let side = offset > 0 ? "behind" : "ahead of"
        set(
            .clock,
            isOff
                ? Alert(
                    .clock, .warning, "our clock is \(side) the peers'", ["seconds": "\(Int(abs(offset).rounded()))"])
                : nil, &turn)
    }

    private func hasLasted(_ kind: AlertKind, _ limit: Duration, _ now: Moment) -> Bool {
        pending[kind].map { now - $0 >= limit } ?? false
    }

    private mutating func lasts(_ kind: AlertKind, _ isTrue: Bool, for limit: Duration, _ turn: Turn) -> Bool {
        guard isTrue else {
            pending[kind] = nil
            return false
        }
        if pending[kind] == nil { pending[kind] = turn.now }
        return hasLasted(kind, limit, turn.now)
    }

    /// The kind holds with this alert, or no longer.
    private mutating func set(_ kind: AlertKind, _ alert: Alert?, _ turn: inout Turn) {
        switch (held[kind], alert) {
        case (nil, nil): break
        case (let active?, let alert?) where active.alert.level == alert.level:
            held[kind]?.alert = alert
        case (_, let alert?):
            // What is measured may go to and fro about its threshold.
            let isTold = !Self.measured.contains(kind) || admits(kind, turn.now)
            held[kind] = Active(alert: alert, since: held[kind]?.since ?? turn.wallClock, isTold: isTold)
            counts[kind, default: 0] += 1
            tell(AlertChange(alert, .raised, at: turn.wallClock), isTold: isTold, &turn)
        case (let active?, nil):
            held[kind] = nil
            tell(AlertChange(active.alert, .cleared, at: turn.wallClock), isTold: active.isTold, &turn)
        }
    }

    private static let measured: Set<AlertKind> = [.syncLag, .memory, .processor, .clock]

    // MARK: Events

    private mutating func lost(_ peer: PeerAddress, _ why: String, _ turn: inout Turn) {
        let alert = Alert(
            .peerDisconnected, .critical, "whitelisted peer disconnected", ["peer": "\(peer)", "why": why])
        if peersToldAt.count >= NodeLimits.logGateEntries {
            peersToldAt = peersToldAt.filter { turn.now - $0.value < NodeLimits.logInterval }
        }
        counts[.peerDisconnected, default: 0] += 1
        let isTold = peersToldAt[peer].map { turn.now - $0 >= NodeLimits.logInterval } ?? true
        if isTold { peersToldAt[peer] = turn.now }
        tell(AlertChange(alert, .noted, at: turn.wallClock), isTold: isTold, &turn)
    }

    private mutating func note(_ alert: Alert, _ turn: inout Turn) {
        counts[alert.kind, default: 0] += 1
        tell(AlertChange(alert, .noted, at: turn.wallClock), isTold: true, &turn)
    }

    // MARK: Telling

    private mutating func admits(_ kind: AlertKind, _ now: Moment) -> Bool {
        if let last = toldAt[kind], now - last < NodeLimits.logInterval { return false }
        toldAt[kind] = now
        return true
    }

    private mutating func tell(_ change: AlertChange, isTold: Bool, _ turn: inout Turn) {
        if isTold {
            turn.effects.append(.told(change))
            recent = [change] + recent.prefix(NodeLimits.recentAlerts - 1)
        }
        waiting[change.alert.kind] = change
        runCommand(change.alert.kind, &turn)
    }

    private mutating func runCommand(_ kind: AlertKind, _ turn: inout Turn) {
        if let last = commandedAt[kind], turn.now - last < NodeLimits.alertCommandInterval { return }
        guard let change = waiting.removeValue(forKey: kind) else { return }
        commandedAt[kind] = turn.now
        turn.effects.append(.command(change))
    }
}
