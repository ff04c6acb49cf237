/// Base58 with Bitcoin's alphabet; a leading zero byte is a leading `1` (`chain-data §6.1`).
///
/// The work grows with the square of the length: callers bound it first.
package enum Base58 {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let values: [UInt8?] = (0...255)
        .map { character in
            alphabet.firstIndex(of: UInt8(character)).map { UInt8($0) }
        }

    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        let leadingZeros = bytes.prefix { $0 == 0 }.count
        let digits = convert(bytes.dropFirst(leadingZeros), from: 256, to: 58)
        let text = Array(repeating: alphabet[0], count: leadingZeros) + digits.map { alphabet[Int($0)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes UTF-8; nil if a character isn't in the alphabet. Upstream also takes characters above U+00FF for the one they end in.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var digits: [UInt8] = []
        for character in text {
            guard let value = values[Int(character)] else { return nil }
            digits.append(value)
        }
        let leadingZeros = digits.prefix { $0 == 0 }.count
        return Array(repeating: 0, count: leadingZeros) + convert(digits.dropFirst(leadingZeros), from: 58, to: 256)
    }

    /// The first four bytes of the double SHA-256, by which mistyped text is found out.
    package static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        Array(Hash256.sha256(of: Hash256.sha256(of: bytes).bytes).bytes.prefix(checksumSize))
    }

    package static let checksumSize = 4

    /// The digits of a number in another base, without leading zeros. Most significant first.
    private static func convert(_ digits: some Sequence<UInt8>, from source: Int, to target: Int) -> [UInt8] {
        var converted: [UInt8] = []
        for digit in digits {
            var carry = Int(digit)
            for index in converted.indices {
                carry += Int(converted[index]) * source
                converted[index] = UInt8(carry % target)
                carry /= target
            }
            while carry > 0 {
                converted.append(UInt8(carry % target))
                carry /= target
            }
        }
        return converted.reversed()
    }
}
