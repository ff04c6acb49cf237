internal import GRDB

/// The statements that read and write the store's tables on one connection.
struct StoredRows {
    private let database: Database

    init(_ database: Database) { self.database = database }

    private func statement(_ sql: String) throws -> RowStatement { try RowStatement(database, sql) }

    // MARK: State

    var state: RowStatement {
        get throws { try statement("SELECT tip, unspent, supply, findings FROM state") }
    }
    /// Tip, unspent outputs, their sum, findings.
    var updateState: RowStatement {
        get throws { try statement("UPDATE state SET tip = ?, unspent = ?, supply = ?, findings = ?") }
    }

    // MARK: Blocks

    var insertBlock: RowStatement {
        get throws { try statement("INSERT INTO blocks (height, hash, bytes) VALUES (?, ?, ?)") }
    }
    /// Above a height.
    var deleteBlocks: RowStatement {
        get throws { try statement("DELETE FROM blocks WHERE height > ?") }
    }
    /// From, through, at most so many, in order.
    var blocks: RowStatement {
        get throws {
            try statement(
                "SELECT height, bytes, hash FROM blocks WHERE height BETWEEN ? AND ? ORDER BY height LIMIT ?")
        }
    }
    var blockHash: RowStatement {
        get throws { try statement("SELECT hash FROM blocks WHERE height = ?") }
    }
    var blockHeight: RowStatement {
        get throws { try statement("SELECT height FROM blocks WHERE hash = ?") }
    }
    var highestBlock: RowStatement {
        get throws { try statement("SELECT height, hash FROM blocks ORDER BY height DESC LIMIT 1") }
    }

    // MARK: Ledger

    var output: RowStatement {
        get throws {
            try statement(
                "SELECT value, script FROM outputs WHERE height = ? AND position = ? AND output = ?")
        }
    }
    /// In the order of their outpoints.
    var allOutputs: RowStatement {
        get throws {
            try statement(
                """
                SELECT id, output, value, script FROM transactions CROSS JOIN outputs USING (height, position) \
                ORDER BY id, output
                """)
        }
    }
    /// Of blocks below a height.
    var outputsBefore: RowStatement {
        get throws { try statement("SELECT value FROM outputs WHERE height < ?") }
    }
    var outputsPaying: RowStatement {
        get throws {
            try statement(
                """
                SELECT id, output, value, script, height FROM transactions CROSS JOIN outputs USING (height, position) \
                WHERE script IN (SELECT CAST(value AS BLOB) FROM json_each(?))
                """)
        }
    }
    var insertOutput: RowStatement {
        get throws {
            try statement("INSERT INTO outputs (height, position, output, value, script) VALUES (?, ?, ?, ?, ?)")
        }
    }
    var deleteOutput: RowStatement {
        get throws {
            try statement("DELETE FROM outputs WHERE height = ? AND position = ? AND output = ?")
        }
    }
    var transaction: RowStatement {
        get throws { try statement("SELECT height, position FROM transactions WHERE id = ?") }
    }
    var insertTransaction: RowStatement {
        get throws { try statement("INSERT INTO transactions (id, height, position) VALUES (?, ?, ?)") }
    }
    var deleteTransaction: RowStatement {
        get throws { try statement("DELETE FROM transactions WHERE id = ?") }
    }
    var tombstones: RowStatement {
        get throws { try statement("SELECT indexes FROM tombstones WHERE id = ?") }
    }
    var putTombstones: RowStatement {
        get throws { try statement("INSERT OR REPLACE INTO tombstones (id, indexes) VALUES (?, ?)") }
    }
    var deleteTombstones: RowStatement {
        get throws { try statement("DELETE FROM tombstones WHERE id = ?") }
    }
    var registration: RowStatement {
        get throws { try statement("SELECT record FROM registrations WHERE node = ?") }
    }
    var putRegistration: RowStatement {
        get throws { try statement("INSERT OR REPLACE INTO registrations (node, record) VALUES (?, ?)") }
    }
    var deleteRegistration: RowStatement {
        get throws { try statement("DELETE FROM registrations WHERE node = ?") }
    }

    // MARK: Undo data and findings

    var undo: RowStatement {
        get throws { try statement("SELECT change FROM undo WHERE height = ?") }
    }
    var insertUndo: RowStatement {
        get throws { try statement("INSERT INTO undo (height, change) VALUES (?, ?)") }
    }
    var deleteUndoThrough: RowStatement {
        get throws { try statement("DELETE FROM undo WHERE height <= ?") }
    }
    var deleteUndoAbove: RowStatement {
        get throws { try statement("DELETE FROM undo WHERE height > ?") }
    }
    /// From a height, at most so many.
    var findings: RowStatement {
        get throws {
            try statement(
                """
                SELECT findings.height, audit, detail, hash FROM findings JOIN blocks USING (height) \
                WHERE findings.height >= ? ORDER BY findings.height, audit LIMIT ?
                """)
        }
    }
    var insertFinding: RowStatement {
        get throws { try statement("INSERT INTO findings (height, audit, detail) VALUES (?, ?, ?)") }
    }
    var countFindingsAbove: RowStatement {
        get throws { try statement("SELECT count(*) FROM findings WHERE height > ?") }
    }
    var deleteFindings: RowStatement {
        get throws { try statement("DELETE FROM findings WHERE height > ?") }
    }
}
