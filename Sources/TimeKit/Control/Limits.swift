/// Every number of the control floor.
package enum ControlLimits {
    /// Characters of one value in a log line. What a peer sent may end up there; a longer text is cut.
    package static let logValueLength = 1000
    /// Of log lines that say the same, so many are written in a minute; how many more there were is said afterwards.
    package static let logRepeats = 5
    /// The minute, in milliseconds.
    package static let logRepeatMinute: Int64 = 60_000
    /// Different lines of a minute that are compared; more are no repetition.
    package static let logRepeatsRemembered = 1000
    /// Bytes of the path of the service manager's socket, as the kernel's address structure has room for.
    package static let notifySocketPathLength = 107
    /// Values of all kinds in one RPC request. Those of our methods have a few dozen; a value takes some hundred bytes of
    /// memory, and so a request 10 MiB at most, whatever it is made of.
    package static let jsonValues = 50_000
    /// Bytes of the cookie file that are read: a name and a password.
    package static let cookieSize = 4096
    /// How long a program waits for the daemon's answer.
    package static let rpcPatience = Duration.seconds(30)
    /// Bytes of one RPC answer that a program takes.
    package static let rpcAnswerSize = 64 << 20
}
