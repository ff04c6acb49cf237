public import TimeModel

/// What a configuration says about whom to trust and whom to keep out.
public struct ConfiguredTrust: Hashable, Sendable {
    public let whitelisted: [PeerAddress]
    /// A line about each entry that is no address.
    public let complaints: [String]
    public let banned: [AddressPrefix]

    public init(whitelisted: [PeerAddress], complaints: [String] = [], banned: [AddressPrefix] = []) {
        self.whitelisted = whitelisted
        self.complaints = complaints
        self.banned = banned
    }
}
