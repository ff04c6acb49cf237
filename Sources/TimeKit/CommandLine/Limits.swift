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
}
