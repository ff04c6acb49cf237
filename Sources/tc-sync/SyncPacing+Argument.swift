public import ArgumentParser
public import TimeNode

extension SyncPacing: ExpressibleByArgument {
    public init?(argument: String) {
        switch argument {
        case "adaptive": self = .adaptive
        case "plan": self = .plan(blocksPerMinute: nil)
        default: return nil
        }
    }
}
