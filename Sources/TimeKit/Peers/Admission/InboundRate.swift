internal import TimeModel

/// The ordinary inbound connections of the last minute: never more than may be accepted in it.
struct InboundRate: Sendable {
    private var accepted: [(range: AddressPrefix, at: Moment)] = []

    /// Counts the connection if it may be accepted.
    mutating func admit(_ address: PeerAddress, at now: Moment) -> Admission.Refusal? {
        accepted.removeAll { now - $0.at >= PeersLimits.inboundWindow }
        guard accepted.count < PeersLimits.newInbound else { return .tooManyNew }
        let range = Self.range(of: address)
        guard accepted.count(where: { $0.range == range }) < PeersLimits.newInboundOfRange else {
            return .tooManyNewOfRange(range)
        }
        accepted.append((range, now))
        return nil
    }

    /// What one owner usually has: a /24, or a /48 of IPv6.
    private static func range(of address: PeerAddress) -> AddressPrefix {
        let length = address.isIPv4 ? PeersLimits.rangeLengthIPv4 : PeersLimits.rangeLengthIPv6
        return AddressPrefix(address: address, length: length) ?? AddressPrefix(address)
    }
}
