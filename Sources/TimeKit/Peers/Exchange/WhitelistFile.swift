public import TimeModel

/// A file of whitelist entries, as `tc-whitelist export` writes it and `import` reads it.
public struct WhitelistFile: Sendable {
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// An object whose `entries` are those of `tc-whitelist list --json`.
        case json
        /// A line that names the columns, and one for each entry (RFC 4180).
        case csv
        /// An address or a range per line; what follows `#` is a comment.
        case plain

        /// By the ending of a file's name; nil if that tells nothing.
        public init?(fileName: String) {
            switch fileName.split(separator: ".").last?.lowercased() {
            case "json": self = .json
            case "csv": self = .csv
            case "txt", "list": self = .plain
            default: return nil
            }
        }
    }

    /// An entry and where it stands.
    public struct Line: Hashable, Sendable {
        public let place: TextPlace
        /// From source `import`.
        public let entry: WhitelistEntry
        /// The source that it had where the file comes from.
        public let origin: WhitelistSource
    }

    /// What can't be taken in, and where it stands.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        public let place: TextPlace
        public let reason: String

        public init(place: TextPlace, reason: String) {
            self.place = place
            self.reason = reason
        }

        public var description: String { "\(place): \(reason)" }
    }

    /// One for each address or range.
    public internal(set) var lines: [Line] = []
    /// Entries that aren't right; the others are.
    public internal(set) var faults: [Fault] = []

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - reason: Of entries that have none of their own.
    /// - Throws: a fault after which nothing in the file can be understood.
    public init(
        _ bytes: [UInt8], format: Format, network: NetworkParameters.Network, reason: String, at now: UnixTime
    ) throws(Fault) {
        var finder = PlaceFinder(bytes)
        if let offset = Self.firstNonUTF8(bytes) {
            throw Fault(place: finder.place(at: offset), reason: "not UTF-8 text")
        }
        let records: [FileRecord]
        do throws(OffsetFault) {
            records = try Self.records(bytes, format, network)
        } catch {
            throw Fault(place: finder.place(at: error.offset), reason: error.reason)
        }
        var found: [Line] = []
        for record in records {
            do throws(OffsetFault) {
                let (entry, origin) = try record.entry(reason: reason, at: now)
                found.append(Line(place: finder.place(at: record.offset), entry: entry, origin: origin))
            } catch {
                faults.append(Fault(place: finder.place(at: error.offset), reason: error.reason))
            }
        }
        lines = Self.onePerPrefix(found, &faults)
    }

    private static func records(
        _ bytes: [UInt8], _ format: Format, _ network: NetworkParameters.Network
    ) throws(OffsetFault) -> [FileRecord] {
        let records =
            switch format {
            case .json: try FileRecord.json(bytes, network: network)
            case .csv: try FileRecord.csv(bytes)
            case .plain: FileRecord.plain(bytes)
            }
        guard records.count <= PeersLimits.importedEntries else {
            throw OffsetFault(
                offset: records[PeersLimits.importedEntries].offset,
                reason: "more than \(PeersLimits.importedEntries) entries")
        }
        return records
    }

    /// Several sources may speak of an address: of those the one counts that counts in the whitelist.
    private static func onePerPrefix(_ lines: [Line], _ faults: inout [Fault]) -> [Line] {
        var chosen: [AddressPrefix: Line] = [:]
        var seen: [AddressPrefix: Set<WhitelistSource>] = [:]
        for line in lines {
            let prefix = line.entry.prefix
            guard seen[prefix, default: []].insert(line.origin).inserted else {
                faults.append(Fault(place: line.place, reason: "\(prefix) is named twice"))
                continue
            }
            if chosen[prefix].map({ $0.precedence < line.precedence }) ?? true { chosen[prefix] = line }
        }
        return lines.filter { chosen[$0.entry.prefix] == $0 }
    }

    private static func firstNonUTF8(_ bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
        return offset
    }
}

extension WhitelistFile.Line {
    /// An approval counts before a refusal, a refusal before what is undecided; among equals the stronger source does.
    fileprivate var precedence: (Int, WhitelistSource) {
        let state =
            switch entry.state {
            case .approved: 3
            case .revoked, .rejected: 2
            case .pending: 1
            case .expired: 0
            }
        return (state, origin)
    }
}
