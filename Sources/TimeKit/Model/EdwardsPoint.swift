/// The points of edwards25519 in their 32-byte form: the coordinate y and, in the highest bit, the sign of x.
public enum EdwardsPoint {
    /// Whether there is a point of this y. A y that is not reduced and a sign on x = 0 are let through, as the network
    /// lets them through (`chain-data §1.1`).
    public static func decompresses(_ encoded: Hash256) -> Bool {
        let y = FieldElement(encoded)
        let square = y * y
        return (square - .one).isSquare(dividedBy: FieldElement.d * square + .one)
    }

    /// Whether a point, known to be one, is among the eight whose order divides 8 (`chain-data §1.4`, strict).
    package static func hasSmallOrder(_ encoded: Hash256) -> Bool {
        smallOrderCoordinates.contains(FieldElement(encoded).canonical)
    }

    /// The coordinate u of the same point on the Montgomery curve, which X25519 takes (`chain-data §6.4`).
    package static func montgomeryCoordinate(_ encoded: Hash256) -> Hash256 {
        let y = FieldElement(encoded)
        return ((.one + y) * (.one - y).inverse).canonical
    }

    /// The y of the points of order 1, 2, 4 and 8, little-endian.
    private static let smallOrderCoordinates: [Hash256] = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    ]
    .compactMap { Hash256(hex: $0) }
}
