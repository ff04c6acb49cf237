// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum SimulationLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "simulation.dialTimeout", SimulationLimits.dialTimeout,
            "How long a dial may take: what the network's nodes wait (`wire §2.1`)."),
        Limit(
            "simulation.firstDialRetry", SimulationLimits.firstDialRetry,
            "Between the first and the second of a dial's packets when the first is lost; doubles, as on Linux."),
        Limit(
            "simulation.unacknowledgedAtMost", SimulationLimits.unacknowledgedAtMost,
            "How long sent bytes go unacknowledged until the connection breaks: Linux's fifteen retransmissions."),
        Limit(
            "simulation.shortestRetransmission", SimulationLimits.shortestRetransmission,
            "The shortest time until a lost packet is sent again, on Linux."),
        Limit(
            "simulation.longestRetransmission", SimulationLimits.longestRetransmission,
            "The longest time until a lost packet is sent again, on Linux; so long it may take to see that a link is back."),
        Limit(
            "simulation.packetBytes", SimulationLimits.packetBytes,
            "Bytes of a packet on Ethernet, without its headers."),
        Limit(
            "simulation.packetsDrawn", SimulationLimits.packetsDrawn,
            "Packets of one message whose losses are drawn: what more would add to the delay is little."),
        Limit(
            "simulation.greatestLoss", SimulationLimits.greatestLoss,
            "The part of packets that a link loses at most: with more no stream would ever end."),
        Limit(
            "simulation.tailDoublings", SimulationLimits.tailDoublings,
            "How often the tail of a delay doubles at most: six minutes for the usual scale of 100 ms."),
        Limit(
            "simulation.eventsKept", SimulationLimits.eventsKept,
            "Events kept as text for whoever looks into a failure."),
        Limit(
            "simulation.hosts", SimulationLimits.hosts,
            "Nodes that one simulation takes: with all of them connected its memory is a few gigabytes."),
        Limit(
            "simulation.meanFaultPause", SimulationLimits.meanFaultPause,
            "Between two faults of one family on one host, on average: a handful in a day."),
        Limit(
            "simulation.longestFault", SimulationLimits.longestFault,
            "The longest of a plan's stalls, pauses and the like: what sessions have to survive."),
        Limit(
            "simulation.usualLossAtMost", SimulationLimits.usualLossAtMost,
            "The part of packets lost at most in a plan: more is no network any more."),
        Limit(
            "simulation.clockStepSeconds", SimulationLimits.clockStepSeconds,
            "Seconds by which a plan's clocks are off at most."),
    ]
}
