package import TimeModel

/// What goes wrong in a simulation: given by hand, or made from a seed.
public struct FaultPlan: Hashable, Sendable {
    public var faults: [Fault]

    public static let none = FaultPlan([])

    public init(_ faults: [Fault]) { self.faults = faults }

    /// Faults of these families on these hosts, from `start` on through `span`.
    ///
    /// - Parameter perDay: Of each family but loss on each host, on average.
    package static func random(
        _ families: [FaultFamily], hosts: [PeerAddress], from start: Moment = .start, through span: Duration,
        perDay: Double = SimulationLimits.faultsPerDay, seed: UInt64
    ) -> FaultPlan {
        var faults: [Fault] = []
        let seeds = SeededGenerator(seed: seed)
        for family in families {
            for (index, host) in hosts.enumerated() {
                var generator = seeds.stream("faults", family.number, UInt64(index))
                var at = start + family.pause(perDay: perDay, &generator)
                while at - start < span {
                    let fault = family.fault(at: at, on: host, among: hosts, &generator)
                    faults.append(fault)
                    at = at + fault.duration + family.pause(perDay: perDay, &generator)
                }
            }
        }
        return FaultPlan(faults)
    }
}
