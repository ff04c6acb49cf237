/// Values with commas between (RFC 4180), the first line naming the columns.
extension FileRecord {
    static func csv(_ bytes: [UInt8]) throws(OffsetFault) -> [FileRecord] {
        var rows = CSVReader(bytes)
        guard let head = try rows.next() else {
            throw OffsetFault(offset: 0, reason: "the first line has to name the columns")
        }
        var names: [FileField] = []
        for cell in head {
            guard let name = FileField(rawValue: cell.text.lowercased()) else {
                throw OffsetFault(
                    offset: cell.offset,
                    reason: "the first line has to name the columns; there is none called \"\(cell.text.prefix(60))\"")
            }
            guard !names.contains(name) else {
                throw OffsetFault(offset: cell.offset, reason: "the column \(name.rawValue) is named twice")
            }
            names.append(name)
        }
        guard names.contains(.address) else {
            throw OffsetFault(offset: 0, reason: "the first line has to name the columns, address among them")
        }
        var records: [FileRecord] = []
        while let row = try rows.next() {
            guard let first = row.first else { continue }
            var record = FileRecord(offset: first.offset)
            if row.count != names.count {
                let last = row.count > names.count ? row[names.count].offset : first.offset
                record.fault = OffsetFault(
                    offset: last, reason: "\(row.count) values for \(names.count) columns")
            }
            record.fields = zip(names, row).map { Field(name: $0, text: $1.text, offset: $1.offset) }
            records.append(record)
        }
        return records
    }
}

/// The rows of a CSV text; lines without anything in them are none.
private struct CSVReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A mark that spreadsheets put first.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    mutating func next() throws(OffsetFault) -> [(text: String, offset: Int)]? {
        while offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") || bytes[offset] == UInt8(ascii: "\r") {
            offset += 1
        }
        guard offset < bytes.count else { return nil }
        var cells: [(text: String, offset: Int)] = []
        while true {
            let start = offset
            cells.append((try cell(), start))
            guard offset < bytes.count else { return cells }
            let end = bytes[offset]
            offset += 1
            if end != UInt8(ascii: ",") { return cells }
        }
    }

    /// Stands before the comma or line end after it then.
    private mutating func cell() throws(OffsetFault) -> String {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
            let start = offset
            while offset < bytes.count, bytes[offset] != UInt8(ascii: ","), bytes[offset] != UInt8(ascii: "\n") {
                offset += 1
            }
            var text = bytes[start..<offset]
            while text.last?.isSpace ?? false { text.removeLast() }
            return String(decoding: text.drop { $0.isSpace }, as: UTF8.self)
        }
        let start = offset
        offset += 1
        var text: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            guard byte == UInt8(ascii: "\"") else {
                text.append(byte)
                continue
            }
            if offset < bytes.count, bytes[offset] == byte {
                text.append(byte)
                offset += 1
                continue
            }
            while offset < bytes.count, bytes[offset].isSpace { offset += 1 }
            guard offset == bytes.count || [UInt8(ascii: ","), UInt8(ascii: "\n")].contains(bytes[offset]) else {
                throw OffsetFault(offset: offset, reason: "a comma is missing after the quotes")
            }
            return String(decoding: text, as: UTF8.self)
        }
        throw OffsetFault(offset: start, reason: "quotes are never closed")
    }
}
