internal import TimeModel

extension WhitelistRow: Encodable {
    private enum Key: String, CodingKey {
        case entry, ban
    }

    /// One object, `entry` or `ban` its only member.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        switch self {
        case .entry(let entry): try fields.encode(entry, forKey: .entry)
        case .ban(let ban): try fields.encode(ban, forKey: .ban)
        }
    }
}

extension WhitelistChange: Encodable {
    private enum Key: String, CodingKey {
        case action, address, before, after, reason
    }

    /// What there is none of is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(action.rawValue, forKey: .action)
        try fields.encode(subject.description, forKey: .address)
        try fields.encodeIfPresent(before, forKey: .before)
        try fields.encodeIfPresent(after, forKey: .after)
        try fields.encode(reason, forKey: .reason)
    }
}

extension AuditRecord: Encodable {
    private enum Key: String, CodingKey {
        case id, time, actor, hash
    }

    /// The change's members with the record's own beside them.
    public func encode(to encoder: any Encoder) throws {
        try change.encode(to: encoder)
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(time.text, forKey: .time)
        try fields.encode(actor, forKey: .actor)
        try fields.encode("\(hash)", forKey: .hash)
    }
}
