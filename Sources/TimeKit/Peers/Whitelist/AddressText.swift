public import TimeModel

/// Why a text names no peer and no range of peers.
public struct AddressTextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what is right, without the text itself.
    public let description: String
}

extension AddressPrefix {
    /// An address or a range as an operator writes it.
    public init(operatorText text: String) throws(AddressTextError) {
        if let prefix = AddressPrefix(text) {
            self = prefix
        } else {
            throw AddressTextError(description: Self.fault(in: text))
        }
    }

    private static func fault(in text: String) -> String {
        if text.isEmpty { return "an address is missing" }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, let address = PeerAddress(parts[0]) {
            return "a range ends in a length, from /0 to /\(address.octets.count * 8)"
        }
        if PeerEndpoint(text, defaultPort: 0) != nil {
            return "give the address without brackets and port: a peer is its address"
        }
        let isName = parts[0].split(separator: ".").last?.contains { $0.isLetter } ?? false
        return isName && !parts[0].contains(":")
            ? "peers are named by address, not by host name" : "not an IPv4 or IPv6 address"
    }
}
