/// Every number of the RPC floor.
package enum RPCLimits {
    /// Connections at once, an operator has some dozen programs at most. When there are as many, the one that has asked
    /// nothing for longest is closed, and others wait if all are being answered.
    package static let connections = 256
    /// Bytes of a request's body (`operator §7.1`).
    package static let bodySize = 16 << 20
    /// Bytes of all bodies that are being read at once: four of the largest. A request beyond them is answered with
    /// status 503.
    package static let bodiesSize = 64 << 20
    /// Bytes of a body that needs no place among those: requests of our methods are smaller.
    package static let smallBodySize = 16 << 10
    /// The processor's time slice for the thread that answers: about what a request takes, so that it hardly waits for
    /// threads that compute.
    package static let timeSlice = Duration.microseconds(100)
    /// How long a connection may stay without a request.
    package static let idlePatience = Duration.seconds(30)
    /// How long a request may take, from its head until its answer is in the client's hands.
    package static let requestPatience = Duration.seconds(60)
    /// How long who gave a wrong password waits for the answer.
    package static let wrongPasswordDelay = Duration.milliseconds(250)
    /// How long answers may still take when the daemon ends, of the ten seconds that it has; and how long a client has
    /// to take the last answer of a connection.
    package static let endingPatience = Duration.seconds(1)
    /// How long the node's own loop, which turns once a second, may say nothing until it counts as stuck: as long as the
    /// service manager's watchdog waits.
    package static let pulsePatience = Duration.seconds(60)
    /// Blocks that a node may be behind its peers and still be relied on: as many come within some minutes.
    package static let readyLag: UInt64 = 10
    /// Requests in one batch.
    package static let batchSize = 100
    /// Rows that one scan of the unspent outputs gives out, `listunspent`'s most.
    package static let unspentRows = 10_000
    /// Findings of one `getauditfindings`.
    package static let auditFindings = 1000
    /// Addresses of one `listunspent`.
    package static let addresses = 1000
    /// Bytes of the name of a method or of a text in a request that an error repeats.
    package static let echoedText = 100
}
