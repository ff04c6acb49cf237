internal import TimeModel

extension Message {
    /// The second try for block messages: headers without `total_fees` and `treasury_balance` (`wire §13`).
    ///
    /// It must use up the payload: upstream takes it with bytes left over, too, so that a current block cut short can pass
    /// for a legacy one there.
    static func decodeLegacyBlocks(_ kind: MessageKind, _ payload: ArraySlice<UInt8>) -> Message? {
        var reader = BincodeReader(payload.dropFirst(MessageKind.minimumEncodedSize))
        let message: Message? =
            switch kind {
            case .blocksResponse: (try? legacyBlocks(from: &reader)).map(blocksResponse)
            case .blockRangeResponse: (try? legacyBlocks(from: &reader)).map(blockRangeResponse)
            case .genesisAnnouncement: (try? legacyBlock(from: &reader)).map(genesisAnnouncement)
            case .blockAnnouncement: (try? legacyBlock(from: &reader)).map(blockAnnouncement)
            case .blockResponse: (try? legacyBlock(from: &reader)).map(blockResponse)
            case .timeLockBlockProposal: (try? legacyBlock(from: &reader)).map(timeLockBlockProposal)
            default: nil
            }
        return reader.remaining == 0 ? message : nil
    }

    private static func legacyBlock(from reader: inout BincodeReader) throws(BincodeError) -> EncodedBlock {
        try EncodedBlock(from: &reader, layout: .legacy)
    }

    private static func legacyBlocks(from reader: inout BincodeReader) throws(BincodeError) -> [EncodedBlock] {
        let count = try reader.readCount(minimumElementSize: Block.minimumEncodedSize(of: .legacy))
        var blocks: [EncodedBlock] = []
        blocks.reserveCapacity(count)
        for _ in 0..<count { blocks.append(try legacyBlock(from: &reader)) }
        return blocks
    }
}
