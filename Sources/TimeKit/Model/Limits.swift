/// The numbers that bound something on this floor, each with its reason.
enum Limits {
    /// Bytes of a secret key's text; it has 51, and decoding takes time by the square.
    static let maximumSecretKeyTextSize = 128
}
