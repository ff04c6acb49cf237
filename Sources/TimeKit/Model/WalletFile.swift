internal import Crypto
internal import FoundationEssentials

/// `time-wallet.dat`: a wallet's key under a password (`chain-data §12.1`).
public struct WalletFile: Hashable, Sendable {
    public var version: UInt32
    /// Base64 without padding, 22 characters for 16 bytes.
    public var salt: String
    /// 12 bytes.
    public var nonce: [UInt8]
    /// With its tag of 16 bytes at the end.
    public var ciphertext: [UInt8]

    /// Encrypts `contents`.
    ///
    /// - Parameters:
    ///   - salt: 16 random bytes.
    ///   - nonce: 12 bytes, random for each file.
    public init(
        sealing contents: WalletContents, password: String, salt: [UInt8], nonce: [UInt8]
    ) throws(WalletFileError) {
        version = Self.version
        self.salt = String(Data(salt).base64EncodedString().prefix { $0 != "=" })
        self.nonce = nonce
        guard salt.count == Self.saltSize, let gcmNonce = try? AES.GCM.Nonce(data: nonce),
            let box = try? AES.GCM.seal(
                contents.bincodeEncoded(), using: Self.key(password, salt: salt), nonce: gcmNonce)
        else { throw .malformed }
        ciphertext = Array(box.ciphertext) + Array(box.tag)
    }

    /// Decrypts the contents; takes about 19 MiB of memory while it does.
    public func open(password: String) throws(WalletFileError) -> WalletContents {
        guard version == Self.version else { throw .unknownVersion }
        guard let salt = Data(base64Encoded: salt + "==").map(Array.init), salt.count == Self.saltSize,
            ciphertext.count >= Self.tagSize,
            let gcmNonce = try? AES.GCM.Nonce(data: nonce),
            let box = try? AES.GCM.SealedBox(
                nonce: gcmNonce, ciphertext: ciphertext.dropLast(Self.tagSize),
                tag: ciphertext.suffix(Self.tagSize))
        else { throw .malformed }
        guard let plaintext = try? AES.GCM.open(box, using: Self.key(password, salt: salt)) else {
            throw .wrongPassword
        }
        guard let contents = try? WalletContents(bincode: Array(plaintext)) else { throw .malformed }
        return contents
    }

    private static let version: UInt32 = 1
    private static let saltSize = 16
    private static let tagSize = 16

    /// Argon2id with upstream's costs: 19 MiB, two passes, one lane.
    private static func key(_ password: String, salt: [UInt8]) -> SymmetricKey {
        SymmetricKey(
            data: Argon2id(memory: 19_456, passes: 2).key(password: Array(password.utf8), salt: salt, size: 32))
    }
}

/// Why a wallet file can't be read or written.
public enum WalletFileError: String, Error, Hashable, Sendable {
    case unknownVersion = "unknown_version"
    case wrongPassword = "wrong_password"
    case malformed
}

extension WalletFile: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 + 3 * 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        version = try reader.read()
        salt = try reader.read()
        nonce = try reader.read()
        ciphertext = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.writeAll(version, salt, nonce, ciphertext)
    }
}
