public import TimeModel

/// The bans in force at one time, for quick answers about many addresses and ranges.
public struct BanIndex: Sendable {
    private var bans: [AddressPrefix: Ban] = [:]
    private let lengths: [Int]

    public init(_ bans: [Ban], at now: UnixTime) {
        for ban in bans where ban.isInForce(at: now) {
            if let present = self.bans[ban.prefix], present.origin > ban.origin { continue }
            self.bans[ban.prefix] = ban
        }
        lengths = Set(self.bans.keys.map(\.length)).sorted(by: >)
    }

    /// Of the bans on `prefix` and on the ranges that hold it the one that counts.
    public func ban(on prefix: AddressPrefix) -> Ban? {
        var found: Ban?
        for length in lengths where length <= prefix.length {
            guard let wider = AddressPrefix(address: prefix.address, length: length), let ban = bans[wider] else {
                continue
            }
            if found.map({ $0.origin < ban.origin }) ?? true { found = ban }
        }
        return found
    }
}
