/// The points of edwards25519 in their 32-byte form.
public enum EdwardsPoint {
    public static func decompresses(_ encoded: Hash256) -> Bool { true }
}
