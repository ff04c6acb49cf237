public import TimeModel

/// Where RPC is answered, and to whom (`operator §7`).
public struct RPCSettings: Hashable, Sendable {
    /// A user's name with the salted hash of a password: `user:salt$hash`, the hash in hexadecimal (`operator §4.2`).
    public struct HashedPassword: Hashable, Sendable {
        public let user: String
        public let salt: String
        /// HMAC-SHA-256 of the password, with the salt as key.
        public let hash: [UInt8]

        public init(user: String, salt: String, hash: [UInt8]) {
            self.user = user
            self.salt = salt
            self.hash = hash
        }
    }

    /// PEM files.
    public struct TLS: Hashable, Sendable {
        public let certificate: String
        public let key: String

        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    public let listen: PeerEndpoint
    /// With the password, the pair that the cookie file holds; nil: one is made up at each start.
    public let user: String?
    public let password: String?
    public let hashedPasswords: [HashedPassword]
    /// Who may connect, besides this machine.
    public let allowed: [AddressPrefix]
    public let tls: TLS?

    public init(
        listen: PeerEndpoint, user: String? = nil, password: String? = nil, hashedPasswords: [HashedPassword] = [],
        allowed: [AddressPrefix] = [], tls: TLS? = nil
    ) {
        self.listen = listen
        self.user = user
        self.password = password
        self.hashedPasswords = hashedPasswords
        self.allowed = allowed
        self.tls = tls
    }

    /// Where a program on this machine reaches it.
    public var url: String {
        let address = listen.address.isUnspecified ? .loopbackIPv4 : listen.address
        return (tls == nil ? "http" : "https") + "://\(PeerEndpoint(address: address, port: listen.port))/"
    }
}

extension RPCSettings.HashedPassword {
    /// Nil unless it has the form `user:salt$hash`.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        let secret = parts[1].split(separator: "$", maxSplits: 1, omittingEmptySubsequences: false)
        guard secret.count == 2, let hash = Hex.decode(secret[1]), hash.count == Hash256.byteCount else { return nil }
        self.init(user: String(parts[0]), salt: String(secret[0]), hash: hash)
    }
}
