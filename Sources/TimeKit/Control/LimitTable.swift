// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum ControlLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "control.logValueLength", ControlLimits.logValueLength,
            "Characters of one value in a log line. What a peer sent may end up there; a longer text is cut."),
        Limit(
            "control.notifySocketPathLength", ControlLimits.notifySocketPathLength,
            "Bytes of the path of the service manager's socket, as the kernel's address structure has room for."),
    ]
}
