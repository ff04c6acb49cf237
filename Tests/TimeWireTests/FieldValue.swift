import TimeModel

/// A value of a recorded message's `fields`, read by whoever knows what it must be.
indirect enum FieldValue: Decodable {
    case null
    case bool(Bool)
    case unsigned(UInt64)
    case signed(Int64)
    case text(String)
    case list([FieldValue])
    case object([String: FieldValue])

    struct Mismatch: Error {
        let value: FieldValue
        let expected: String
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let unsigned = try? container.decode(UInt64.self) {
            self = .unsigned(unsigned)
        } else if let signed = try? container.decode(Int64.self) {
            self = .signed(signed)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([FieldValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: FieldValue].self))
        }
    }

    subscript(name: String) -> FieldValue {
        get throws {
            guard case .object(let members) = self, let member = members[name] else {
                throw Mismatch(value: self, expected: name)
            }
            return member
        }
    }

    /// Nil for null.
    func optional<Value>(_ read: (FieldValue) throws -> Value) rethrows -> Value? {
        if case .null = self { nil } else { try read(self) }
    }

    func list<Value>(_ read: (FieldValue) throws -> Value) throws -> [Value] {
        guard case .list(let elements) = self else { throw Mismatch(value: self, expected: "list") }
        return try elements.map(read)
    }

    func text() throws -> String {
        guard case .text(let text) = self else { throw Mismatch(value: self, expected: "text") }
        return text
    }

    func bool() throws -> Bool {
        guard case .bool(let bool) = self else { throw Mismatch(value: self, expected: "bool") }
        return bool
    }

    func integer<Integer: FixedWidthInteger>(_: Integer.Type = Integer.self) throws -> Integer {
        let integer: Integer? =
            switch self {
            case .unsigned(let value): Integer(exactly: value)
            case .signed(let value): Integer(exactly: value)
            case .text(let text): Integer(text)
            default: nil
            }
        guard let integer else { throw Mismatch(value: self, expected: "\(Integer.self)") }
        return integer
    }

    func bytes() throws -> [UInt8] {
        guard let bytes = Hex.decode(try text()) else { throw Mismatch(value: self, expected: "bytes") }
        return bytes
    }

    func hash() throws -> Hash256 {
        guard let hash = Hash256(try bytes()) else { throw Mismatch(value: self, expected: "32 bytes") }
        return hash
    }

    func height() throws -> Height { Height(try integer()) }
    func time() throws -> UnixTime { UnixTime(try integer()) }
    func amount() throws -> Amount { Amount(satoshis: try integer()) }
    func blockHash() throws -> BlockHash { BlockHash(try hash()) }
    func transactionID() throws -> TransactionID { TransactionID(try hash()) }

    func key() throws -> VerifyingKey {
        guard let key = VerifyingKey(try hash()) else { throw Mismatch(value: self, expected: "key") }
        return key
    }

    func outpoint() throws -> OutPoint {
        OutPoint(transactionID: try self["txid"].transactionID(), index: try self["vout"].integer())
    }

    func tier() throws -> MasternodeTier {
        switch try text() {
        case "Free": .free
        case "Bronze": .bronze
        case "Silver": .silver
        case "Gold": .gold
        default: throw Mismatch(value: self, expected: "tier")
        }
    }

    func decision() throws -> VoteDecision {
        switch try text() {
        case "Accept", "Approve": .accept
        case "Reject": .reject
        default: throw Mismatch(value: self, expected: "decision")
        }
    }
}
