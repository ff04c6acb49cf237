public import TimeModel

/// Something that goes wrong at a time, and for how long.
public struct Fault: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Nothing gets through; TCP sends it again when the link is back. Both ways it is a stall, one way the other
        /// direction goes on.
        case block(Link)
        case degrade(Link, LinkDegradation)
        /// The host's connections, or those with one other, end for the host alone: what the other side sends vanishes. It
        /// learns of it after a while, or never.
        case halfOpen(PeerAddress, towards: PeerAddress?, resetAfter: Duration?)
        /// The host's wall clock jumps by so many seconds, and back at the fault's end.
        case clockStep(PeerAddress, seconds: Int64)
        /// The process does nothing while its kernel goes on, as when it is stopped or swaps.
        case pause(PeerAddress)
        /// The process is down. Its kernel closes the connections, except at a loss of power.
        case crash(PeerAddress, isPowerLoss: Bool)
    }

    public var at: Moment
    public var duration: Duration
    public var kind: Kind

    public init(at: Moment, duration: Duration, _ kind: Kind) {
        self.at = at
        self.duration = duration
        self.kind = kind
    }
}

extension Fault {
    /// Links between hosts; nil stands for every host.
    public struct Link: Hashable, Sendable {
        public var from: PeerAddress?
        public var to: PeerAddress?
        public var isBothWays: Bool

        public static func oneWay(from: PeerAddress?, to: PeerAddress?) -> Link {
            Link(from: from, to: to, isBothWays: false)
        }

        public static func between(_ one: PeerAddress?, _ other: PeerAddress?) -> Link {
            Link(from: one, to: other, isBothWays: true)
        }

        /// All links of one host.
        public static func all(of host: PeerAddress) -> Link { between(host, nil) }

        func includes(from sender: PeerAddress, to receiver: PeerAddress) -> Bool {
            goes(from: sender, to: receiver) || (isBothWays && goes(from: receiver, to: sender))
        }

        private func goes(from sender: PeerAddress, to receiver: PeerAddress) -> Bool {
            (from.map { $0 == sender } ?? true) && (to.map { $0 == receiver } ?? true)
        }
    }

    /// The link that the fault is about, if it is about one.
    var link: Link? {
        switch kind {
        case .block(let link), .degrade(let link, _): link
        case .halfOpen, .clockStep, .pause, .crash: nil
        }
    }
}

extension Fault: CustomStringConvertible {
    public var description: String {
        let what =
            switch kind {
            case .block(let link): "\(link) blocked"
            case .degrade(let link, let change): "\(link) degraded: \(change)"
            case .halfOpen(let host, nil, _): "connections half open at \(host)"
            case .halfOpen(let host, let other?, _): "connections half open at \(host) towards \(other)"
            case .clockStep(let host, let seconds): "wall clock of \(host) off by \(seconds) s"
            case .pause(let host): "\(host) paused"
            case .crash(let host, false): "\(host) crashed"
            case .crash(let host, true): "\(host) lost power"
            }
        return "\(what) for \(duration)"
    }
}

extension Fault.Link: CustomStringConvertible {
    public var description: String {
        let names = [from, to].map { $0.map(\.description) ?? "all" }
        return names[0] + (isBothWays ? " with " : " to ") + names[1]
    }
}
