// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum RPCLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "rpc.connections", RPCLimits.connections,
            "Connections at once, an operator has some dozen programs at most. When there are as many, the one that has asked nothing for longest is closed, and others wait if all are being answered."),
        Limit(
            "rpc.bodySize", RPCLimits.bodySize,
            "Bytes of a request's body (`operator §7.1`)."),
        Limit(
            "rpc.bodiesSize", RPCLimits.bodiesSize,
            "Bytes of all bodies that are being read at once: four of the largest. A request beyond them is answered with status 503."),
        Limit(
            "rpc.smallBodySize", RPCLimits.smallBodySize,
            "Bytes of a body that needs no place among those: requests of our methods are smaller."),
        Limit(
            "rpc.timeSlice", RPCLimits.timeSlice,
            "The processor's time slice for the thread that answers: about what a request takes, so that it hardly waits for threads that compute."),
        Limit(
            "rpc.idlePatience", RPCLimits.idlePatience,
            "How long a connection may stay without a request."),
        Limit(
            "rpc.requestPatience", RPCLimits.requestPatience,
            "How long a request may take, from its head until its answer is in the client's hands."),
        Limit(
            "rpc.wrongPasswordDelay", RPCLimits.wrongPasswordDelay,
            "How long who gave a wrong password waits for the answer."),
        Limit(
            "rpc.endingPatience", RPCLimits.endingPatience,
            "How long answers may still take when the daemon ends, of the ten seconds that it has; and how long a client has to take the last answer of a connection."),
        Limit(
            "rpc.pulsePatience", RPCLimits.pulsePatience,
            "How long the node's own loop, which turns once a second, may say nothing until it counts as stuck: as long as the service manager's watchdog waits."),
        Limit(
            "rpc.readyLag", RPCLimits.readyLag,
            "Blocks that a node may be behind its peers and still be relied on: as many come within some minutes."),
        Limit(
            "rpc.batchSize", RPCLimits.batchSize,
            "Requests in one batch."),
        Limit(
            "rpc.unspentRows", RPCLimits.unspentRows,
            "Rows that one scan of the unspent outputs gives out, `listunspent`'s most."),
        Limit(
            "rpc.auditFindings", RPCLimits.auditFindings,
            "Findings of one `getauditfindings`."),
        Limit(
            "rpc.addresses", RPCLimits.addresses,
            "Addresses of one `listunspent`."),
        Limit(
            "rpc.echoedText", RPCLimits.echoedText,
            "Bytes of the name of a method or of a text in a request that an error repeats."),
    ]
}
