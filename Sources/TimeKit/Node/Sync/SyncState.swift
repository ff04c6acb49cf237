public import TimeModel

/// What following the chain is at.
public enum SyncState: Hashable, Sendable {
    /// At the tip, or without one to make for.
    case idle
    case catchingUp
    case paused(Reason)
    /// Too many failures in a row: nothing is asked for until then.
    case brokenCircuit(until: UnixTime)
    case resolvingFork

    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// The process is busy with other work.
        case processor
        /// Received blocks fill the memory they may take.
        case memory
        /// The store can't write.
        case disk
        /// Every peer that has the blocks is left alone for a while, since it didn't answer.
        case stalledPeers = "stalled-peers"
    }

    public var name: String {
        switch self {
        case .idle: "idle"
        case .catchingUp: "catching-up"
        case .paused: "paused"
        case .brokenCircuit: "broken-circuit"
        case .resolvingFork: "resolving-fork"
        }
    }
}

extension SyncState: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, reason, until
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .name) {
        case "idle": self = .idle
        case "catching-up": self = .catchingUp
        case "paused": self = .paused(try container.decode(Reason.self, forKey: .reason))
        case "broken-circuit": self = .brokenCircuit(until: UnixTime(try container.decode(Int64.self, forKey: .until)))
        case "resolving-fork": self = .resolvingFork
        default: throw DecodingError.dataCorruptedError(forKey: .name, in: container, debugDescription: "no state")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        switch self {
        case .paused(let reason): try container.encode(reason, forKey: .reason)
        case .brokenCircuit(let end): try container.encode(end.rawValue, forKey: .until)
        case .idle, .catchingUp, .resolvingFork: break
        }
    }
}
