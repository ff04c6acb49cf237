import ArgumentParser
import TimeSimulation

/// What the operator wants to go wrong in a simulation.
struct FaultList: ExpressibleByArgument {
    let families: [FaultFamily]

    init(families: [FaultFamily]) { self.families = families }

    init?(argument: String) {
        switch argument {
        case "none": self.init(families: [])
        case "all": self.init(families: FaultFamily.allCases)
        default:
            let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
            let families = parts.compactMap { FaultFamily(rawValue: String($0)) }
            guard families.count == parts.count else { return nil }
            self.init(families: FaultFamily.allCases.filter(families.contains))
        }
    }

    var defaultValueDescription: String { families.isEmpty ? "none" : families.map(\.rawValue).joined(separator: ",") }

    static let names = FaultFamily.allCases.map(\.rawValue).joined(separator: ", ")
}
