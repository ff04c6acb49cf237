import Foundation
public import Testing

extension Trait where Self == ConditionTrait {
    /// For tests that time something: `make test` runs them after all others and one at a time.
    public static var timed: Self {
        .enabled(
            if: ProcessInfo.processInfo.environment["TIMEKIT_SPEED"] != nil,
            "it times itself; set TIMEKIT_SPEED and run it alone")
    }
}
