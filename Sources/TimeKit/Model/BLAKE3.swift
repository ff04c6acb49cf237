/// The BLAKE3 hash without a key, as block hashes use it (`chain-data §4.1`).
public enum BLAKE3 {
    public static func hash(_ bytes: some Sequence<UInt8>) -> Hash256 {
        bytes.withContiguousStorageIfAvailable { root(of: UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes { root(of: $0) }
    }

    private static func root(of input: UnsafeRawBufferPointer) -> Hash256 {
        let node = lastNode(of: input, chunk: 0)
        let value = compress(
            node.chainingValue, node.block, counter: 0, length: node.length, flags: node.flags | Flag.root)
        return withUnsafeBytes(of: value) { Hash256($0, at: 0) }
    }

    /// The node on top of the tree over `input`, whose first chunk has the index `chunk`.
    private static func lastNode(of input: UnsafeRawBufferPointer, chunk: UInt64) -> Node {
        guard input.count > chunkSize else { return lastBlock(of: input, chunk: chunk) }
        let chunks = (input.count - 1) / chunkSize
        let leftChunks = 1 << (Int.bitWidth - 1 - chunks.leadingZeroBitCount)
        let (left, right) = (input[..<(leftChunks * chunkSize)], input[(leftChunks * chunkSize)...])
        let leftValue = lastNode(of: UnsafeRawBufferPointer(rebasing: left), chunk: chunk).value
        let rightValue = lastNode(
            of: UnsafeRawBufferPointer(rebasing: right), chunk: chunk &+ UInt64(leftChunks)
        )
        .value
        return Node(
            chainingValue: initial,
            block: MessageBlock(leftValue.low, leftValue.high, rightValue.low, rightValue.high),
            counter: 0, length: UInt32(blockSize), flags: Flag.parent)
    }

    private static func lastBlock(of chunk: UnsafeRawBufferPointer, chunk index: UInt64) -> Node {
        var value = initial
        var flags = Flag.chunkStart
        var start = 0
        while chunk.count - start > blockSize {
            value = compress(
                value, MessageBlock(chunk, at: start), counter: index, length: UInt32(blockSize), flags: flags)
            flags = 0
            start += blockSize
        }
        let rest = UnsafeRawBufferPointer(rebasing: chunk[start...])
        return Node(
            chainingValue: value, block: MessageBlock(padding: rest), counter: index, length: UInt32(rest.count),
            flags: flags | Flag.chunkEnd)
    }

    private static let chunkSize = 1024
    private static let blockSize = 64

    private enum Flag {
        static let chunkStart: UInt32 = 1
        static let chunkEnd: UInt32 = 2
        static let parent: UInt32 = 4
        static let root: UInt32 = 8
    }
}

private typealias Row = SIMD4<UInt32>

/// Eight words: the state that goes from one compression to the next.
private struct ChainingValue {
    var low: Row
    var high: Row
}

private let initial = ChainingValue(
    low: Row(0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A),
    high: Row(0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19))

/// A compression that has not been done yet, because the root is compressed with one more flag.
private struct Node {
    let chainingValue: ChainingValue
    let block: MessageBlock
    let counter: UInt64
    let length: UInt32
    let flags: UInt32

    var value: ChainingValue { compress(chainingValue, block, counter: counter, length: length, flags: flags) }
}

/// The sixteen words of a message block, in four rows.
private struct MessageBlock {
    var first: Row
    var second: Row
    var third: Row
    var fourth: Row

    init(_ first: Row, _ second: Row, _ third: Row, _ fourth: Row) {
        (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    }

    /// Words are little-endian, as in the memory of every machine this runs on.
    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        first = bytes.loadUnaligned(fromByteOffset: offset, as: Row.self)
        second = bytes.loadUnaligned(fromByteOffset: offset + 16, as: Row.self)
        third = bytes.loadUnaligned(fromByteOffset: offset + 32, as: Row.self)
        fourth = bytes.loadUnaligned(fromByteOffset: offset + 48, as: Row.self)
    }

    /// At most 64 bytes, followed by zeros.
    init(padding bytes: UnsafeRawBufferPointer) {
        self.init(Row(), Row(), Row(), Row())
        withUnsafeMutableBytes(of: &self) { $0.copyMemory(from: bytes) }
    }

    @inline(__always)
    mutating func permute() {
        let (a, b, c, d) = (first, second, third, fourth)
        first = Row(a[2], b[2], a[3], c[2])
        second = Row(b[3], a[0], b[0], d[1])
        third = Row(a[1], c[3], d[0], b[1])
        fourth = Row(c[1], d[2], d[3], c[0])
    }
}

private func compress(
    _ chainingValue: ChainingValue, _ message: MessageBlock, counter: UInt64, length: UInt32, flags: UInt32
) -> ChainingValue {
    var block = message
    var (a, b, c) = (chainingValue.low, chainingValue.high, initial.low)
    var d = Row(UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter &>> 32), length, flags)
    for round in 0..<7 {
        if round > 0 { block.permute() }
        let (m, n, o, p) = (block.first, block.second, block.third, block.fourth)
        mix(&a, &b, &c, &d, Row(m[0], m[2], n[0], n[2]), Row(m[1], m[3], n[1], n[3]))
        (b, c, d) = (Row(b[1], b[2], b[3], b[0]), Row(c[2], c[3], c[0], c[1]), Row(d[3], d[0], d[1], d[2]))
        mix(&a, &b, &c, &d, Row(o[0], o[2], p[0], p[2]), Row(o[1], o[3], p[1], p[3]))
        (b, c, d) = (Row(b[3], b[0], b[1], b[2]), Row(c[2], c[3], c[0], c[1]), Row(d[1], d[2], d[3], d[0]))
    }
    return ChainingValue(low: a ^ c, high: b ^ d)
}

@inline(__always)
private func mix(_ a: inout Row, _ b: inout Row, _ c: inout Row, _ d: inout Row, _ x: Row, _ y: Row) {
    a = a &+ b &+ x
    d = rotateRight(d ^ a, 16)
    c = c &+ d
    b = rotateRight(b ^ c, 12)
    a = a &+ b &+ y
    d = rotateRight(d ^ a, 8)
    c = c &+ d
    b = rotateRight(b ^ c, 7)
}

@inline(__always)
private func rotateRight(_ row: Row, _ bits: UInt32) -> Row {
    row &>> Row(repeating: bits) | row &<< Row(repeating: 32 - bits)
}
