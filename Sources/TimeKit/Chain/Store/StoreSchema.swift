internal import GRDB
internal import TimeModel

/// The tables of `chain.sqlite`, and how a file is recognised as one.
///
/// Unspent outputs are filed under the place of their transaction, the first one if several blocks hold it: so new ones
/// go to the end of the table, and a catch-up doesn't touch all of its pages again and again, as it would if the random
/// ids were the keys. Integers are the bit patterns of unsigned ones, texts are bytes.
struct StoreSchema {
    let network: NetworkParameters

    /// In the file's header: the ASCII letters `TKch`.
    static let applicationID: Int32 = 0x544B_6368

    /// Everything that makes a store out of an empty database. Steps are added, never changed.
    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 chain", foreignKeyChecks: .immediate) { [network] database in
            try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
            try database.execute(sql: Self.tables)
            let genesis = network.genesis
            try StoredRows(database).insertBlock.execute(Height.genesis, network.genesisHash, genesis.bytes)
            let tip = ChainTip(genesisOf: network).bincodeEncoded()
            try RowStatement(database, "INSERT INTO state VALUES (0, ?, ?, 0, 0, 0)").execute(network.name, tip)
        }
        return migrator
    }

    private static let tables = """
        CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 0), network BLOB NOT NULL, tip BLOB NOT NULL,
            unspent INTEGER NOT NULL, supply INTEGER NOT NULL, findings INTEGER NOT NULL);
        CREATE TABLE blocks (height INTEGER PRIMARY KEY, hash BLOB NOT NULL, bytes BLOB NOT NULL);
        CREATE INDEX blocks_by_hash ON blocks (hash);
        CREATE TABLE transactions (
            id BLOB PRIMARY KEY, height INTEGER NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE outputs (
            height INTEGER, position INTEGER, output INTEGER, value INTEGER NOT NULL, script BLOB NOT NULL,
            PRIMARY KEY (height, position, output)) WITHOUT ROWID;
        CREATE TABLE tombstones (id BLOB PRIMARY KEY, indexes BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE registrations (node BLOB PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE undo (height INTEGER PRIMARY KEY, change BLOB NOT NULL);
        CREATE TABLE findings (
            height INTEGER NOT NULL, audit BLOB NOT NULL, detail BLOB NOT NULL, PRIMARY KEY (height, audit))
            WITHOUT ROWID;
        """

    /// Refuses a database that is none of ours, or that we would misread. Writes nothing.
    func check(_ database: Database, path: String) throws {
        let applicationID = try Int32.fetchOne(database, sql: "PRAGMA application_id")
        if applicationID != Self.applicationID {
            // A store whose first migration was never finished holds the migrator's list of none at most.
            let isEmpty =
                try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") == 0
            guard applicationID == 0 && isEmpty else {
                throw ChainStoreError(.foreign, path, "this is another program's database")
            }
            return
        }
        guard try !migrator.hasBeenSuperseded(database) else {
            throw ChainStoreError(.newerSchema, path, "this store was written by a newer version")
        }
        let name = try RowStatement(database, "SELECT network FROM state").first { $0.text(0) }
        guard let name else { throw ChainStoreError(.corrupt, path, "the store's state is missing") }
        guard name == network.name else {
            throw ChainStoreError(.wrongNetwork, path, "this store holds the chain of \(name), not of \(network.name)")
        }
    }
}
