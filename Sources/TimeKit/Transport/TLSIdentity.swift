import Crypto
import Foundation
import NIOCore
package import NIOSSL
import SwiftASN1
import X509

/// A fresh self-signed ECDSA P-256 certificate and what both TLS roles need. Peers check nothing of it, but an RSA key
/// would keep upstream from completing a TLS 1.3 handshake (`wire §2.2`).
public struct TLSIdentity: Sendable {
    /// The name that every certificate carries and every dialler asks for (`wire §2.2`).
    public static let serverName = "timecoin.local"

    package let certificate: NIOSSLCertificate
    let serverContext: NIOSSLContext
    let clientContext: NIOSSLContext

    /// Makes a new key and certificate; nothing is stored.
    public init() throws(TransportError) {
        do {
            let key = P256.Signing.PrivateKey()
            certificate = try Self.certificate(for: key)
            let privateKey = try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)
            serverContext = try Self.serverContext(certificate, privateKey)
            clientContext = try Self.clientContext()
        } catch {
            throw TransportError(.system, .identity, reason: String(describing: error))
        }
    }

    private static func certificate(for key: P256.Signing.PrivateKey) throws -> NIOSSLCertificate {
        let issuer = Certificate.PrivateKey(key)
        let name = try DistinguishedName { CommonName(serverName) }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: issuer.publicKey,
            notValidBefore: Date(timeIntervalSince1970: validity.lowerBound),
            notValidAfter: Date(timeIntervalSince1970: validity.upperBound),
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions { SubjectAlternativeNames([.dnsName(serverName)]) },
            issuerPrivateKey: issuer)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der)
    }

    private static func serverContext(
        _ certificate: NIOSSLCertificate, _ key: NIOSSLPrivateKey
    ) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .none
        configuration.shutdownTimeout = TimeAmount(TransportLimits.tlsShutdown)
        return try NIOSSLContext(configuration: configuration)
    }

    private static func clientContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .none
        configuration.trustRoots = .certificates([])
        configuration.shutdownTimeout = TimeAmount(TransportLimits.tlsShutdown)
        return try NIOSSLContext(configuration: configuration)
    }

    /// 1975 to 4096, as upstream's certificates have it; a wrong clock shouldn't matter to anybody.
    private static let validity: ClosedRange<Double> = 157_766_400...67_090_118_400

    package func serverHandler() -> NIOSSLServerHandler {
        NIOSSLServerHandler(context: serverContext, configuration: Self.handlerConfiguration)
    }

    package func clientHandler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(
            context: clientContext, serverHostname: Self.serverName, configuration: Self.handlerConfiguration)
    }

    private static var handlerConfiguration: NIOSSLHandler.Configuration {
        var configuration = NIOSSLHandler.Configuration()
        configuration.maximumPreservedOutboundBufferCapacity = TransportLimits.writeSlice
        return configuration
    }
}
