// Made from Limits.swift by `make limits`.
// swift-format-ignore-file

/// The limits of this floor as `timed --print-limits` states them.
package enum ModelLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "model.maximumSecretKeyTextSize", Limits.maximumSecretKeyTextSize,
            "Bytes of a secret key's text; it has 51, and decoding takes time by the square."),
    ]
}
