public import TimeModel

/// What goes wrong in a simulation: given by hand, or made from a seed.
public struct FaultPlan: Hashable, Sendable {
    public var faults: [Fault]

    public static let none = FaultPlan([])

    public init(_ faults: [Fault]) { self.faults = faults }

    /// Faults of these families on these hosts, from `start` on through `span`: some for each host and day.
    public static func random(
        _ families: [FaultFamily], hosts: [PeerAddress], from start: Moment = .start, through span: Duration,
        seed: UInt64
    ) -> FaultPlan {
        var faults: [Fault] = []
        let seeds = SeededGenerator(seed: seed)
        for family in families {
            for (index, host) in hosts.enumerated() {
                var generator = seeds.stream("faults", family.number, UInt64(index))
                var at = start + family.pause(&generator)
                while at - start < span {
                    let fault = family.fault(at: at, on: host, among: hosts, &generator)
                    faults.append(fault)
                    at = at + fault.duration + family.pause(&generator)
                }
            }
        }
        return FaultPlan(faults)
    }
}
