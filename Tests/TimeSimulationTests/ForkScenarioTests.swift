import TestSupport
import Testing
import TimeSimulation

/// Networks whose peers follow different branches for a while, and agree in the end.
@Suite(.alone) struct ForkScenarioTests {
    @Test func allNodesEndOnTheBranchThatTheNetworkAgreesOn() async {
        let reports = await withTaskGroup(of: ForkReport.self) { group in
            for seed in 1...200 as ClosedRange<UInt64> { group.addTask { ForkReport(seed: seed) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for report in reports {
            #expect(report.faults.isEmpty, "seed \(report.seed)\n\(report.faults.joined(separator: "\n"))")
        }
        let reorganisations = reports.reduce(0) { $0 + $1.reorganisations }
        let deepest = reports.flatMap(\.depths).max() ?? 0
        print("forks: \(reports.count) networks, \(reorganisations) reorganisations, up to \(deepest) blocks deep")
        #expect(reorganisations > reports.count)
    }
}
