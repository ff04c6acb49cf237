internal import TimeModel

extension WhitelistEntry: Codable {
    private enum Key: String, CodingKey {
        case address, source, state, permissions, tier, reason, note, created, updated, deadline, expires
        case decidedBy = "decided_by"
        case lastSeen = "last_seen"
    }

    /// Times as `2026-07-23T12:34:56Z`, permissions as an array of names; what there is none of is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(prefix.description, forKey: .address)
        try fields.encode(source.rawValue, forKey: .source)
        try fields.encode(state.rawValue, forKey: .state)
        try fields.encode(permissions.names, forKey: .permissions)
        try fields.encodeIfPresent(tier?.name, forKey: .tier)
        try fields.encode(reason, forKey: .reason)
        try fields.encodeIfPresent(note, forKey: .note)
        try fields.encode(created.text, forKey: .created)
        try fields.encode(updated.text, forKey: .updated)
        try fields.encodeIfPresent(deadline?.text, forKey: .deadline)
        try fields.encodeIfPresent(expires?.text, forKey: .expires)
        try fields.encodeIfPresent(decidedBy, forKey: .decidedBy)
        try fields.encodeIfPresent(lastSeen?.text, forKey: .lastSeen)
    }

    /// `expires` follows from the others and isn't read.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(
            prefix: try fields.decode(.address, AddressPrefix.init),
            source: try fields.decode(.source, WhitelistSource.init(rawValue:)),
            state: try fields.decode(.state, WhitelistState.init(rawValue:)),
            permissions: try fields.decode(.permissions) { WhitelistPermissions(names: $0 as [String]) },
            tier: try fields.decodeIfPresent(.tier, MasternodeTier.init(name:)),
            reason: try fields.decode(String.self, forKey: .reason),
            note: try fields.decodeIfPresent(String.self, forKey: .note),
            created: try fields.decode(.created, UnixTime.init(text:)),
            updated: try fields.decode(.updated, UnixTime.init(text:)),
            deadline: try fields.decodeIfPresent(.deadline, UnixTime.init(text:)),
            decidedBy: try fields.decodeIfPresent(String.self, forKey: .decidedBy),
            lastSeen: try fields.decodeIfPresent(.lastSeen, UnixTime.init(text:)))
    }
}

extension Ban: Codable {
    private enum Key: String, CodingKey {
        case address, origin, reason, evidence, created, expires
        case decidedBy = "decided_by"
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(prefix.description, forKey: .address)
        try fields.encode(origin.rawValue, forKey: .origin)
        try fields.encode(reason, forKey: .reason)
        try fields.encodeIfPresent(evidence, forKey: .evidence)
        try fields.encode(created.text, forKey: .created)
        try fields.encodeIfPresent(expires?.text, forKey: .expires)
        try fields.encode(decidedBy, forKey: .decidedBy)
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        self.init(
            prefix: try fields.decode(.address, AddressPrefix.init),
            origin: try fields.decode(.origin, BanOrigin.init(rawValue:)),
            reason: try fields.decode(String.self, forKey: .reason),
            evidence: try fields.decodeIfPresent(String.self, forKey: .evidence),
            created: try fields.decode(.created, UnixTime.init(text:)),
            expires: try fields.decodeIfPresent(.expires, UnixTime.init(text:)),
            decidedBy: try fields.decode(String.self, forKey: .decidedBy))
    }
}

extension KeyedDecodingContainer {
    /// A text that has to be one of a type's.
    fileprivate func decode<Text: Decodable, Value>(_ key: Key, _ parse: (Text) -> Value?) throws -> Value {
        let text = try decode(Text.self, forKey: key)
        if let value = parse(text) { return value }
        throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "not understood: \(text)")
    }

    fileprivate func decodeIfPresent<Value>(_ key: Key, _ parse: (String) -> Value?) throws -> Value? {
        guard contains(key), try !decodeNil(forKey: key) else { return nil }
        return try decode(key, parse)
    }
}
