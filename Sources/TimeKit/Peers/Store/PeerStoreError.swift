internal import GRDB
internal import TimeModel

/// Why the peer store couldn't do something; what it held before is untouched.
public struct PeerStoreError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// Another process holds the store for longer than is waited for.
        case busy
        /// Made by a newer version of this program.
        case newerSchema = "newer_schema"
        /// Holds the peers of another network.
        case wrongNetwork = "wrong_network"
        /// A file stands where the store would, and isn't one.
        case foreign
        /// The store contradicts itself, or its pages do.
        case corrupt
        /// No room left on the disk.
        case full
        /// The operating system refused to read or write.
        case inputOutput = "input_output"
        /// This user may not read or write it.
        case notPermitted = "not_permitted"
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
        case .busy: "try again, or find the process that holds it"
        case .newerSchema: "run the version that made it, or a later one"
        case .wrongNetwork: "use another data directory, or name that network"
        case .foreign: "move the file away, or use another data directory"
        case .corrupt: "move the store away and fill it again from an export; nothing was deleted"
        case .full: "make room and try again; nothing was lost"
        case .inputOutput: "check the disk and the path, then try again"
        case .notPermitted: "run this as the user that the daemon runs as, or as root"
        }
    }
}

extension PeerStoreError: CustomStringConvertible {
    public var description: String { "\(path): \(explanation); \(advice)" }
}

extension PeerStoreError {
    /// Runs `body`, and tells its failures in this type. A refusal is no failure of the store and passes through.
    static func describing<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw PeerStoreError(error, path)
        } catch let error as CallersError {
            throw error.error
        } catch let error as WhitelistRefusal {
            throw error
        } catch let error as PeerStoreError {
            throw error
        } catch let error as StoredTextError {
            throw PeerStoreError(.corrupt, path, error.description)
        } catch {
            throw PeerStoreError(.inputOutput, path, "\(error)")
        }
    }

    private init(_ error: DatabaseError, _ path: String) {
        let reason = error.message ?? "unknown reason"
        switch error.resultCode {
        case .SQLITE_FULL: self.init(.full, path, "no room left: \(reason)")
        case .SQLITE_CORRUPT: self.init(.corrupt, path, "the database is damaged: \(reason)")
        case .SQLITE_NOTADB: self.init(.foreign, path, "this is not a database of peers: \(reason)")
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.busy, path, "the database is in use: \(reason)")
        case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: self.init(.notPermitted, path, reason)
        default: self.init(.inputOutput, path, "\(reason) (SQLite \(error.extendedResultCode.rawValue))")
        }
    }
}

/// What the caller's own part of a transaction threw to take it back; it passes through the store as it is.
struct CallersError: Error {
    let error: any Error

    /// Runs `body`, and marks what is no failure of the store.
    static func marking<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error where error is DatabaseError || error is PeerStoreError || error is StoredTextError {
            throw error
        } catch {
            throw CallersError(error: error)
        }
    }
}

/// A stored text that this program doesn't understand.
struct StoredTextError: Error, CustomStringConvertible {
    let description: String
}
