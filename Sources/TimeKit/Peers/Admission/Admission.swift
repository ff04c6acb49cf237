public import TimeModel

/// Who gets a session (`policy §3`, `wire §8`). One for each node.
///
/// A connection is judged twice: when it is accepted, by what its address tells, and when its handshake is complete,
/// which is when it takes a slot. A bare TCP connection thus takes no slot from anyone.
public struct Admission: Sendable {
    private struct Slot {
        let ticket: Ticket
        let direction: Direction
        /// Has a claim to the reserved slots.
        var isPrivileged: Bool
        let since: Moment
    }

    public let limits: Slots
    /// Ours as peers see it; nil if unknown. The higher address's dial counts if both sides dial.
    public var ownAddress: PeerAddress?
    private var slots: [PeerAddress: Slot] = [:]
    /// Accepted connections without a handshake.
    private var pending: [PeerAddress: Int] = [:]
    private var rate = InboundRate()
    private var nextNumber: UInt64 = 0

    public init(limits: Slots = .standard, ownAddress: PeerAddress? = nil) {
        self.limits = limits
        self.ownAddress = ownAddress
    }

    // MARK: State

    public func sessions(_ direction: Direction) -> Int { slots.values.count { $0.direction == direction } }
    public var sessions: Int { slots.count }
    /// Accepted connections whose handshake isn't complete.
    public var handshakes: Int { pending.values.reduce(0, +) }

    private var ordinarySessions: Int { slots.values.count { !$0.isPrivileged } }

    // MARK: Before the handshake

    /// Whether a connection that was just accepted may go on to TLS; then its end is to be told, by `admit` if its
    /// handshake is completed, by `gaveUp` if not.
    ///
    /// - Returns: why not, or nil.
    public mutating func accepts(
        _ address: PeerAddress, standing: PeerStanding, isMasternode: Bool = false, at now: Moment
    ) -> Refusal? {
        let isPrivileged = standing.trust != nil || isMasternode
        if let refusal = refusal(address, .inbound, standing, isPrivileged, at: now)
            ?? handshakeRefusal(address, isWhitelisted: standing.trust != nil)
        {
            return refusal
        }
        if standing.trust == nil, let refusal = rate.admit(address, at: now) { return refusal }
        pending[address, default: 0] += 1
        return nil
    }

    /// An accepted connection ended before its handshake was complete.
    public mutating func gaveUp(_ address: PeerAddress) {
        guard let count = pending[address] else { return }
        pending[address] = count > 1 ? count - 1 : nil
    }

    private func handshakeRefusal(_ address: PeerAddress, isWhitelisted: Bool) -> Refusal? {
        let limit = isWhitelisted ? PeersLimits.handshakesOfAll : PeersLimits.handshakes
        let isTooMany = handshakes >= limit || pending[address, default: 0] >= PeersLimits.handshakesPerAddress
        return isTooMany ? .tooManyHandshakes : nil
    }

    // MARK: After the handshake

    /// Gives a slot to a session whose handshake is complete, if there is one for it.
    public mutating func admit(
        _ address: PeerAddress, direction: Direction, standing: PeerStanding, isMasternode: Bool = false, at now: Moment
    ) -> Outcome {
        if direction == .inbound { gaveUp(address) }
        let isPrivileged = standing.trust != nil || isMasternode
        if let refusal = refusal(address, direction, standing, isPrivileged, at: now) { return .refused(refusal) }
        let old = slots[address]?.ticket
        let ticket = Ticket(address: address, number: nextNumber)
        nextNumber &+= 1
        slots[address] = Slot(ticket: ticket, direction: direction, isPrivileged: isPrivileged, since: now)
        return old.map { .replaces(ticket, old: $0) } ?? .admitted(ticket)
    }

    /// The session ended. Nothing happens if another has replaced it.
    public mutating func gone(_ ticket: Ticket) {
        guard slots[ticket.address]?.ticket == ticket else { return }
        slots[ticket.address] = nil
    }

    /// The peer has been whitelisted or registered, or is no longer.
    public mutating func reclassify(_ ticket: Ticket, standing: PeerStanding, isMasternode: Bool) {
        guard slots[ticket.address]?.ticket == ticket else { return }
        slots[ticket.address]?.isPrivileged = standing.trust != nil || isMasternode
    }

    // MARK: Rules

    private func refusal(
        _ address: PeerAddress, _ direction: Direction, _ standing: PeerStanding, _ isPrivileged: Bool, at now: Moment
    ) -> Refusal? {
        if standing.isBanned { return .banned }
        if address == ownAddress { return .ourselves }
        let present = slots[address]
        if let present, !replaces(present, address, direction, isWhitelisted: standing.trust != nil, at: now) {
            return .duplicate
        }
        return hasRoom(direction, isPrivileged, without: present) ? nil : .full
    }

    /// - Parameter old: leaves its slot to the new session.
    private func hasRoom(_ direction: Direction, _ isPrivileged: Bool, without old: Slot?) -> Bool {
        guard slots.count - (old == nil ? 0 : 1) < limits.total else { return false }
        if isPrivileged { return true }
        let ofDirection = sessions(direction) - (old?.direction == direction ? 1 : 0)
        let ordinary = ordinarySessions - (old?.isPrivileged == false ? 1 : 0)
        let limit = direction == .inbound ? limits.inbound : limits.outbound
        return ofDirection < limit && ordinary < limits.total - limits.reserved
    }

    /// Whether a new session takes the place of the one that its address has (`wire §8`).
    private func replaces(
        _ present: Slot, _ address: PeerAddress, _ direction: Direction, isWhitelisted: Bool, at now: Moment
    ) -> Bool {
        switch (present.direction, direction) {
        case (.outbound, .outbound): return false
        case (.inbound, .inbound): return isWhitelisted
        case (.inbound, .outbound): return isOurDialPreferred(to: address)
        case (.outbound, .inbound):
            // Both dialled at once: both sides keep the higher one's dial. Later a whitelisted peer that dials has lost
            // the session that we still believe in.
            if isWhitelisted, now - present.since >= PeersLimits.simultaneousDials { return true }
            return !isOurDialPreferred(to: address)
        }
    }

    /// Whether of two connections, one by each side, ours is the one that stays on both sides. False if our own address
    /// isn't known, since the other side can't know either which one stays.
    public func keepsOurDial(to address: PeerAddress) -> Bool { ownAddress != nil && isOurDialPreferred(to: address) }

    private func isOurDialPreferred(to address: PeerAddress) -> Bool { ownAddress.map { $0 > address } ?? true }
}
