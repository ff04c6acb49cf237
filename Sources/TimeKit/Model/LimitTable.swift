// Made from Limits.swift by `make limits`.
// swift-format-ignore-file

/// The limits of this floor as `timed --print-limits` states them.
package enum ModelLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "model.maximumSecretKeyTextSize", Limits.maximumSecretKeyTextSize,
            "Bytes of a secret key's text; it has 51, and decoding takes time by the square."),
        Limit(
            "model.maximumEnvelopeSize", Limits.maximumEnvelopeSize,
            "Bytes of a TIME-MSG blob: relays refuse larger ones (`chain-data §13`)."),
        Limit(
            "model.maximumSubjectSize", Limits.maximumSubjectSize,
            "Bytes of a TIME-MSG subject (`chain-data §13`)."),
        Limit(
            "model.maximumBodySize", Limits.maximumBodySize,
            "Bytes of a TIME-MSG body (`chain-data §13`)."),
        Limit(
            "model.maximumMessageLifetimeSeconds", Limits.maximumMessageLifetimeSeconds,
            "Seconds that a TIME-MSG message may live: 30 days (`chain-data §13`)."),
        Limit(
            "model.maximumMemoSize", Limits.maximumMemoSize,
            "Bytes of a memo's text; peers' software makes none longer."),
    ]
}
