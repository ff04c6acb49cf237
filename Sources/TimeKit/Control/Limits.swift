/// Every number of the control floor.
package enum ControlLimits {
    /// Characters of one value in a log line. What a peer sent may end up there; a longer text is cut.
    package static let logValueLength = 1000
    /// Bytes of the path of the service manager's socket, as the kernel's address structure has room for.
    package static let notifySocketPathLength = 107
}
