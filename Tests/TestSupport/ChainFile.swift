package import TimeModel

/// The recorded chains: per block a u32 BE length and the block, from height 1.
package enum ChainFile {
    package static func blocks(_ name: String) throws -> [EncodedBlock] {
        let bytes = try Fixture.bytes("chains/\(name).bin")
        var blocks: [EncodedBlock] = []
        var offset = 0
        while offset < bytes.count {
            let size = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            offset += 4
            var reader = BincodeReader(bytes[offset..<offset + size])
            blocks.append(try EncodedBlock(from: &reader))
            offset += size
        }
        return blocks
    }
}
