/// Argon2id version 1.3 (RFC 9106) with one lane, which turns a wallet's password into its key.
package struct Argon2id {
    /// KiB of memory, at least 8.
    package let memory: Int
    /// Passes over the memory.
    package let passes: Int

    package init(memory: Int, passes: Int) {
        self.memory = memory
        self.passes = passes
    }

    /// A key of `size` bytes, 1 to 64.
    package func key(password: [UInt8], salt: [UInt8], size: Int) -> [UInt8] {
        let first = BLAKE2b.hash(seed(password: password, salt: salt, size: size), size: 64)
        let quarter = memory / 4
        let length = quarter * 4
        var blocks = [Block](repeating: .zero, count: length)
        for place in 0..<2 {
            blocks[place] = Block(Self.longHash(first + Self.bytes(place) + Self.bytes(0), size: 1024))
        }
        for pass in 0..<passes {
            for slice in 0..<4 {
                var addresses = Addresses(pass: pass, slice: slice, length: length, passes: passes)
                for index in (pass == 0 && slice == 0 ? 2 : 0)..<quarter {
                    let place = slice * quarter + index
                    let previous = place == 0 ? length - 1 : place - 1
                    let random = pass == 0 && slice < 2 ? addresses.word(at: index) : blocks[previous].words[0]
                    let reference = Self.reference(
                        random, pass: pass, slice: slice, index: index, quarter: quarter, length: length)
                    var block = blocks[previous].mixed(with: blocks[reference])
                    if pass > 0 { block.formXOR(blocks[place]) }
                    blocks[place] = block
                }
            }
        }
        return Self.longHash(blocks[length - 1].bytes, size: size)
    }

    private func seed(password: [UInt8], salt: [UInt8], size: Int) -> [UInt8] {
        [1, size, memory, passes, 0x13, 2, password.count].flatMap(Self.bytes) + password
            + Self.bytes(salt.count) + salt + Self.bytes(0) + Self.bytes(0)
    }

    /// The block that the next one is mixed with: of those that are finished, recent ones more often.
    private static func reference(
        _ random: UInt64, pass: Int, slice: Int, index: Int, quarter: Int, length: Int
    ) -> Int {
        let finished = pass == 0 ? slice * quarter + index - 1 : length - quarter + index - 1
        let low = random & 0xFFFF_FFFF
        let distance = (UInt64(finished) &* ((low &* low) >> 32)) >> 32
        let start = pass == 0 || slice == 3 ? 0 : (slice + 1) * quarter
        return (start + finished - 1 - Int(distance)) % length
    }

    /// BLAKE2b stretched to any size (RFC 9106 §3.3).
    static func longHash(_ input: [UInt8], size: Int) -> [UInt8] {
        let input = bytes(size) + input
        guard size > 64 else { return BLAKE2b.hash(input, size: size) }
        var output: [UInt8] = []
        var link = BLAKE2b.hash(input, size: 64)
        while size - output.count > 64 {
            output += link.prefix(32)
            link = BLAKE2b.hash(link, size: min(64, size - output.count))
        }
        return output + link
    }

    private static func bytes(_ value: Int) -> [UInt8] { UInt32(truncatingIfNeeded: value).bincodeEncoded() }
}

extension Argon2id {
    /// The places of the first half of the first pass, which don't depend on the password.
    private struct Addresses {
        private var input = Block.zero
        private var block = Block.zero

        init(pass: Int, slice: Int, length: Int, passes: Int) {
            for (place, value) in [pass, 0, slice, length, passes, 2].enumerated() {
                input.words[place] = UInt64(value)
            }
        }

        mutating func word(at index: Int) -> UInt64 {
            let count = UInt64(index / 128 + 1)
            if input.words[6] != count {
                input.words[6] = count
                block = Block.zero.mixed(with: Block.zero.mixed(with: input))
            }
            return block.words[index % 128]
        }
    }

    /// 1 KiB of the memory.
    private struct Block {
        var words: [UInt64]

        static let zero = Block(words: [UInt64](repeating: 0, count: 128))

        init(words: [UInt64]) { self.words = words }

        init(_ bytes: [UInt8]) {
            words = stride(from: 0, to: bytes.count, by: 8)
                .map { start in
                    bytes[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                }
        }

        var bytes: [UInt8] { words.flatMap { $0.bincodeEncoded() } }

        mutating func formXOR(_ other: Block) {
            for place in words.indices { words[place] ^= other.words[place] }
        }

        /// The compression function G: rounds over rows, then over columns, of both blocks' difference.
        func mixed(with other: Block) -> Block {
            var difference = self
            difference.formXOR(other)
            var result = difference
            result.words.withUnsafeMutableBufferPointer { words in
                for row in 0..<8 { Self.round(words) { row * 16 + $0 } }
                for column in 0..<8 { Self.round(words) { ($0 / 2) * 16 + column * 2 + $0 % 2 } }
            }
            result.formXOR(difference)
            return result
        }

        private static func round(_ words: UnsafeMutableBufferPointer<UInt64>, _ place: (Int) -> Int) {
            func mix(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
                let (a, b, c, d) = (place(a), place(b), place(c), place(d))
                words[a] = blended(words[a], words[b])
                words[d] = BLAKE2b.rotate(words[d] ^ words[a], 32)
                words[c] = blended(words[c], words[d])
                words[b] = BLAKE2b.rotate(words[b] ^ words[c], 24)
                words[a] = blended(words[a], words[b])
                words[d] = BLAKE2b.rotate(words[d] ^ words[a], 16)
                words[c] = blended(words[c], words[d])
                words[b] = BLAKE2b.rotate(words[b] ^ words[c], 63)
            }
            mix(0, 4, 8, 12)
            mix(1, 5, 9, 13)
            mix(2, 6, 10, 14)
            mix(3, 7, 11, 15)
            mix(0, 5, 10, 15)
            mix(1, 6, 11, 12)
            mix(2, 7, 8, 13)
            mix(3, 4, 9, 14)
        }

        private static func blended(_ left: UInt64, _ right: UInt64) -> UInt64 {
            left &+ right &+ 2 &* (left & 0xFFFF_FFFF) &* (right & 0xFFFF_FFFF)
        }
    }
}
