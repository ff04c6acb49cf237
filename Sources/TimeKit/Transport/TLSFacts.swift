import Crypto
import NIOCore
import NIOSSL
import TimeModel

/// What was agreed in a TLS handshake, and with whom.
public struct TLSFacts: Hashable, Sendable {
    /// `TLSv1.3`, for example.
    public let version: String
    /// The standard's name, or the number of one without; nil if it wasn't observed.
    public let cipher: String?
    /// SHA-256 of the certificate, in hexadecimal. Peers make a new one at each start (`wire §2.2`).
    public let fingerprint: String?

    public init(version: String, cipher: String?, fingerprint: String?) {
        self.version = version
        self.cipher = cipher
        self.fingerprint = fingerprint
    }
}

extension PeerConnection {
    /// Nil for a connection in plaintext, and for one that is closed.
    ///
    /// - Parameter received: What a `DialObserver` heard: the cipher is told in the first message only.
    public func tlsFacts(received: [UInt8] = []) async -> TLSFacts? {
        guard isEncrypted, let version = try? await link.channel.nioSSL_tlsVersion().get() else { return nil }
        let certificate = try? await link.channel.nioSSL_peerCertificate().get()?.toDERBytes()
        let name: String =
            switch version {
            case .tlsv1: "TLSv1.0"
            case .tlsv11: "TLSv1.1"
            case .tlsv12: "TLSv1.2"
            case .tlsv13: "TLSv1.3"
            }
        return TLSFacts(
            version: name, cipher: ServerHello.cipher(in: received),
            fingerprint: certificate.map { Hex.encode(Array(SHA256.hash(data: $0))) })
    }
}

/// The first message of a TLS server, which isn't encrypted (RFC 8446 §4.1.3).
enum ServerHello {
    /// Nil if the bytes are something else.
    static func cipher(in bytes: [UInt8]) -> String? {
        // A record's header, a message's header, version and random; then the session id with its length before it.
        guard bytes.count > 43, bytes[0] == 0x16, bytes[5] == 0x02 else { return nil }
        let start = 44 + Int(bytes[43])
        guard bytes.count >= start + 2 else { return nil }
        let number = UInt16(bytes[start]) << 8 | UInt16(bytes[start + 1])
        return names[number] ?? "0x" + Hex.encode(Array(bytes[start..<start + 2]))
    }

    /// What either side of a peer's TLS may choose (`wire §2.2`).
    private static let names: [UInt16: String] = [
        0x1301: "TLS_AES_128_GCM_SHA256", 0x1302: "TLS_AES_256_GCM_SHA384", 0x1303: "TLS_CHACHA20_POLY1305_SHA256",
        0xC02B: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xC02C: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        0xC02F: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xC030: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        0xCCA8: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        0xCCA9: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    ]
}
