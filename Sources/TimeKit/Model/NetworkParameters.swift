/// What tells one network from the other (`wire §1`, `chain-data §2`).
public struct NetworkParameters: Hashable, Sendable {
    public enum Network: String, Hashable, Sendable, CaseIterable {
        case mainnet
        case testnet
    }

    public let network: Network
    /// The first field of a handshake, in order.
    public let magic: [UInt8]
    public let peerPort: UInt16
    public let rpcPort: UInt16
    public let webSocketPort: UInt16
    /// The fifth character of an address: `1` or `0`.
    public let addressDigit: Character
    public let genesisTime: UnixTime
    public let genesisHash: BlockHash
    /// Compiled in, never downloaded (`chain-rules §6.2`).
    public let genesis: EncodedBlock
    public let peerListURL: String

    /// The `network` text of a handshake.
    public var name: String { network.rawValue }

    /// The build number of the release that this node is compatible with. Peers refuse numbers below their fence, which
    /// rises over time (`wire §7.3`).
    public static let buildNumber: UInt32 = 2344
    /// Seconds between slots.
    public static let slotSeconds: Int64 = 600

    public init(_ network: Network) {
        self = network == .mainnet ? .mainnet : .testnet
    }

    /// The time at which `height` is due.
    public func slotTime(of height: Height) -> UnixTime {
        let seconds = Int64(clamping: height.rawValue).multipliedReportingOverflow(by: Self.slotSeconds)
        return genesisTime.advanced(bySeconds: seconds.overflow ? .max : seconds.partialValue)
    }

    /// The height that is due at `time` (`chain-rules §2.3`).
    public func expectedHeight(at time: UnixTime) -> Height {
        time < genesisTime ? .genesis : Height(UInt64(time.seconds(since: genesisTime) / Self.slotSeconds))
    }
}
