import TimeModel

/// An entry of a file before it is understood: its fields as texts, each with the bytes before it.
struct FileRecord {
    struct Field {
        let name: FileField
        let text: String
        let offset: Int
    }

    let offset: Int
    var fields: [Field] = []
    /// A fault of its form, found before its fields were looked at.
    var fault: OffsetFault?

    /// - Returns: the entry as one from source `import`, and the source that the record names.
    func entry(reason: String, at now: UnixTime) throws(OffsetFault) -> (WhitelistEntry, WhitelistSource) {
        if let fault { throw fault }
        guard let prefix = try parse(.address, Self.prefix) else {
            throw OffsetFault(offset: offset, reason: "an address is missing")
        }
        let state = try parse(.state) { WhitelistState(rawValue: $0) } ?? .approved
        let permissions =
            try parse(.permissions) { WhitelistPermissions($0) } ?? WhitelistSource.imported.defaultPermissions
        let origin = try parse(.source) { WhitelistSource(rawValue: $0) } ?? .imported
        let tier = try parse(.tier) { MasternodeTier(name: $0) }
        let expires = try parse(.expires) { UnixTime(text: $0) }
        let deadline = try parse(.deadline) { UnixTime(text: $0) } ?? expires
        if let deadline, deadline <= now {
            let field = fields.first { [.deadline, .expires].contains($0.name) }
            throw OffsetFault(offset: field?.offset ?? offset, reason: "\(deadline.text) is over already")
        }
        let entry = WhitelistEntry(
            prefix: prefix, source: .imported, state: state, permissions: permissions, tier: tier,
            reason: text(.reason) ?? reason, note: text(.note), created: now, updated: now, deadline: deadline)
        return (entry, origin)
    }

    private func text(_ name: FileField) -> String? {
        fields.first { $0.name == name && !$0.text.isEmpty }?.text
    }

    private func parse<Value>(_ name: FileField, _ parse: (String) -> Value?) throws(OffsetFault) -> Value? {
        guard let field = fields.first(where: { $0.name == name && (!$0.text.isEmpty || name == .address) }) else {
            return nil
        }
        if let value = parse(field.text) { return value }
        let text = field.text.prefix(60)
        let complaint = name == .address ? Self.complaint(about: field.text) : "no \(name.rawValue)"
        throw OffsetFault(offset: field.offset, reason: "\(complaint): \"\(text)\"")
    }

    private static func prefix(_ text: String) -> AddressPrefix? {
        AddressPrefix(text).flatMap { $0.length >= PeersLimits.widestRange ? $0 : nil }
    }

    private static func complaint(about text: String) -> String {
        do {
            _ = try AddressPrefix(operatorText: text)
            return "too wide a range, give /\(PeersLimits.widestRange) or longer"
        } catch {
            return error.description
        }
    }
}

/// What a record may tell. The last ones say what was where the file comes from, and aren't taken in.
enum FileField: String, CaseIterable {
    case address, state, permissions, tier, reason, note, deadline, expires, source
    case created, updated
    case lastSeen = "last_seen"
    case decidedBy = "decided_by"
    case bannedBy = "banned_by"
    case schema
}

// MARK: Formats

extension FileRecord {
    static func plain(_ bytes: [UInt8]) -> [FileRecord] {
        var records: [FileRecord] = []
        var start = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            defer { start += line.count + 1 }
            let content = line.prefix { $0 != UInt8(ascii: "#") }
            let indent = content.prefix { $0.isSpace }.count
            let text = String(decoding: content.dropFirst(indent), as: UTF8.self)
            let word = String(text.reversed().drop { $0.isWhitespace }.reversed())
            guard !word.isEmpty else { continue }
            let offset = start + indent
            records.append(
                FileRecord(offset: offset, fields: [Field(name: .address, text: word, offset: offset)]))
        }
        return records
    }

    static func json(
        _ bytes: [UInt8], network: NetworkParameters.Network
    ) throws(OffsetFault) -> [FileRecord] {
        let root = try PlacedJSONReader.read(bytes)
        switch root.kind {
        case .array(let elements): return elements.map(Self.init(json:))
        case .object(let members):
            for member in members where member.key == "network" {
                guard case .string(network.rawValue) = member.value.kind else {
                    throw OffsetFault(offset: member.value.offset, reason: "the entries are not of \(network.rawValue)")
                }
            }
            guard let entries = members.first(where: { $0.key == "entries" }) else {
                throw OffsetFault(offset: root.offset, reason: "a list \"entries\" is missing")
            }
            guard case .array(let elements) = entries.value.kind else {
                throw OffsetFault(offset: entries.value.offset, reason: "a list is expected, not \(entries.value.name)")
            }
            return elements.map(Self.init(json:))
        default: throw OffsetFault(offset: root.offset, reason: "a list is expected, not \(root.name)")
        }
    }

    private init(json value: PlacedJSON) {
        self.init(offset: value.offset)
        switch value.kind {
        case .string(let text): fields = [Field(name: .address, text: text, offset: value.offset)]
        case .object(let members):
            for member in members {
                guard fault == nil else { break }
                add(member.key, at: member.offset, member.value)
            }
        default: fault = OffsetFault(offset: value.offset, reason: "an entry is expected, not \(value.name)")
        }
    }

    private mutating func add(_ key: String, at offset: Int, _ value: PlacedJSON) {
        guard let name = FileField(rawValue: key) else {
            fault = OffsetFault(offset: offset, reason: "no member of an entry: \"\(key.prefix(60))\"")
            return
        }
        switch value.kind {
        case .null: break
        case .string(let text): fields.append(Field(name: name, text: text, offset: value.offset))
        case .array(let elements) where name == .permissions:
            var names: [String] = []
            for element in elements {
                guard case .string(let text) = element.kind else {
                    fault = OffsetFault(offset: element.offset, reason: "a text is expected, not \(element.name)")
                    return
                }
                names.append(text)
            }
            let text = names.isEmpty ? "none" : names.joined(separator: ",")
            fields.append(Field(name: name, text: text, offset: value.offset))
        default: fault = OffsetFault(offset: value.offset, reason: "a text is expected, not \(value.name)")
        }
    }
}

extension UInt8 {
    /// Within a line.
    var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
