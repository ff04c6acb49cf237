internal import GRDB
public import TimeModel

/// What looking through the whole store found wrong.
public enum WhitelistFault: Hashable, Sendable {
    /// The record, or one before it, was changed, removed or slipped in: its hash doesn't follow.
    case record(Int64)
    /// The row isn't what the records add up to: somebody changed it past the log.
    case row(AddressPrefix, source: String)
    /// SQLite's own complaint.
    case database(String)
}

extension WhitelistFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .record(let id): "audit record \(id) was tampered with: its hash does not follow"
        case .row(let prefix, let source): "\(prefix) (\(source)) is not what the audit log says"
        case .database(let complaint): "the database is damaged: \(complaint)"
        }
    }
}

extension WhitelistStore {
    /// Checks the pages, the chain of audit records, and that the rows are what the records add up to.
    ///
    /// - Returns: the records checked, and what is wrong.
    public func verify() throws -> (records: Int64, faults: [WhitelistFault]) {
        try PeerStoreError.describing(path) {
            try database.queue.read { database in
                let complaints = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                guard complaints.isEmpty else { return (0, complaints.map(WhitelistFault.database)) }
                var faults: [WhitelistFault] = []
                var count: Int64 = 0
                var rows: [RowKey: WhitelistRow] = [:]
                try AuditLog(database: database)
                    .forEach { record, isSound in
                        count += 1
                        guard isSound, let change = try? record.change() else {
                            faults.append(.record(record.id))
                            return
                        }
                        if let row = change.after ?? change.before { rows[RowKey(row)] = change.after }
                    }
                // Rows that a broken record made can't be told from others.
                guard faults.isEmpty else { return (count, faults) }
                return (count, try Self.differences(WhitelistRows(database), rows))
            }
        }
    }

    private static func differences(
        _ stored: WhitelistRows, _ expected: [RowKey: WhitelistRow]
    ) throws -> [WhitelistFault] {
        var expected = expected
        var faults: [RowKey] = []
        let rows = try stored.allEntries().map(WhitelistRow.entry) + stored.allBans().map(WhitelistRow.ban)
        for row in rows {
            let key = RowKey(row)
            if !row.isSameDecision(row, expected.removeValue(forKey: key)) { faults.append(key) }
        }
        return (faults + expected.keys).map { .row($0.prefix, source: $0.source) }
            .sorted { "\($0)" < "\($1)" }
    }
}

/// What tells the rows of both tables apart.
private struct RowKey: Hashable {
    let prefix: AddressPrefix
    let source: String

    init(_ row: WhitelistRow) {
        prefix = row.prefix
        switch row {
        case .entry(let entry): source = entry.source.rawValue
        case .ban(let ban): source = "ban, \(ban.origin.rawValue)"
        }
    }
}
