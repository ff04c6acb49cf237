internal import Foundation
internal import GRDB
public import TimeModel

/// What was learned of one address, over all sessions with it.
public struct PeerRecord: Hashable, Sendable {
    public let address: PeerAddress
    public var roundTrips: RoundTripHistogram
    public var score: PeerScore

    public init(
        _ address: PeerAddress, roundTrips: RoundTripHistogram = RoundTripHistogram(), score: PeerScore = PeerScore()
    ) {
        self.address = address
        self.roundTrips = roundTrips
        self.score = score
    }
}

/// Keeps round trips and scores across restarts. They are experience and no decision: no audit record tells of them, and
/// to lose some does no harm.
///
/// All methods throw `PeerStoreError`.
public struct PeerRecordStore: Sendable {
    private let database: PeerDatabase

    public init(_ database: PeerDatabase) { self.database = database }

    /// Writes the records in one transaction, each in place of the address's older one. Forgets those that weren't
    /// written for longer than `PeersLimits.peerRecordLifetime`, and of too many the oldest.
    public func write(_ records: some Sequence<PeerRecord>, at now: UnixTime) throws {
        let rows = try records.map { record in
            try [
                "\(record.address)".databaseValue, now.rawValue.databaseValue, Self.text(of: record.roundTrips),
                Self.text(of: record.score),
            ]
        }
        try PeerStoreError.describing(database.path) {
            try database.queue.write { database in
                let statement = try database.cachedStatement(
                    sql: "INSERT OR REPLACE INTO peer_records VALUES (?, ?, ?, ?)")
                for row in rows { try statement.execute(arguments: StatementArguments(row)) }
                try database.execute(
                    sql: """
                        DELETE FROM peer_records WHERE written < ? OR address IN (
                            SELECT address FROM peer_records ORDER BY written DESC, address LIMIT -1 OFFSET ?)
                        """,
                    arguments: [
                        now.rawValue - PeersLimits.peerRecordLifetime.components.seconds, PeersLimits.peerRecords,
                    ])
            }
        }
    }

    /// All records. What can't be read of one counts as never learned.
    public func records() throws -> [PeerAddress: PeerRecord] {
        try read("SELECT address, round_trips, score FROM peer_records", arguments: [])
    }

    /// What was learned of an address; nil for a stranger.
    public func record(of address: PeerAddress) throws -> PeerRecord? {
        try read(
            "SELECT address, round_trips, score FROM peer_records WHERE address = ?", arguments: ["\(address)"])[
                address]
    }

    private func read(_ sql: String, arguments: StatementArguments) throws -> [PeerAddress: PeerRecord] {
        try PeerStoreError.describing(database.path) {
            try database.queue.read { database in
                // Not there yet in a store that an older version made and this one only reads.
                guard try database.tableExists("peer_records") else { return [:] }
                var records: [PeerAddress: PeerRecord] = [:]
                let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
                while let row = try rows.next() {
                    guard let address = String.fromDatabaseValue(row[0]).flatMap({ PeerAddress($0) }) else { continue }
                    records[address] = PeerRecord(
                        address, roundTrips: Self.value(of: row[1]) ?? RoundTripHistogram(),
                        score: Self.value(of: row[2]) ?? PeerScore())
                }
                return records
            }
        }
    }

    private static func text(of value: some Encodable) throws -> DatabaseValue {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self).databaseValue
    }

    private static func value<Value: Decodable>(of text: DatabaseValue) -> Value? {
        String.fromDatabaseValue(text).flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }
}
