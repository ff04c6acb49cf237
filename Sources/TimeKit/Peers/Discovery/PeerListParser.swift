internal import Foundation

/// What is wrong with a list of peers as a whole.
public enum PeerListError: Error, Hashable, Sendable {
    case empty
    /// Most likely a web page.
    case notJSON(String)
    case tooDeep
    /// It isn't an array of texts, nor of objects with an address.
    case wrongShape(String)
    case tooManyEntries(Int)
}

extension PeerListError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "the answer is empty"
        case .notJSON(let why): "the answer is not JSON: \(why)"
        case .tooDeep: "the answer is nested deeper than \(PeersLimits.listDepth) levels"
        case .wrongShape(let what): "the answer is not a list of peers: \(what)"
        case .tooManyEntries(let count): "the answer names \(count) peers, more than \(PeersLimits.listEntriesRead)"
        }
    }
}

/// Reads a list of peers: a JSON array of `"ip"` and `"ip:port"`, or of objects with `ip` or `address` (`policy §4`).
enum PeerListParser {
    /// The entries' texts, unjudged.
    static func parse(_ bytes: [UInt8]) throws(PeerListError) -> [String] {
        guard bytes.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { throw .empty }
        guard isShallow(bytes) else { throw .tooDeep }
        let value: Any
        do {
            value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        } catch {
            throw .notJSON(reason(bytes, error))
        }
        guard let array = value as? [Any] else { throw .wrongShape("it is \(kind(of: value)) and no array") }
        guard array.count <= PeersLimits.listEntriesRead else { throw .tooManyEntries(array.count) }
        var entries: [String] = []
        for (index, item) in array.enumerated() {
            guard let text = entry(item) else { throw .wrongShape("entry \(index + 1) is \(kind(of: item))") }
            entries.append(text)
        }
        return entries
    }

    private static func entry(_ item: Any) -> String? {
        if let text = item as? String { return text }
        guard let object = item as? [String: Any], let text = (object["ip"] ?? object["address"]) as? String else {
            return nil
        }
        guard let port = object["port"] as? Int else { return text }
        return text.contains(":") && !text.hasPrefix("[") ? "[\(text)]:\(port)" : "\(text):\(port)"
    }

    private static func kind(of value: Any) -> String {
        switch value {
        case is String: "a text"
        case is [Any]: "an array"
        case is [String: Any]: "an object without ip or address"
        case is NSNull: "null"
        default: "a number or a truth value"
        }
    }

    private static func reason(_ bytes: [UInt8], _ error: any Error) -> String {
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { return "it looks like a web page" }
        let details = (error as NSError).userInfo["NSDebugDescription"] as? String
        return (details ?? "it is malformed").shortened
    }

    /// Whether no bracket stands deeper than the limit; what is inside texts doesn't count.
    private static func isShallow(_ bytes: [UInt8]) -> Bool {
        var depth = 0
        var isText = false
        var isEscaped = false
        for byte in bytes {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth > PeersLimits.listDepth { return false }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return true
    }
}
