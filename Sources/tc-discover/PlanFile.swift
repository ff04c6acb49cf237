import Foundation
import TimeCommandLine
import TimePeers

/// The last plan, beside the store.
struct PlanFile {
    let path: String

    func write(_ plan: DiscoveryPlan) throws {
        let text = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
        try OutputFile.write(text, to: path)
    }

    func read(_ id: String) throws(OperatorError) -> DiscoveryPlan {
        let plan = FileManager.default.contents(atPath: path)
            .flatMap {
                try? JSONDecoder().decode(DiscoveryPlan.self, from: $0)
            }
        guard let plan, plan.id == id else {
            throw OperatorError(
                .dataError, "there is no plan \(id)", why: plan.map { "the last one made is \($0.id)" },
                remedy: "make one with --plan")
        }
        return plan
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
