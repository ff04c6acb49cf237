/// What a program keeps about each of its connections, in an order that doesn't depend on hashes.
struct ConnectionTable<Value: Sendable>: Sendable {
    private(set) var ids: [ConnectionID] = []
    private var values: [Value] = []
    private var positions: [ConnectionID: Int] = [:]

    var count: Int { ids.count }

    func position(of id: ConnectionID) -> Int? { positions[id] }

    subscript(position: Int) -> Value {
        get { values[position] }
        _modify { yield &values[position] }
    }

    mutating func insert(_ value: Value, for id: ConnectionID) {
        positions[id] = ids.count
        ids.append(id)
        values.append(value)
    }

    /// The last one takes the removed one's place.
    @discardableResult
    mutating func remove(_ id: ConnectionID) -> Value? {
        guard let position = positions.removeValue(forKey: id), let lastID = ids.popLast(),
            let lastValue = values.popLast()
        else { return nil }
        guard lastID != id else { return lastValue }
        let removed = values[position]
        ids[position] = lastID
        values[position] = lastValue
        positions[lastID] = position
        return removed
    }

    mutating func removeAll() { self = ConnectionTable() }

    func contains(where predicate: (Value) -> Bool) -> Bool { values.contains(where: predicate) }
    func count(where predicate: (Value) -> Bool) -> Int { values.count(where: predicate) }
    func first(where predicate: (Value) -> Bool) -> ConnectionID? {
        values.firstIndex(where: predicate).map { ids[$0] }
    }
}
