internal import GRDB
internal import TimeModel

/// The tables of `peers.sqlite`, and how a file is recognised as one. Times are seconds since 1970.
struct PeerSchema {
    let network: NetworkParameters.Network

    /// In the file's header: the ASCII letters `TKpe`.
    static let applicationID: Int32 = 0x544B_7065

    /// How far a database has come.
    enum Progress: Hashable {
        /// It is empty.
        case none
        /// Made by an older version: it can be read, and lacks what was added since.
        case older
        case current
    }

    /// Everything that makes a store out of an empty database. Steps are added, never changed.
    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 whitelist", foreignKeyChecks: .immediate) { [network] database in
            try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
            try database.execute(sql: Self.tables)
            try database.execute(sql: "INSERT INTO state VALUES (0, ?)", arguments: [network.rawValue])
        }
        migrator.registerMigration("2 peer records", foreignKeyChecks: .immediate) { database in
            try database.execute(
                sql: """
                    CREATE TABLE peer_records (
                        address TEXT PRIMARY KEY, written INTEGER NOT NULL, round_trips TEXT NOT NULL,
                        score TEXT NOT NULL) WITHOUT ROWID;
                    CREATE INDEX peer_records_by_time ON peer_records (written);
                    """)
        }
        migrator.registerMigration("3 masternodes", foreignKeyChecks: .immediate) { database in
            try database.execute(
                sql: """
                    CREATE TABLE masternodes (
                        address TEXT PRIMARY KEY, reward_address TEXT NOT NULL, public_key TEXT NOT NULL,
                        claimed_tier TEXT NOT NULL, proven_tier TEXT NOT NULL, collateral TEXT,
                        collateral_index INTEGER, proof INTEGER NOT NULL, source TEXT NOT NULL,
                        first_seen INTEGER NOT NULL, last_seen INTEGER) WITHOUT ROWID;
                    """)
        }
        return migrator
    }

    private static let tables = """
        CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 0), network TEXT NOT NULL);
        CREATE TABLE whitelist (
            prefix TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL, permissions TEXT NOT NULL, tier TEXT,
            reason TEXT NOT NULL, note TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, deadline INTEGER,
            decided_by TEXT, PRIMARY KEY (prefix, source)) WITHOUT ROWID;
        CREATE TABLE sightings (address TEXT PRIMARY KEY, seen INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE bans (
            prefix TEXT NOT NULL, origin TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT,
            created INTEGER NOT NULL, expires INTEGER, decided_by TEXT NOT NULL,
            PRIMARY KEY (prefix, origin)) WITHOUT ROWID;
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY, time INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
            subject TEXT NOT NULL, before TEXT, after TEXT, reason TEXT NOT NULL, hash BLOB NOT NULL);
        CREATE INDEX audit_by_subject ON audit (subject);
        CREATE TRIGGER audit_keeps_its_rows BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_changes_no_row BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TABLE peer_lists (
            url TEXT PRIMARY KEY, fetched INTEGER NOT NULL, etag TEXT, modified TEXT, entries TEXT NOT NULL)
            WITHOUT ROWID;
        """

    /// Refuses a database that is none of ours, or that we would misread. Writes nothing.
    func check(_ database: Database, path: String) throws -> Progress {
        let applicationID = try Int32.fetchOne(database, sql: "PRAGMA application_id")
        if applicationID != Self.applicationID {
            // A store whose first migration was never finished holds the migrator's list of none at most.
            let isEmpty =
                try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") == 0
            guard applicationID == 0 && isEmpty else {
                throw PeerStoreError(.foreign, path, "this is another program's database")
            }
            return .none
        }
        guard try !migrator.hasBeenSuperseded(database) else {
            throw PeerStoreError(.newerSchema, path, "this store was written by a newer version")
        }
        guard let name = try String.fetchOne(database, sql: "SELECT network FROM state") else {
            throw PeerStoreError(.corrupt, path, "the store's state is missing")
        }
        guard name == network.rawValue else {
            throw PeerStoreError(
                .wrongNetwork, path, "this store holds the peers of \(name), not of \(network.rawValue)")
        }
        return try migrator.hasCompletedMigrations(database) ? .current : .older
    }
}
