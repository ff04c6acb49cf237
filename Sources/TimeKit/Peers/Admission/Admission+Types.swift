public import TimeModel

extension Admission {
    public enum Direction: Hashable, Sendable {
        case inbound
        case outbound
    }

    /// How many sessions there may be at a time (`policy §3`).
    public struct Slots: Hashable, Sendable {
        /// When so many are inbound, no more are taken of ordinary peers.
        public var inbound: Int
        /// When so many are outbound, ordinary peers are no longer dialled.
        public var outbound: Int
        public var total: Int
        /// Of the total, for whitelisted peers and registered masternodes.
        public var reserved: Int

        package init(
            inbound: Int = PeersLimits.inboundSlots, outbound: Int = PeersLimits.outboundSlots,
            total: Int = PeersLimits.slots, reserved: Int = PeersLimits.reservedSlots
        ) {
            self.inbound = inbound
            self.outbound = outbound
            self.total = total
            self.reserved = reserved
        }

        public static let standard = Slots()
    }

    /// One session's slot. A session that was replaced can't free the slot of its successor with it.
    public struct Ticket: Hashable, Sendable {
        public let address: PeerAddress
        let number: UInt64
    }

    public enum Outcome: Hashable, Sendable {
        case admitted(Ticket)
        /// The address had a session, which is to be closed: the new one has its slot.
        case replaces(Ticket, old: Ticket)
        case refused(Refusal)
    }

    /// Why a peer gets no session now. No fault of the peer's.
    public enum Refusal: Hashable, Sendable {
        case banned
        /// The address is our own.
        case ourselves
        /// Another session with this address exists, and stays.
        case duplicate
        case tooManyNew
        case tooManyNewOfRange(AddressPrefix)
        case tooManyHandshakes
        case full
    }
}

extension Admission.Refusal: CustomStringConvertible {
    public var description: String {
        switch self {
        case .banned: "the address is banned"
        case .ourselves: "the address is our own"
        case .duplicate: "another session with this address exists"
        case .tooManyNew: "too many new connections within a minute"
        case .tooManyNewOfRange(let range): "too many new connections of \(range) within a minute"
        case .tooManyHandshakes: "too many connections are without a handshake"
        case .full: "all slots for ordinary peers are taken"
        }
    }
}
