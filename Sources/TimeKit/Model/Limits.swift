/// The numbers that bound something on this floor, each with its reason.
enum Limits {
    /// Bytes of a secret key's text; it has 51, and decoding takes time by the square.
    static let maximumSecretKeyTextSize = 128
    /// Bytes of a TIME-MSG blob: relays refuse larger ones (`chain-data §13`).
    static let maximumEnvelopeSize = 524_288
    /// Bytes of a TIME-MSG subject (`chain-data §13`).
    static let maximumSubjectSize = 255
    /// Bytes of a TIME-MSG body (`chain-data §13`).
    static let maximumBodySize = 65_535
    /// Seconds that a TIME-MSG message may live: 30 days (`chain-data §13`).
    static let maximumMessageLifetimeSeconds: UInt32 = 2_592_000
    /// Bytes of a memo's text; peers' software makes none longer.
    static let maximumMemoSize = 256
}
