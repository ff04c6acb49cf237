import Crypto
package import TimeConfiguration
package import TimeControl
package import TimeModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Who may ask what: reading is free on this machine, and everything else takes a password.
package struct RPCAccess: Sendable {
    package enum Grade: Hashable, Sendable {
        /// Gets no answer at all.
        case none
        /// Nobody: only with a password.
        case stranger
        /// May read.
        case reader
        /// May do everything.
        case `operator`
    }

    private let pair: RPCCredentials
    private let hashed: [RPCSettings.HashedPassword]
    private let allowed: [AddressPrefix]

    /// - Parameter pair: The configured one, or that of this run's cookie.
    package init(_ settings: RPCSettings, pair: RPCCredentials) {
        self.pair = pair
        hashed = settings.hashedPasswords
        allowed = settings.allowed
    }

    /// Whether somebody may connect from there at all.
    package func admits(_ remote: PeerAddress) -> Bool {
        remote.isLoopback || allowed.contains { $0.contains(remote) }
    }

    /// - Parameters:
    ///   - hasPassword: Whether a right one came with the request.
    ///   - isFromPage: Whether a web page in a browser asks, whoever wrote it.
    package func grade(of remote: PeerAddress, hasPassword: Bool, isFromPage: Bool) -> Grade {
        guard admits(remote) else { return .none }
        if hasPassword { return .operator }
        return remote.isLoopback && !isFromPage ? .reader : .stranger
    }

    /// Whether this host, perhaps with a port, is what a program calls its own machine: an address, or a name without dots.
    /// A web page's host has dots in its name, which may come to point here while the page is open.
    package static func isNameOfThisMachine(_ authority: String?) -> Bool {
        guard let authority, EndpointSetting(authority) == nil else { return true }
        let name = authority.prefix { $0 != ":" }.lowercased()
        return !name.contains(".") || name.hasSuffix(".localhost")
    }

    /// Whether a header's value is right. Compares with all there are, each in the same time whatever is wrong.
    package func accepts(_ authorization: String) -> Bool {
        let scheme = "basic "
        guard authorization.prefix(scheme.count).lowercased() == scheme,
            let decoded = Data(base64Encoded: String(authorization.dropFirst(scheme.count))),
            let given = RPCCredentials(pair: String(decoding: decoded, as: UTF8.self))
        else { return false }
        var isAccepted = Self.isEqual(Array(given.pair.utf8), Array(pair.pair.utf8))
        for entry in hashed {
            let key = SymmetricKey(data: Array(entry.salt.utf8))
            let hash = Array(HMAC<SHA256>.authenticationCode(for: Array(given.password.utf8), using: key))
            let isUser = Self.isEqual(Array(given.user.utf8), Array(entry.user.utf8))
            let isPassword = Self.isEqual(hash, entry.hash)
            isAccepted = (isUser && isPassword) || isAccepted
        }
        return isAccepted
    }

    /// Digests have the same length, whatever was given.
    private static func isEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        zip(Hash256.sha256(of: one).bytes, Hash256.sha256(of: other).bytes).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
