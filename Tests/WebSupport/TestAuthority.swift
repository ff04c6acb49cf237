import Crypto
import Foundation
public import NIOSSL
import SwiftASN1
import X509

/// A certificate authority that only the tests trust.
public final class TestAuthority: Sendable {
    private let key = P256.Signing.PrivateKey()
    private let name: DistinguishedName
    /// What a client is to trust.
    public let pem: String

    public init() throws {
        name = try DistinguishedName { CommonName("test authority") }
        let key = Certificate.PrivateKey(self.key)
        let certificate = try Self.certificate(
            subject: name, key: key.publicKey, issuer: name, issuerKey: key,
            extensions: Certificate.Extensions { Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil)) }
        )
        pem = try certificate.serializeAsPEM().pemString
    }

    /// A server's TLS for a host name or an IPv4 address.
    public func context(for host: String) throws -> NIOSSLContext {
        let (certificate, key) = try identity(of: host)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        let chain = try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der)
        let privateKey = try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(chain)], privateKey: .privateKey(privateKey)))
    }

    /// The same as the texts of two PEM files.
    public func files(for host: String) throws -> (certificate: String, key: String) {
        let (certificate, key) = try identity(of: host)
        return (try certificate.serializeAsPEM().pemString, key.pemRepresentation)
    }

    private func identity(of host: String) throws -> (Certificate, P256.Signing.PrivateKey) {
        let serverKey = P256.Signing.PrivateKey()
        let octets = host.split(separator: ".").compactMap { UInt8($0) }
        let names: [GeneralName] =
            octets.count == 4
            ? [.ipAddress(ASN1OctetString(contentBytes: octets[...]))] : [.dnsName(host)]
        let certificate = try Self.certificate(
            subject: DistinguishedName { CommonName(host) }, key: Certificate.PrivateKey(serverKey).publicKey,
            issuer: name, issuerKey: Certificate.PrivateKey(key),
            extensions: Certificate.Extensions { SubjectAlternativeNames(names) })
        return (certificate, serverKey)
    }

    private static func certificate(
        subject: DistinguishedName, key: Certificate.PublicKey, issuer: DistinguishedName,
        issuerKey: Certificate.PrivateKey, extensions: Certificate.Extensions
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key,
            notValidBefore: Date(timeIntervalSinceNow: -3_600), notValidAfter: Date(timeIntervalSinceNow: 86_400),
            issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: issuerKey)
    }
}
