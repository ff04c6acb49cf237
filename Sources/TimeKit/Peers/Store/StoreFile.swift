internal import Foundation
internal import GRDB

/// What the store's file shows without SQLite.
struct StoreFile {
    let path: String

    /// Whether its header says so. A store that was made a moment ago may say it only in the log beside it.
    var isOurs: Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        guard let header = try? file.read(upToCount: 100), header.count == 100 else { return false }
        let application = header[68..<72].reduce(0) { $0 << 8 | UInt32($1) }
        return header.starts(with: Array("SQLite format 3\0".utf8))
            && application == UInt32(bitPattern: PeerSchema.applicationID)
    }

    /// Whether this process may write it and the files that SQLite keeps beside it.
    var isWritable: Bool {
        let directory = (path as NSString).deletingLastPathComponent
        return FileManager.default.isWritableFile(atPath: path)
            && FileManager.default.isWritableFile(atPath: directory.isEmpty ? "." : directory)
    }

    /// Whether no process has it open and none left anything unfinished.
    var isAtRest: Bool {
        !["-wal", "-shm", "-journal"].contains { FileManager.default.fileExists(atPath: path + $0) }
    }

    /// The name by which SQLite reads the file alone, without locks and without files beside it, which a user who may
    /// not write couldn't make. The path itself where this SQLite doesn't know such names.
    func immutableName() throws -> String {
        let knows = try DatabaseQueue()
            .read {
                try Bool.fetchOne($0, sql: "SELECT sqlite_compileoption_used('USE_URI')")
            }
        let absolute = URL(fileURLWithPath: path).path
        var allowed = CharacterSet.urlPathAllowed
        allowed.remove(charactersIn: ";")
        guard knows ?? false, let name = absolute.addingPercentEncoding(withAllowedCharacters: allowed) else {
            return path
        }
        return "file://\(name)?immutable=1"
    }
}
