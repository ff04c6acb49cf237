import Foundation
public import Testing

extension Trait where Self == ConditionTrait {
    /// For tests that time something or keep a processor busy for long: `make test` runs them after all others and one
    /// at a time.
    public static var alone: Self {
        .enabled(
            if: ProcessInfo.processInfo.environment["TIMEKIT_ALONE"] != nil,
            "it is to run alone; set TIMEKIT_ALONE, or use make test")
    }
}
