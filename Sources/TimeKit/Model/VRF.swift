import Crypto

/// The hash by which masternodes draw who produces a block (`chain-data §7`).
///
/// Called a verifiable random function, but nobody can verify its output: the proof shows only which block it is for.
public enum VRF {
    public static let proofSize = 80

    /// What is drawn on: the height and the block below.
    public static func input(height: Height, previousHash: BlockHash) -> Hash256 {
        var writer = BincodeWriter()
        writer.writeRaw("TIMECOIN_VRF_V2".utf8)
        writer.write(height)
        writer.write(previousHash)
        return Hash256.sha256(of: writer.bytes)
    }

    /// The draw of `key`, and the proof that a block header carries.
    public static func draw(_ key: Ed25519.SigningKey, input: Hash256) -> (output: Hash256, proof: [UInt8]) {
        let hash = SHA512.hash(
            bytes: Array("ECVRF-Edwards25519-SHA512-TAI".utf8) + key.seed.bytes + input.bytes)
        let output = hash.withUnsafeBytes { Hash256($0, at: 0) }
        let signature = key.sign(Array("ECVRF-sign".utf8) + output.bytes + input.bytes)
        return (output, output.bytes + inputMark(input) + signature.prefix(16))
    }

    /// The first eight bytes of the output, little-endian. The lowest score wins.
    public static func score(of output: Hash256) -> UInt64 {
        output.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    }

    /// Whether the network takes a header's proof for this input: absent, or of the right size and for this block.
    public static func accepts(proof: [UInt8], input: Hash256) -> Bool {
        proof.isEmpty
            || proof.count == proofSize
                && proof[Hash256.byteCount..<(2 * Hash256.byteCount)].elementsEqual(inputMark(input))
    }

    /// Whether a score entitles a masternode of this weight to produce, among masternodes of `total` weight.
    public static func isEligible(score: UInt64, weight: UInt64, total: UInt64) -> Bool {
        guard total > 0 else { return false }
        let share = UInt128(weight) * UInt128(UInt64.max) / UInt128(total)
        return score < UInt64(clamping: share)
    }

    private static func inputMark(_ input: Hash256) -> [UInt8] {
        Array(SHA512.hash(bytes: input.bytes).prefix(Hash256.byteCount))
    }
}
