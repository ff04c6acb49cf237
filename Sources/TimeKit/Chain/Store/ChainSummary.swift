public import TimeModel

/// Where the stored chain stands.
public struct ChainSummary: Hashable, Sendable {
    public internal(set) var tip: ChainTip
    public internal(set) var unspentCount: Int
    /// The sum of the unspent outputs, modulo 2^64.
    public internal(set) var supply: Amount
    public internal(set) var findingCount: Int
}

extension ChainSummary {
    init(_ rows: StoredRows) throws {
        let read = try rows.state.first { columns in
            ChainSummary(
                tip: try ChainTip(bincode: columns.bytes(0)), unspentCount: Int(clamping: columns.integer(1)),
                supply: Amount(satoshis: columns.integer(2)), findingCount: Int(clamping: columns.integer(3)))
        }
        guard let read else { throw StoreInconsistency("the store's state is missing") }
        self = read
    }

    func write(to rows: StoredRows) throws {
        try rows.updateState.execute(tip.bincodeEncoded(), unspentCount, supply, findingCount)
    }

    /// Counts what connecting a block does to the unspent outputs, or taking it back with the lists swapped.
    mutating func count(created: [LedgerOutput], spent: [LedgerOutput]) {
        unspentCount += created.count - spent.count
        for entry in created { supply = supply &+ entry.output.value }
        for entry in spent { supply = supply &- entry.output.value }
    }
}
