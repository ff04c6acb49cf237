internal import GRDB
internal import GRDBSQLite
internal import TimeModel

/// One of a connection's cached statements, bound and stepped without making objects of the values.
///
/// Blocks are written in rows by the hundred thousand: with GRDB's own arguments, connecting one takes a third longer.
struct RowStatement {
    private let statement: Statement

    init(_ database: Database, _ sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    /// Runs a statement that yields no rows.
    func execute<each Value: ColumnValue>(_ values: repeat each Value) throws {
        try rows(repeat each values) { _ in true }
    }

    /// What `read` makes of the first row, if there is one.
    func first<each Value: ColumnValue, Result>(
        _ values: repeat each Value, read: (Columns) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try rows(repeat each values) { columns in
            result = try read(columns)
            return false
        }
        return result
    }

    /// Hands over row after row until `body` returns false.
    func rows<each Value: ColumnValue>(_ values: repeat each Value, body: (Columns) throws -> Bool) throws {
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        var index: Int32 = 0
        for value in repeat each values {
            index += 1
            try check(value.bind(to: handle, at: index), is: SQLITE_OK)
        }
        while true {
            let code = sqlite3_step(handle)
            guard code == SQLITE_ROW else { return try check(code, is: SQLITE_DONE) }
            guard try body(Columns(handle: handle)) else { return }
        }
    }

    private func check(_ code: Int32, is expected: Int32) throws {
        guard code != expected else { return }
        let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(statement.sqliteStatement)))
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
}

extension RowStatement {
    /// The columns of the row at which a statement stands; valid until its next step.
    struct Columns {
        fileprivate let handle: OpaquePointer

        func integer(_ column: Int32) -> UInt64 { UInt64(bitPattern: sqlite3_column_int64(handle, column)) }

        func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

        func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
            let start = sqlite3_column_blob(handle, column)
            return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
        }

        func byteCount(_ column: Int32) -> Int { Int(sqlite3_column_bytes(handle, column)) }

        func hash(_ column: Int32) throws -> Hash256 {
            try withBytes(column) { bytes in
                guard let hash = Hash256(bytes) else { throw StoreInconsistency("a digest of \(bytes.count) bytes") }
                return hash
            }
        }

        func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
    }
}
