internal import GRDBSQLite
internal import TimeModel

/// What a statement's parameter can be bound to. Bytes are copied, so that they need not outlive the call.
protocol ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension UnsafeRawBufferPointer: ColumnValue {
    /// Tells SQLite to copy what it is given.
    private static var copying: sqlite3_destructor_type {
        unsafeBitCast(Int(-1), to: sqlite3_destructor_type.self)
    }

    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard let baseAddress else { return sqlite3_bind_zeroblob(statement, index, 0) }
        return sqlite3_bind_blob64(statement, index, baseAddress, sqlite3_uint64(count), Self.copying)
    }
}

extension Array: ColumnValue where Element == UInt8 {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        withUnsafeBytes { $0.bind(to: statement, at: index) }
    }
}

extension ArraySlice: ColumnValue where Element == UInt8 {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        withUnsafeBytes { $0.bind(to: statement, at: index) }
    }
}

extension String: ColumnValue {
    /// As bytes, so that texts compare byte by byte.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var copy = self
        return copy.withUTF8 { UnsafeRawBufferPointer($0).bind(to: statement, at: index) }
    }
}

extension UInt64: ColumnValue {
    /// SQLite's integers have a sign: the upper half of the range is stored as negative numbers.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(bitPattern: self))
    }
}

extension UInt32: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { UInt64(self).bind(to: statement, at: index) }
}

extension Int: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Height: ColumnValue {
    /// No block stands where SQLite's integers end; a height from outside may, and mustn't turn negative.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(clamping: rawValue))
    }
}

extension Amount: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { rawValue.bind(to: statement, at: index) }
}

extension BlockHash: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        digest.withUnsafeBytes { $0.bind(to: statement, at: index) }
    }
}

extension TransactionID: ColumnValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        digest.withUnsafeBytes { $0.bind(to: statement, at: index) }
    }
}
