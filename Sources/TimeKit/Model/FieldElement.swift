/// A number modulo 2^255 − 19, the field under edwards25519, in five limbs of 51 bits and some carry each.
///
/// Only public points are computed with, so nothing here needs to run in constant time.
struct FieldElement {
    private var limbs: (UInt64, UInt64, UInt64, UInt64, UInt64)

    static let zero = FieldElement(limbs: (0, 0, 0, 0, 0))
    static let one = FieldElement(limbs: (1, 0, 0, 0, 0))
    /// The curve's constant, −121665/121666.
    static let d = FieldElement(
        limbs: (0x34DCA_135978A3, 0x1A828_3B156EBD, 0x5E7A2_6001C029, 0x739C6_63A03CBB, 0x52036_CEE2B6FF))

    private static let mask: UInt64 = 1 << 51 - 1

    private init(limbs: (UInt64, UInt64, UInt64, UInt64, UInt64)) { self.limbs = limbs }

    /// The lower 255 bits of a little-endian number; values from 2^255 − 19 up are reduced, as every peer does.
    init(_ encoded: Hash256) {
        let words = encoded.withUnsafeBytes { bytes in
            (0..<4).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)) }
        }
        limbs = (
            words[0] & Self.mask,
            (words[0] &>> 51 | words[1] &<< 13) & Self.mask,
            (words[1] &>> 38 | words[2] &<< 26) & Self.mask,
            (words[2] &>> 25 | words[3] &<< 39) & Self.mask,
            words[3] &>> 12 & Self.mask
        )
    }

    /// The one little-endian encoding below 2^255 − 19.
    var canonical: Hash256 {
        var (a, b, c, d, e) = carried().carried().limbs
        // 1 if the value is at least 2^255 − 19: then adding 19 carries out of bit 255.
        var carry = (a &+ 19) &>> 51
        carry = (b &+ carry) &>> 51
        carry = (c &+ carry) &>> 51
        carry = (d &+ carry) &>> 51
        carry = (e &+ carry) &>> 51
        a = a &+ 19 &* carry
        b = b &+ a &>> 51
        c = c &+ b &>> 51
        d = d &+ c &>> 51
        e = e &+ d &>> 51
        (a, b, c, d, e) = (a & Self.mask, b & Self.mask, c & Self.mask, d & Self.mask, e & Self.mask)
        let words = (
            (a | b &<< 51).littleEndian, (b &>> 13 | c &<< 38).littleEndian, (c &>> 26 | d &<< 25).littleEndian,
            (d &>> 39 | e &<< 12).littleEndian
        )
        return withUnsafeBytes(of: words) { Hash256($0, at: 0) }
    }

    private func carried() -> FieldElement {
        var (a, b, c, d, e) = limbs
        b = b &+ a &>> 51
        c = c &+ b &>> 51
        d = d &+ c &>> 51
        e = e &+ d &>> 51
        a = a & Self.mask &+ 19 &* (e &>> 51)
        return FieldElement(limbs: (a, b & Self.mask, c & Self.mask, d & Self.mask, e & Self.mask))
    }
}

extension FieldElement: Equatable {
    static func == (left: FieldElement, right: FieldElement) -> Bool { left.canonical == right.canonical }

    static func + (left: FieldElement, right: FieldElement) -> FieldElement {
        let (a, b) = (left.limbs, right.limbs)
        return FieldElement(limbs: (a.0 &+ b.0, a.1 &+ b.1, a.2 &+ b.2, a.3 &+ b.3, a.4 &+ b.4)).carried()
    }

    /// Adds 16 times the modulus first, so that no limb goes below zero.
    static func - (left: FieldElement, right: FieldElement) -> FieldElement {
        let (a, b) = (left.limbs, right.limbs)
        let lowest: UInt64 = 16 * (1 << 51 - 19)
        let other: UInt64 = 16 * (1 << 51 - 1)
        let difference = FieldElement(
            limbs: (
                a.0 &+ lowest &- b.0, a.1 &+ other &- b.1, a.2 &+ other &- b.2, a.3 &+ other &- b.3,
                a.4 &+ other &- b.4
            ))
        return difference.carried()
    }

    static func * (left: FieldElement, right: FieldElement) -> FieldElement {
        let (a, b) = (left.limbs, right.limbs)
        let (b1, b2, b3, b4) = (19 &* b.1, 19 &* b.2, 19 &* b.3, 19 &* b.4)
        return reduce(
            wide(a.0, b.0) &+ wide(a.1, b4) &+ wide(a.2, b3) &+ wide(a.3, b2) &+ wide(a.4, b1),
            wide(a.0, b.1) &+ wide(a.1, b.0) &+ wide(a.2, b4) &+ wide(a.3, b3) &+ wide(a.4, b2),
            wide(a.0, b.2) &+ wide(a.1, b.1) &+ wide(a.2, b.0) &+ wide(a.3, b4) &+ wide(a.4, b3),
            wide(a.0, b.3) &+ wide(a.1, b.2) &+ wide(a.2, b.1) &+ wide(a.3, b.0) &+ wide(a.4, b4),
            wide(a.0, b.4) &+ wide(a.1, b.3) &+ wide(a.2, b.2) &+ wide(a.3, b.1) &+ wide(a.4, b.0))
    }

    @inline(__always)
    private static func wide(_ left: UInt64, _ right: UInt64) -> UInt128 { UInt128(left) &* UInt128(right) }

    @inline(__always)
    private static func reduce(
        _ a: UInt128, _ b: UInt128, _ c: UInt128, _ d: UInt128, _ e: UInt128
    ) -> FieldElement {
        let b = b &+ a &>> 51
        let c = c &+ b &>> 51
        let d = d &+ c &>> 51
        let e = e &+ d &>> 51
        let low = UInt64(truncatingIfNeeded: a) & mask &+ 19 &* UInt64(truncatingIfNeeded: e &>> 51)
        return FieldElement(
            limbs: (
                low & mask,
                (UInt64(truncatingIfNeeded: b) & mask) &+ low &>> 51,
                UInt64(truncatingIfNeeded: c) & mask,
                UInt64(truncatingIfNeeded: d) & mask,
                UInt64(truncatingIfNeeded: e) & mask
            ))
    }
}

extension FieldElement {
    /// Raised to 2^`count`.
    private func squared(_ count: Int = 1) -> FieldElement {
        var result = self
        for _ in 0..<count { result = result * result }
        return result
    }

    /// Raised to 2^250 − 1, and to 11.
    private var longPowers: (long: FieldElement, eleventh: FieldElement) {
        let ninth = self * squared(3)
        let eleventh = squared() * ninth
        let bits5 = ninth * eleventh.squared()
        let bits10 = bits5.squared(5) * bits5
        let bits20 = bits10.squared(10) * bits10
        let bits40 = bits20.squared(20) * bits20
        let bits50 = bits40.squared(10) * bits10
        let bits100 = bits50.squared(50) * bits50
        let bits200 = bits100.squared(100) * bits100
        return (bits200.squared(50) * bits50, eleventh)
    }

    /// One divided by this; zero for zero.
    var inverse: FieldElement {
        let powers = longPowers
        return powers.long.squared(5) * powers.eleventh
    }

    /// Whether this divided by `divisor`, which is not zero, is a square.
    func isSquare(dividedBy divisor: FieldElement) -> Bool {
        let cube = divisor * divisor * divisor
        let radicand = self * cube * cube * divisor
        let powers = radicand.longPowers
        let root = self * cube * (powers.long.squared(2) * radicand)
        let check = divisor * root * root
        return check == self || check == .zero - self
    }
}
