internal import GRDB
public import TimeModel

/// Keeps the registry of masternodes across restarts. It is experience and no decision: no audit record tells of it.
///
/// All methods throw `PeerStoreError`.
public struct MasternodeStore: Sendable {
    private let database: PeerDatabase

    public init(_ database: PeerDatabase) { self.database = database }

    /// Writes the records in one transaction, each in place of the address's older one, and forgets those of `removed`.
    /// Of more than `PeersLimits.masternodeRecords` the longest unseen are forgotten.
    public func write(
        _ records: some Sequence<MasternodeRecord>, removing removed: some Sequence<PeerAddress> = []
    ) throws {
        let rows = records.map(Self.row)
        try PeerStoreError.describing(database.path) {
            try database.queue.write { database in
                let deletion = try database.cachedStatement(sql: "DELETE FROM masternodes WHERE address = ?")
                for address in removed { try deletion.execute(arguments: ["\(address)"]) }
                let insertion = try database.cachedStatement(
                    sql: "INSERT OR REPLACE INTO masternodes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                for row in rows { try insertion.execute(arguments: StatementArguments(row)) }
                try database.execute(
                    sql: """
                        DELETE FROM masternodes WHERE address IN (
                            SELECT address FROM masternodes
                            ORDER BY coalesce(last_seen, first_seen) DESC, address LIMIT -1 OFFSET ?)
                        """,
                    arguments: [PeersLimits.masternodeRecords])
            }
        }
    }

    /// All records, by address. What can't be read counts as never learned.
    public func records() throws -> [MasternodeRecord] {
        try PeerStoreError.describing(database.path) {
            try database.queue.read { database in
                // Not there yet in a store that an older version made and this one only reads.
                guard try database.tableExists("masternodes") else { return [] }
                return try Row.fetchAll(database, sql: "SELECT * FROM masternodes").compactMap(Self.record)
                    .sorted { $0.address < $1.address }
            }
        }
    }

    private static func row(_ record: MasternodeRecord) -> [DatabaseValue] {
        [
            "\(record.address)".databaseValue, record.rewardAddress.databaseValue,
            "\(record.publicKey)".databaseValue, record.claimedTier.name.databaseValue,
            record.provenTier.name.databaseValue, record.collateral.map { "\($0.transactionID)" }.databaseValue,
            record.collateral.map { Int64($0.index) }.databaseValue, record.hasProof.databaseValue,
            record.source.rawValue.databaseValue, record.firstSeen.rawValue.databaseValue,
            (record.lastSeen?.rawValue).databaseValue,
        ]
    }

    private static func record(_ row: Row) -> MasternodeRecord? {
        guard let address = text(row, "address").flatMap({ PeerAddress($0) }),
            let rewardAddress = text(row, "reward_address"),
            let key = text(row, "public_key").flatMap({ Hash256(hex: $0) }).flatMap({ VerifyingKey($0) }),
            let claimed = text(row, "claimed_tier").flatMap({ MasternodeTier(name: $0) }),
            let proven = text(row, "proven_tier").flatMap({ MasternodeTier(name: $0) }),
            let source = text(row, "source").flatMap({ MasternodeRecord.Source(rawValue: $0) }),
            let firstSeen = number(row, "first_seen")
        else { return nil }
        var collateral: OutPoint?
        if let transaction = text(row, "collateral").flatMap({ Hash256(hex: $0) }),
            let index = number(row, "collateral_index").flatMap({ UInt32(exactly: $0) })
        {
            collateral = OutPoint(transactionID: TransactionID(transaction), index: index)
        }
        return MasternodeRecord(
            address: address, rewardAddress: rewardAddress, publicKey: key, claimedTier: claimed,
            provenTier: collateral == nil ? .free : proven, collateral: collateral,
            hasProof: collateral != nil && number(row, "proof") == 1, source: source,
            firstSeen: UnixTime(firstSeen), lastSeen: number(row, "last_seen").map { UnixTime($0) })
    }

    private static func text(_ row: Row, _ column: String) -> String? { String.fromDatabaseValue(row[column]) }
    private static func number(_ row: Row, _ column: String) -> Int64? { Int64.fromDatabaseValue(row[column]) }
}
