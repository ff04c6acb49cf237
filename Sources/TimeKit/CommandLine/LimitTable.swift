// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum CommandLineLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "commandLine.progressColumns", CommandLineLimits.progressColumns,
            "Columns of a progress bar. Terminals are at least this wide, and a line that wraps can't be redrawn."),
        Limit(
            "commandLine.progressBarInterval", CommandLineLimits.progressBarInterval,
            "Between two drawings of a progress bar: smooth to the eye, nothing to the terminal."),
        Limit(
            "commandLine.progressLineInterval", CommandLineLimits.progressLineInterval,
            "Between two lines of progress where there is no terminal: enough to see that it goes on."),
        Limit(
            "commandLine.faultLines", CommandLineLimits.faultLines,
            "Faults of a file that are told one by one: enough to see what they have in common."),
        Limit(
            "commandLine.readLength", CommandLineLimits.readLength,
            "Bytes read from a file at once."),
        Limit(
            "commandLine.shownRecords", CommandLineLimits.shownRecords,
            "Audit records about one peer that are shown with it: what happened lately."),
        Limit(
            "commandLine.lastCell", CommandLineLimits.lastCell,
            "Columns of a table's last cell that are shown however narrow the terminal is: enough to recognise a reason."),
        Limit(
            "commandLine.textColumns", CommandLineLimits.textColumns,
            "Columns of text where there is no terminal to ask."),
        Limit(
            "commandLine.detailedProbes", CommandLineLimits.detailedProbes,
            "Targets of a probe whose layers are shown one by one; more come as a table."),
        Limit(
            "commandLine.probeFile", CommandLineLimits.probeFile,
            "Bytes of a saved or recorded probe: several times what the most targets come to."),
        Limit(
            "commandLine.lockList", CommandLineLimits.lockList,
            "Bytes of the kernel's list of locks that are read: some ten thousand locks."),
        Limit(
            "commandLine.probeTargets", CommandLineLimits.probeTargets,
            "Targets of one run: more than the network has nodes."),
        Limit(
            "commandLine.tipPatience", CommandLineLimits.tipPatience,
            "Without any peer's tip until a catch-up gives up: twice what a dial and the first answers may take."),
        Limit(
            "commandLine.wideTable", CommandLineLimits.wideTable,
            "Columns from which on a table of probes has all its columns."),
    ]
}
