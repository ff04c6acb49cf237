/// Thirty-two bytes of a digest, in the order in which they are hashed, sent and shown.
public struct Hash256: Hashable, Sendable {
    /// The digest in memory order; each word holds eight bytes as they lie in memory.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    public static let byteCount = 32
    public static let zero = Hash256()

    private init() {
        words = (0, 0, 0, 0)
    }

    /// Nil unless `bytes` are exactly 32.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// Nil unless `hex` is 64 hexadecimal digits.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// Reads 32 bytes at `offset`; the caller has checked that they are there.
    package init(_ buffer: UnsafeRawBufferPointer, at offset: Int) {
        self.init()
        withUnsafeMutableBytes(of: &words) { target in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[offset..<offset + Self.byteCount]))
        }
    }

    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
    public var isZero: Bool { words == (0, 0, 0, 0) }

    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Not a pointer to a mutable copy: Swift 6.3 drops the copy's stores when `body` loads a whole word.
        try Swift.withUnsafeBytes(of: words, body)
    }

    public static func == (left: Hash256, right: Hash256) -> Bool { left.words == right.words }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Hash256: Comparable {
    /// Byte by byte from the first, the order of fork choice (`chain-rules §8.1`).
    public static func < (left: Hash256, right: Hash256) -> Bool {
        (left.words.0.bigEndian, left.words.1.bigEndian, left.words.2.bigEndian, left.words.3.bigEndian)
            < (right.words.0.bigEndian, right.words.1.bigEndian, right.words.2.bigEndian, right.words.3.bigEndian)
    }
}

extension Hash256: CustomStringConvertible {
    public var description: String { withUnsafeBytes { Hex.encode($0) } }
}

extension Hash256: BincodeCodable {
    public static var minimumEncodedSize: Int { byteCount }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        self = try reader.readHash()
    }

    public func encode(to writer: inout BincodeWriter) {
        withUnsafeBytes { writer.writeRaw($0) }
    }
}

/// A digest that names one kind of thing; the kinds don't mix.
public protocol DigestIdentifier: Hashable, Sendable, Comparable, CustomStringConvertible, BincodeCodable {
    var digest: Hash256 { get }
    init(_ digest: Hash256)
}

extension DigestIdentifier {
    public static var zero: Self { Self(.zero) }
    public var isZero: Bool { digest.isZero }
    public var bytes: [UInt8] { digest.bytes }
    public var description: String { digest.description }
    public static var minimumEncodedSize: Int { Hash256.byteCount }

    /// Nil unless `hex` is 64 hexadecimal digits.
    public init?(hex: some StringProtocol) {
        guard let digest = Hash256(hex: hex) else { return nil }
        self.init(digest)
    }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        self.init(try reader.readHash())
    }

    public func encode(to writer: inout BincodeWriter) { digest.encode(to: &writer) }

    public static func < (left: Self, right: Self) -> Bool { left.digest < right.digest }
}

/// BLAKE3 over a block's committed header fields (`chain-data §4.1`).
public struct BlockHash: DigestIdentifier {
    public let digest: Hash256
    public init(_ digest: Hash256) { self.digest = digest }
}

/// SHA-256 over a transaction's JSON text without its memo (`chain-data §4`).
public struct TransactionID: DigestIdentifier {
    public let digest: Hash256
    public init(_ digest: Hash256) { self.digest = digest }
}
