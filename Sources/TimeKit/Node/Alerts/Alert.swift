package import TimeModel

/// What an operator is alerted to (`policy §6`).
public enum AlertKind: String, Hashable, Sendable, CaseIterable, Comparable {
    case whitelistEmpty = "whitelist-empty"
    case noWhitelistedPeer = "no-whitelisted-peer"
    case peerDisconnected = "whitelisted-peer-disconnected"
    case peerUnresponsive = "whitelisted-peer-unresponsive"
    case syncLag = "sync-lag"
    case circuitOpen = "circuit-breaker-open"
    case forkUnresolved = "fork-unresolved"
    case forkTooDeep = "fork-too-deep"
    case auditFinding = "audit-finding"
    case storeUnwritable = "store-unwritable"
    case peerList = "peer-list"
    case memory = "memory"
    case processor = "processor"
    case clock = "clock"
    case whitelisted = "whitelisted"
    case expired = "expired"
    case synced = "synced"
    case heightReached = "height-reached"

    public static func < (left: AlertKind, right: AlertKind) -> Bool { left.rawValue < right.rawValue }
}

public enum AlertLevel: String, Hashable, Sendable {
    case info, warning, critical
}

/// One alert in the words of the log.
public struct Alert: Hashable, Sendable {
    public let kind: AlertKind
    public let level: AlertLevel
    public let message: String
    public let metadata: [String: String]

    package init(_ kind: AlertKind, _ level: AlertLevel, _ message: String, _ metadata: [String: String] = [:]) {
        self.kind = kind
        self.level = level
        self.message = message
        self.metadata = metadata
    }
}

/// An alert that holds.
package struct OpenAlert: Hashable, Sendable {
    package let alert: Alert
    /// By the wall clock; a change of level doesn't count.
    package let since: UnixTime
}

/// What became of an alert, and when.
public struct AlertChange: Hashable, Sendable {
    public enum State: String, Hashable, Sendable {
        /// It holds until it is cleared.
        case raised
        case cleared
        /// It happened, and there is nothing to clear.
        case noted
    }

    public let alert: Alert
    public let state: State
    /// By the wall clock.
    package let time: UnixTime

    /// The same as text: `2026-07-23T12:34:56Z`.
    public var timeText: String { time.text }

    package init(_ alert: Alert, _ state: State, at time: UnixTime) {
        self.alert = alert
        self.state = state
        self.time = time
    }
}
