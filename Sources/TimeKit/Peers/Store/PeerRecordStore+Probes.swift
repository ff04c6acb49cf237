public import TimeModel

extension PeerRecordStore {
    /// Adds what probes found out to what is known of the peers: round trips, and whether a session came about. What
    /// says nothing of a peer is left aside.
    ///
    /// - Throws: `PeerStoreError`
    public func add(_ reports: [ProbeReport], at now: UnixTime) throws {
        var records: [PeerAddress: PeerRecord] = [:]
        for report in reports {
            guard let address = report.address.flatMap({ PeerAddress($0) }),
                report.worst?.fault.map({ !$0.isOurs }) ?? true
            else { continue }
            var record = try records[address] ?? self.record(of: address) ?? PeerRecord(address)
            for milliseconds in report.ping?.roundTrips ?? [] {
                if let milliseconds { record.roundTrips.record(.microseconds(Int64(milliseconds * 1000))) }
            }
            if report.verdict == .unhealthy {
                record.score.failed(at: now)
            } else {
                record.score.succeeded(at: now)
            }
            records[address] = record
        }
        guard !records.isEmpty else { return }
        try write(records.values, at: now)
    }
}
