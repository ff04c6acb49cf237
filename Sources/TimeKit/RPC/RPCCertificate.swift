import NIOSSL
package import TimeCommandLine
package import TimeConfiguration

/// The certificate that RPC shows, and its key, out of the files that the configuration names.
package enum RPCCertificate {
    /// - Throws: `OperatorError` if RPC couldn't be answered with them.
    package static func check(_ files: RPCSettings.TLS) throws(OperatorError) { _ = try configuration(files) }

    static func configuration(_ files: RPCSettings.TLS) throws(OperatorError) -> TLSConfiguration {
        let chain = try value(of: files.certificate, key: "rpc.tls_certificate") { bytes in
            try NIOSSLCertificate.fromPEMBytes(bytes)
        }
        let key = try value(of: files.key, key: "rpc.tls_key") { try NIOSSLPrivateKey(bytes: $0, format: .pem) }
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        // Each may be right in itself, and yet of no use.
        do { _ = try NIOSSLContext(configuration: configuration) } catch {
            throw OperatorError(
                .configuration, "cannot use the certificate of \(files.certificate) with the key of \(files.key)",
                why: "they don't belong together", remedy: "check rpc.tls_certificate and rpc.tls_key")
        }
        return configuration
    }

    private static func value<Value>(
        of path: String, key: String, _ parse: ([UInt8]) throws -> Value
    ) throws(OperatorError) -> Value {
        func refusal(_ why: String) -> OperatorError {
            OperatorError(.configuration, "cannot use \(path)", why: why, remedy: "check \(key)")
        }
        let bytes: [UInt8]?
        do { bytes = try FileFailure.read(path) } catch { throw refusal(error.reason) }
        guard let bytes else { throw refusal("there is no such file") }
        do { return try parse(bytes) } catch { throw refusal("it is not in PEM form, or damaged") }
    }
}
