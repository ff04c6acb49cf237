internal import GRDB
internal import TimeModel

/// Why the chain store couldn't do something; what it held before is untouched.
public struct ChainStoreError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// Another process has the store open.
        case busy
        /// Made by a newer version of this program.
        case newerSchema = "newer_schema"
        /// Holds the chain of another network.
        case wrongNetwork = "wrong_network"
        /// A file stands where the store would, and isn't one.
        case foreign
        /// The store contradicts itself, or its pages do.
        case corrupt
        /// No room left on the disk.
        case full
        /// The operating system refused to read or write.
        case inputOutput = "input_output"
        /// Taking back more blocks than there is undo data for.
        case tooDeep = "too_deep"
        /// A file of blocks is cut short or holds what isn't a block, or not one that follows here.
        case blockFile = "block_file"
    }

    public let code: Code
    /// The file or directory that it happened to.
    public let path: String
    public let explanation: String

    package init(_ code: Code, _ path: String, _ explanation: String) {
        self.code = code
        self.path = path
        self.explanation = explanation
    }

    /// What to do about it.
    public var advice: String {
        switch code {
        case .busy: "stop the other process, or use another data directory"
        case .newerSchema: "run the version that made it, or a later one"
        case .wrongNetwork: "use another data directory, or run on that network"
        case .foreign: "move the file away, or use another data directory"
        case .corrupt: "move the store away and synchronise again; nothing was deleted"
        case .full: "make room and try again; nothing was lost"
        case .inputOutput: "check the disk and its permissions, then try again"
        case .tooDeep: "move the store away and synchronise again"
        case .blockFile: "get an undamaged copy; every block before that place is in the store"
        }
    }
}

extension ChainStoreError: CustomStringConvertible {
    public var description: String { "\(path): \(explanation); \(advice)" }
}

extension ChainStoreError {
    /// Runs `body`, and tells its failures in this type.
    static func describing<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws(ChainStoreError) -> Result {
        do {
            return try body()
        } catch let error as ChainStoreError {
            throw error
        } catch let error as DatabaseError {
            throw ChainStoreError(error, path)
        } catch let error as BincodeError {
            throw ChainStoreError(.corrupt, path, "a stored record can't be decoded: \(error)")
        } catch let error as StoreInconsistency {
            throw ChainStoreError(error.code, path, error.explanation)
        } catch {
            throw ChainStoreError(.inputOutput, path, "\(error)")
        }
    }

    private init(_ error: DatabaseError, _ path: String) {
        let reason = error.message ?? "unknown reason"
        switch error.resultCode {
        case .SQLITE_FULL: self.init(.full, path, "no room left: \(reason)")
        case .SQLITE_CORRUPT: self.init(.corrupt, path, "the database is damaged: \(reason)")
        case .SQLITE_NOTADB: self.init(.foreign, path, "this is not a database of blocks: \(reason)")
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.busy, path, "the database is in use: \(reason)")
        default: self.init(.inputOutput, path, "\(reason) (SQLite \(error.extendedResultCode.rawValue))")
        }
    }
}
