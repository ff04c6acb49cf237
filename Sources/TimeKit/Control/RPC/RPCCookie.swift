import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A user's name and password.
package struct RPCCredentials: Hashable, Sendable {
    package let user: String
    package let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// `user:password`; nil without a colon.
    package init?(pair: some StringProtocol) {
        guard let colon = pair.firstIndex(of: ":") else { return nil }
        user = String(pair[..<colon])
        password = String(pair[pair.index(after: colon)...])
    }

    package var pair: String { "\(user):\(password)" }

    /// The value of the header.
    package var authorization: String { "Basic " + Data(pair.utf8).base64EncodedString() }
}

/// The file by which programs of the daemon's user know its password (`operator §3`).
package struct RPCCookie: Sendable {
    package let path: String

    /// - Parameter directory: The network's.
    package init(directory: String) { path = directory + "/.cookie" }

    /// Nil if there is none, or none that may be read.
    package func read() -> RPCCredentials? {
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= ControlLimits.cookieSize else {
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return RPCCredentials(pair: text)
    }

    /// Puts the file in the place of an older one; nobody but its owner may read it at any time.
    ///
    /// - Throws: `POSIXError`
    package func write(_ credentials: RPCCredentials) throws {
        let partial = path + ".partial"
        unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure }
        let line = Array((credentials.pair + "\n").utf8)
        let written = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        guard written == line.count, rename(partial, path) == 0 else { throw Self.failure }
    }

    /// Takes the file away, unless another daemon has put its own there.
    package func remove(_ credentials: RPCCredentials) {
        if read() == credentials { unlink(path) }
    }

    private static var failure: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
