/// Two ways of naming one masternode among many from hashes that everybody knows (`chain-data §4`).
///
/// Neither decides who produces a block today; that is the draw of `VRF`.
public enum LeaderElection {
    public struct Candidate: Hashable, Sendable {
        public var address: String
        /// The tier's sampling weight.
        public var weight: UInt64
        public var blocksWithoutReward: UInt64

        public init(address: String, weight: UInt64, blocksWithoutReward: UInt64) {
            self.address = address
            self.weight = weight
            self.blocksWithoutReward = blocksWithoutReward
        }
    }

    /// The candidate at a place that the hash picks, where each one takes up as many places as its weight and a tenth of
    /// its blocks without reward. Nil without candidates.
    public static func producer(
        height: Height, previousHash: BlockHash, attempt: UInt64, candidates: [Candidate]
    ) -> Candidate? {
        var writer = BincodeWriter()
        writer.write(previousHash)
        writer.write(height)
        writer.write(attempt)
        let ends = candidates.reduce(into: [UInt64]()) { ends, candidate in
            let places = candidate.weight &+ candidate.blocksWithoutReward / 10
            ends.append((ends.last ?? 0) &+ places)
        }
        guard let total = ends.last, total > 0 else { return nil }
        let place = VRF.score(of: Hash256.sha256(of: writer.bytes)) % total
        return ends.firstIndex { place < $0 }.map { candidates[$0] }
    }

    /// The key whose hash with a stalled transaction, a slot and the tip is the lowest.
    public static func fallbackLeader(
        transaction: TransactionID, slot: UInt64, previousHash: BlockHash, keys: [VerifyingKey]
    ) -> VerifyingKey? {
        func score(_ key: VerifyingKey) -> Hash256 {
            var writer = BincodeWriter()
            writer.write(transaction)
            writer.write(slot)
            writer.write(previousHash)
            writer.write(key.rawRepresentation)
            return Hash256.sha256(of: writer.bytes)
        }
        return keys.min { score($0) < score($1) }
    }
}
