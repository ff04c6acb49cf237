/// Bytes as upstream reads them as text: each maximal ill-formed part becomes U+FFFD (`chain-rules W11`).
package enum LossyText {
    /// The UTF-8 of the text. Compared as bytes: equality of Swift's strings follows canonical equivalence.
    package static func utf8(of bytes: [UInt8]) -> [UInt8] {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
        return Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// The start of a text that a block brought, fit for a log line.
    package static func excerpt(of text: some Collection<UInt8>) -> String {
        String(decoding: text.prefix(ChainLimits.excerptSize), as: UTF8.self).unicodeScalars
            .map { $0.escaped(asASCII: true) }.joined()
    }
}
