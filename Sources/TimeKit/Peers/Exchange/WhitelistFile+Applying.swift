extension WhitelistFile {
    /// Takes in what the file holds.
    ///
    /// - Parameter approves: Whether the file's word is enough to approve an entry.
    /// - Returns: what the store refuses; the rest is taken in.
    public func apply(
        to edit: inout WhitelistEdit, approves: Bool, reason: String
    ) throws -> [Fault] {
        var refused: [Fault] = []
        for line in lines {
            do {
                try edit.take(line.entry, approves: approves, reason: reason)
            } catch let refusal as WhitelistRefusal {
                refused.append(Fault(place: line.place, reason: refusal.description))
            }
        }
        return refused
    }
}
