/// Every number of the command-line floor.
package enum CommandLineLimits {
    /// Columns of a progress bar. Terminals are at least this wide, and a line that wraps can't be redrawn.
    package static let progressColumns = 80
    /// Between two drawings of a progress bar: smooth to the eye, nothing to the terminal.
    package static let progressBarInterval: Duration = .milliseconds(100)
    /// Between two lines of progress where there is no terminal: enough to see that it goes on.
    package static let progressLineInterval: Duration = .seconds(10)
    /// Faults of a file that are told one by one: enough to see what they have in common.
    package static let faultLines = 50
    /// Bytes read from a file at once.
    package static let readLength = 65_536
    /// Audit records about one peer that are shown with it: what happened lately.
    package static let shownRecords = 10
    /// Columns of a table's last cell that are shown however narrow the terminal is: enough to recognise a reason.
    package static let lastCell = 20
    /// Columns of text where there is no terminal to ask.
    package static let textColumns = 80
    /// Targets of a probe whose layers are shown one by one; more come as a table.
    package static let detailedProbes = 3
    /// Bytes of a saved or recorded probe: several times what the most targets come to.
    package static let probeFile = 268_435_456
    /// Bytes of the kernel's list of locks that are read: some ten thousand locks.
    package static let lockList = 1_048_576
    /// Targets of one run: more than the network has nodes.
    package static let probeTargets = 5_000
    /// Without any peer's tip until a catch-up gives up: twice what a dial and the first answers may take.
    package static let tipPatience: Duration = .seconds(60)
    /// Columns from which on a table of probes has all its columns.
    package static let wideTable = 110
}
