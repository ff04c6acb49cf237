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
            "control.logRepeats", ControlLimits.logRepeats,
            "Of log lines that say the same, so many are written in a minute; how many more there were is said afterwards."),
        Limit(
            "control.logRepeatMinute", ControlLimits.logRepeatMinute,
            "The minute, in milliseconds."),
        Limit(
            "control.logRepeatsRemembered", ControlLimits.logRepeatsRemembered,
            "Different lines of a minute that are compared; more are no repetition."),
        Limit(
            "control.notifySocketPathLength", ControlLimits.notifySocketPathLength,
            "Bytes of the path of the service manager's socket, as the kernel's address structure has room for."),
        Limit(
            "control.jsonValues", ControlLimits.jsonValues,
            "Values of all kinds in one RPC request. Those of our methods have a few dozen; a value takes some hundred bytes of memory, and so a request 10 MiB at most, whatever it is made of."),
        Limit(
            "control.cookieSize", ControlLimits.cookieSize,
            "Bytes of the cookie file that are read: a name and a password."),
        Limit(
            "control.rpcPatience", ControlLimits.rpcPatience,
            "How long a program waits for the daemon's answer."),
        Limit(
            "control.rpcAnswerSize", ControlLimits.rpcAnswerSize,
            "Bytes of one RPC answer that a program takes."),
    ]
}
