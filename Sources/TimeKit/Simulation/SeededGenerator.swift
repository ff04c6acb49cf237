/// SplitMix64: the same seed gives the same run.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A generator of its own for one purpose, whose draws shift nobody else's.
    ///
    /// - Parameters:
    ///   - purpose: Names what is drawn.
    ///   - numbers: Tell several of the same purpose apart, such as the two ends of a link.
    public func stream(_ purpose: StaticString, _ numbers: UInt64...) -> SeededGenerator {
        let name = purpose.withUTF8Buffer { bytes in
            bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        }
        return SeededGenerator(seed: numbers.reduce(Self.mix(state ^ name)) { Self.mix(Self.mix($0) ^ $1) })
    }

    /// A number below `bound`; zero for a bound of zero.
    public mutating func below(_ bound: UInt64) -> UInt64 { bound.multipliedFullWidth(by: next()).high }

    /// True this often out of once.
    public mutating func chance(_ probability: Double) -> Bool {
        probability > 0 && Double(next() >> 11) < probability * 0x1p53
    }

    /// Evenly from `range`.
    public mutating func duration(in range: ClosedRange<Duration>) -> Duration {
        let span = (range.upperBound - range.lowerBound).nanoseconds
        return range.lowerBound + .nanoseconds(Int64(below(UInt64(clamping: span) + 1)))
    }

    static func mix(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
