public import TimeModel

/// The highest connected block, and the running values that the next block is judged by.
public struct ChainTip: Hashable, Sendable {
    public let height: Height
    /// Of the block as stored: a leader is trimmed before (`chain-rules §2.1`).
    public let hash: BlockHash
    public let timestamp: UnixTime
    /// The header's treasury balance.
    public let treasury: Amount
    /// Satoshis, modulo 2^64, by which outputs and treasury exceed 100 TIME per block since genesis: the ledger of
    /// `chain-rules Q8`. Zero on a chain without anomalies.
    public let supplyDrift: Int64

    public init(height: Height, hash: BlockHash, timestamp: UnixTime, treasury: Amount, supplyDrift: Int64) {
        self.height = height
        self.hash = hash
        self.timestamp = timestamp
        self.treasury = treasury
        self.supplyDrift = supplyDrift
    }

    /// The tip of a chain that holds nothing but the network's genesis block. Genesis creates no outputs.
    public init(genesisOf network: NetworkParameters) {
        let header = network.genesis.block.header
        self.init(
            height: .genesis, hash: network.genesisHash, timestamp: header.timestamp, treasury: header.treasuryBalance,
            supplyDrift: 0)
    }
}

extension ChainTip: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 * 8 + Hash256.byteCount }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        height = try reader.read()
        hash = try reader.read()
        timestamp = try reader.read()
        treasury = try reader.read()
        supplyDrift = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) {
        writer.write(height)
        writer.write(hash)
        writer.write(timestamp)
        writer.write(treasury)
        writer.write(supplyDrift)
    }
}
