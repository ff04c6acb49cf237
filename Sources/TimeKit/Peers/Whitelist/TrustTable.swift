public import TimeModel

/// Who is whitelisted and who is banned, as of one state of the store: an immutable snapshot for quick answers.
///
/// Of the entries and bans that hold an address all count. Trust is that of the strongest approved entry, among equals
/// that of the narrowest; an operator's refusal of a narrower range hides the approval of a wider one.
public struct TrustTable: Sendable {
    /// What the rows of one prefix come to, without those of wider ones.
    private struct Cell {
        var trust: Trust?
        var isRefused = false
        var ban: BanOrigin?
    }

    private var ipv4 = PrefixMap<UInt32>()
    private var ipv6 = PrefixMap<UInt128>()

    /// The audit record that the table is as of; zero for none.
    public let revision: Int64
    /// Addresses and ranges with an approved entry, whatever bans say.
    public private(set) var approvedCount = 0
    public private(set) var pendingCount = 0
    /// Bans in force.
    public private(set) var banCounts: [BanOrigin: Int] = [:]
    /// When an entry or a ban ends next: until then the table stays true.
    public private(set) var validUntil: UnixTime?
    /// Single addresses with an approved entry and `keep`, whatever bans say; the strongest sources first.
    public private(set) var keptAddresses: [PeerAddress] = []

    public static let empty = TrustTable(entries: [], bans: [], revision: 0, at: UnixTime(0))

    public init(entries: [WhitelistEntry], bans: [Ban], revision: Int64, at now: UnixTime) {
        self.revision = revision
        var cells: [AddressPrefix: Cell] = [:]
        cells.reserveCapacity(entries.count + bans.count)
        for entry in entries { take(entry, into: &cells, at: now) }
        for ban in bans where ban.isInForce(at: now) {
            banCounts[ban.origin, default: 0] += 1
            note(end: ban.expires)
            cells[ban.prefix, default: Cell()].ban = max(cells[ban.prefix]?.ban ?? ban.origin, ban.origin)
        }
        fill(from: cells)
    }

    /// How `address` is treated. A few hundred nanoseconds, however large the table.
    public func standing(of address: PeerAddress) -> PeerStanding {
        let found = address.isIPv4 ? ipv4.longestMatch(address.bits()) : ipv6.longestMatch(address.bits())
        return found ?? .regular
    }

    private mutating func take(_ entry: WhitelistEntry, into cells: inout [AddressPrefix: Cell], at now: UnixTime) {
        if entry.state == .pending { pendingCount += 1 }
        if entry.state.isRefusal { cells[entry.prefix, default: Cell()].isRefused = true }
        guard entry.isTrusted(at: now) else { return }
        note(end: entry.expires)
        let present = cells[entry.prefix]?.trust
        if present == nil { approvedCount += 1 }
        guard present.map({ $0.source < entry.source }) ?? true else { return }
        cells[entry.prefix, default: Cell()].trust = Trust(source: entry.source, permissions: entry.permissions)
    }

    private mutating func note(end: UnixTime?) {
        guard let end else { return }
        validUntil = validUntil.map { min($0, end) } ?? end
    }

    /// Works out for each prefix what it comes to together with the wider ones that hold it.
    private mutating func fill(from cells: [AddressPrefix: Cell]) {
        let ranges = cells.filter { !$0.key.isSingleAddress }
        let lengths = Set(ranges.keys.map(\.length)).sorted(by: >)
        var kept: [(address: PeerAddress, source: WhitelistSource)] = []
        for (prefix, cell) in cells {
            var trust = cell.trust
            var ban = cell.ban
            var isHidden = cell.isRefused && cell.trust == nil
            for length in lengths where length < prefix.length {
                guard let wider = AddressPrefix(address: prefix.address, length: length).flatMap({ ranges[$0] }) else {
                    continue
                }
                if let other = wider.ban { ban = max(ban ?? other, other) }
                if isHidden { continue }
                if let other = wider.trust, trust.map({ $0.source < other.source }) ?? true { trust = other }
                isHidden = wider.isRefused && wider.trust == nil
            }
            let standing = PeerStanding(trust: trust, ban: ban)
            if prefix.address.isIPv4 {
                ipv4.insert(standing, prefix.address.bits(), length: prefix.length)
            } else {
                ipv6.insert(standing, prefix.address.bits(), length: prefix.length)
            }
            if prefix.isSingleAddress, cell.trust != nil, let trust, trust.permissions.contains(.keep) {
                kept.append((prefix.address, trust.source))
            }
        }
        kept.sort { ($1.source, $0.address) < ($0.source, $1.address) }
        keptAddresses = kept.map(\.address)
    }
}

extension PeerAddress {
    /// The address as a number.
    fileprivate func bits<Bits: FixedWidthInteger>() -> Bits { octets.reduce(0) { $0 << 8 | Bits($1) } }
}

/// Standings by prefix, for one width of address.
private struct PrefixMap<Bits: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// One table for each length of prefix that occurs, the longest first.
    private var tables: [(length: Int, standings: [Bits: PeerStanding])] = []

    mutating func insert(_ standing: PeerStanding, _ bits: Bits, length: Int) {
        if let index = tables.firstIndex(where: { $0.length <= length }) {
            if tables[index].length != length { tables.insert((length, [:]), at: index) }
            tables[index].standings[bits] = standing
        } else {
            tables.append((length, [bits: standing]))
        }
    }

    func longestMatch(_ bits: Bits) -> PeerStanding? {
        for table in tables {
            let shift = Bits.bitWidth - table.length
            if let standing = table.standings[(bits >> shift) << shift] { return standing }
        }
        return nil
    }
}
