/// Why a text is no address.
public struct AddressError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        case length
        case prefix
        case networkDigit = "network_digit"
        case character
        case payload
        case checksum
    }

    public let code: Code
    public let text: String

    init(_ code: Code, _ text: String) {
        self.code = code
        self.text = text
    }
}

extension AddressError: CustomStringConvertible {
    public var description: String {
        let reason =
            switch code {
            case .length: "it isn't 35 to 45 bytes long; copy it whole"
            case .prefix: "it doesn't begin with TIME"
            case .networkDigit: "the digit after TIME is neither 1 (mainnet) nor 0 (testnet)"
            case .character: "it holds a character that no address has; look for 0, O, I, l and spaces"
            case .payload: "it names the wrong number of bytes; copy it whole"
            case .checksum: "its checksum doesn't match; look for a mistyped character"
            }
        return "“\(text)” is not an address: \(reason)"
    }
}
