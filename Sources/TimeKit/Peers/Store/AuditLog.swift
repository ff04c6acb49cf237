internal import Foundation
internal import GRDB
internal import TimeModel

/// The audit log's table: append-only, each record's hash over the one before it (`policy §1`).
struct AuditLog {
    let database: Database

    /// The last record's place and hash; zero and zeros for an empty log.
    func head() throws -> (id: Int64, hash: Hash256) {
        let row = try Row.fetchOne(database, sql: "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
        return try row.map { (id: $0[0], hash: try Self.hash($0, 1)) } ?? (id: 0, hash: .zero)
    }

    /// Appends `changes` in order.
    func append(_ changes: [WhitelistChange], by actor: String, at time: UnixTime) throws {
        var (id, hash) = try head()
        let statement = try database.cachedStatement(sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for change in changes {
            let texts = try StoredRecord(change, id: id + 1, time: time, actor: actor)
            id = texts.id
            hash = texts.hash(after: hash)
            try statement.execute(arguments: [
                id, time.rawValue, actor, texts.action, texts.subject, texts.before, texts.after, texts.reason,
                Data(hash.bytes),
            ])
        }
    }

    /// The records in order, each with whether its hash follows from the one before it.
    func forEach(_ body: (StoredRecord, _ isSound: Bool) throws -> Void) throws {
        var previous = Hash256.zero
        var next: Int64 = 1
        let rows = try Row.fetchCursor(database, sql: "\(StoredRecord.select) ORDER BY id")
        while let row = try rows.next() {
            let record = try StoredRecord(row)
            let stored = try Self.hash(row, 8)
            try body(record, record.id == next && record.hash(after: previous) == stored)
            previous = stored
            next = record.id + 1
        }
    }

    /// Nil if there is none of that number.
    func record(_ id: Int64) throws -> AuditRecord? { try records(where: "id = \(id)").first }

    func records(after id: Int64, about prefix: AddressPrefix) throws -> [AuditRecord] {
        try records(where: "id > \(id) AND subject = \(prefix.description)")
    }

    /// Since a time, oldest first; of one of the subjects, or of all.
    func records(since time: UnixTime?, about subjects: [AddressPrefix]?) throws -> [AuditRecord] {
        var condition: SQL = "time >= \(time?.rawValue ?? .min)"
        if let subjects { condition += " AND subject IN \(subjects.map(\.description))" }
        return try records(where: condition)
    }

    private func records(where condition: SQL) throws -> [AuditRecord] {
        let request = SQLRequest<Row>(literal: SQL(sql: StoredRecord.select) + " WHERE " + condition + " ORDER BY id")
        return try request.fetchAll(database)
            .map { row in
                let record = try StoredRecord(row)
                return AuditRecord(
                    id: record.id, time: record.time, actor: record.actor, change: try record.change(),
                    hash: try Self.hash(row, 8))
            }
    }

    private static func hash(_ row: Row, _ index: Int) throws -> Hash256 {
        guard let bytes = row[index] as Data?, let hash = Hash256(bytes) else {
            throw StoredTextError(description: "an audit record's hash has not 32 bytes")
        }
        return hash
    }
}

/// A record as its texts, which are what is hashed.
struct StoredRecord {
    static let select = "SELECT id, time, actor, action, subject, before, after, reason, hash FROM audit"

    let id: Int64
    let time: UnixTime
    let actor: String
    let action: String
    let subject: String
    let before: String?
    let after: String?
    let reason: String

    init(_ change: WhitelistChange, id: Int64, time: UnixTime, actor: String) throws {
        self.id = id
        self.time = time
        self.actor = actor
        action = change.action.rawValue
        subject = change.subject.description
        before = try change.before?.auditText()
        after = try change.after?.auditText()
        reason = change.reason
    }

    init(_ row: Row) throws {
        id = row[0]
        time = UnixTime(row[1])
        actor = row[2]
        action = row[3]
        subject = row[4]
        before = row[5]
        after = row[6]
        reason = row[7]
    }

    /// SHA-256 over the hash before it, id and time as 64 bits, and each text as its length and its bytes.
    func hash(after previous: Hash256) -> Hash256 {
        var bytes = previous.bytes
        func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) } }
        add(id)
        add(time.rawValue)
        for text in [actor, action, subject, before, after, reason] {
            // No text and an empty one are not the same.
            add(text.map { Int64($0.utf8.count) } ?? -1)
            bytes.append(contentsOf: (text ?? "").utf8)
        }
        return .sha256(of: bytes)
    }

    func change() throws -> WhitelistChange {
        guard let action = WhitelistAction(rawValue: action), let subject = AddressPrefix(subject) else {
            throw StoredTextError(description: "audit record \(id) isn't understood")
        }
        return WhitelistChange(
            action: action, subject: subject, before: try before.map(WhitelistRow.init(auditText:)),
            after: try after.map(WhitelistRow.init(auditText:)), reason: reason)
    }
}
