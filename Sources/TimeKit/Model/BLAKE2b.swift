/// BLAKE2b (RFC 7693) without a key: what Argon2 is built of.
package enum BLAKE2b {
    /// The digest of `size` bytes, 1 to 64.
    package static func hash(_ bytes: [UInt8], size: Int) -> [UInt8] {
        var state = initial
        state[0] ^= 0x0101_0000 ^ UInt64(size)
        let blocks = max(1, (bytes.count + blockSize - 1) / blockSize)
        for block in 0..<blocks {
            let end = min(bytes.count, (block + 1) * blockSize)
            compress(
                &state, words(of: bytes[(block * blockSize)..<end]), counter: UInt64(end), isLast: block == blocks - 1)
        }
        var writer = BincodeWriter()
        for word in state { writer.write(word) }
        return Array(writer.bytes.prefix(size))
    }

    private static let blockSize = 128

    private static let initial: [UInt64] = [
        0x6A09_E667_F3BC_C908, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1,
        0x510E_527F_ADE6_82D1, 0x9B05_688C_2B3E_6C1F, 0x1F83_D9AB_FB41_BD6B, 0x5BE0_CD19_137E_2179,
    ]

    /// The order in which each round takes the message's words; two more rounds begin again from the front.
    private static let order: [[Int]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ]

    private static func words(of block: ArraySlice<UInt8>) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: blockSize / 8)
        for (place, byte) in block.enumerated() { words[place / 8] |= UInt64(byte) << (8 * UInt64(place % 8)) }
        return words
    }

    private static func compress(_ state: inout [UInt64], _ message: [UInt64], counter: UInt64, isLast: Bool) {
        var work = state + initial
        work[12] ^= counter
        if isLast { work[14] = ~work[14] }
        func mix(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ x: UInt64, _ y: UInt64) {
            work[a] = work[a] &+ work[b] &+ x
            work[d] = rotate(work[d] ^ work[a], 32)
            work[c] = work[c] &+ work[d]
            work[b] = rotate(work[b] ^ work[c], 24)
            work[a] = work[a] &+ work[b] &+ y
            work[d] = rotate(work[d] ^ work[a], 16)
            work[c] = work[c] &+ work[d]
            work[b] = rotate(work[b] ^ work[c], 63)
        }
        for round in 0..<12 {
            let words = order[round % 10].map { message[$0] }
            mix(0, 4, 8, 12, words[0], words[1])
            mix(1, 5, 9, 13, words[2], words[3])
            mix(2, 6, 10, 14, words[4], words[5])
            mix(3, 7, 11, 15, words[6], words[7])
            mix(0, 5, 10, 15, words[8], words[9])
            mix(1, 6, 11, 12, words[10], words[11])
            mix(2, 7, 8, 13, words[12], words[13])
            mix(3, 4, 9, 14, words[14], words[15])
        }
        for place in state.indices { state[place] ^= work[place] ^ work[place + 8] }
    }

    static func rotate(_ word: UInt64, _ places: UInt64) -> UInt64 { word >> places | word << (64 - places) }
}
