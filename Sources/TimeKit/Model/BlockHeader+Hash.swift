extension BlockHeader {
    /// The block's identity. Covers neither the reward list, tiers, proof, signature and fees, nor memos
    /// (`chain-rules §2.1`). Hashed anew at each use; keep it.
    public var blockHash: BlockHash { BlockHash(BLAKE3.hash(hashPreimage)) }

    /// What is hashed: fields without lengths or separators (`chain-data §4.1`).
    package var hashPreimage: [UInt8] {
        var writer = BincodeWriter(capacity: 140 + leader.utf8.count + activeMasternodesBitmap.count)
        writer.write(version)
        writer.write(height)
        writer.write(previousHash)
        writer.write(merkleRoot)
        writer.write(timestamp)
        writer.write(blockReward)
        writer.writeRaw(leader.utf8)
        writer.write(vrfOutput)
        writer.write(vrfScore)
        writer.writeRaw(activeMasternodesBitmap)
        writer.write(treasuryBalance)
        return writer.bytes
    }
}
