import Foundation
public import TimePeers

/// A run as JSON: the one schema of `--json`, of each line of `--ndjson`, and of saved runs.
public struct ProbeDocument: Hashable, Sendable, Codable {
    public static let schema = "timekit.probe/1"
    public static let mostTargets = CommandLineLimits.probeTargets
    /// Bytes of a file that is read.
    public static let mostBytes = CommandLineLimits.probeFile

    public let peers: [ProbeReport]
    /// Against an earlier run; nil: there was none to compare with.
    public var changes: [ProbeChange]?

    public init(_ peers: [ProbeReport], changes: [ProbeChange]? = nil) {
        self.peers = peers
        self.changes = changes
    }

    /// On one line.
    public func text() throws(OperatorError) -> String { try Output.json(schema: Self.schema, self) }

    /// A saved run, or the lines of one.
    public static func read(_ path: String) throws(OperatorError) -> ProbeDocument {
        let bytes = try InputFile.read(path, limit: mostBytes)
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        do {
            let documents = try lines.map { line in
                let document = try JSONDecoder().decode(Saved.self, from: Data(line))
                guard document.schema == schema else {
                    throw OperatorError(
                        .dataError, "cannot use \(path)", why: "its schema is \(document.schema.printable)",
                        remedy: "give a file that --save wrote")
                }
                return try JSONDecoder().decode(ProbeDocument.self, from: Data(line))
            }
            guard !documents.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
            return ProbeDocument(documents.flatMap(\.peers))
        } catch let error as OperatorError {
            throw error
        } catch {
            throw OperatorError(
                .dataError, "cannot use \(path)", why: "it is no saved probe", remedy: "give a file that --save wrote")
        }
    }

    private struct Saved: Decodable {
        let schema: String
    }
}

extension ProbeChange {
    /// For people.
    public var line: String { "\(target): \(what) was \(before), is \(after)".printable }
}

/// A run for people: few peers layer by layer, many as a table, and what has changed.
public struct ProbeSummary: Sendable {
    public let lines: [String]

    public init(_ document: ProbeDocument, columns: Int? = nil) {
        let reports = document.peers
        var lines: [String]
        if reports.count <= CommandLineLimits.detailedProbes {
            lines = reports.map { ProbeText($0, columns: columns).lines }.joined(separator: [""]).map(\.self)
        } else {
            lines = ProbeTable(reports, columns: columns).lines
        }
        if let changes = document.changes {
            lines += [""] + (changes.isEmpty ? ["nothing has changed"] : changes.map(\.line))
        }
        self.lines = lines
    }
}
