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
            "How often the tail of a delay doubles at most: under a minute for the usual scale of 100 ms. What takes longer is a stall, and those are planned."),
        Limit(
            "simulation.eventsKept", SimulationLimits.eventsKept,
            "Events kept as text for whoever looks into a failure."),
        Limit(
            "simulation.hosts", SimulationLimits.hosts,
            "Nodes that one simulation takes: with all of them connected its memory is a few gigabytes."),
        Limit(
            "simulation.faultsPerDay", SimulationLimits.faultsPerDay,
            "Faults of one family on one host in a day, unless something else is said. A choice: nobody has measured it."),
        Limit(
            "simulation.fewestFaultsPerDay", SimulationLimits.fewestFaultsPerDay,
            "The fewest that a plan is made for: one in a hundred days."),
        Limit(
            "simulation.faultDoublings", SimulationLimits.faultDoublings,
            "How often the longest fault is halved to make the shortest: from ten minutes to a second."),
        Limit(
            "simulation.longestFault", SimulationLimits.longestFault,
            "The longest of a plan's stalls, pauses and the like: what sessions have to survive."),
        Limit(
            "simulation.usualLossAtMost", SimulationLimits.usualLossAtMost,
            "The part of packets lost at most in a plan: more is no network any more."),
        Limit(
            "simulation.clockStepSeconds", SimulationLimits.clockStepSeconds,
            "Seconds by which a plan's clocks are off at most."),
        Limit(
            "simulation.blockTimeTolerance", SimulationLimits.blockTimeTolerance,
            "Seconds that a block may come before its time: clocks differ."),
        Limit(
            "simulation.disconnectsKept", SimulationLimits.disconnectsKept,
            "Ends of sessions that a node's tally keeps with their reasons: enough to see a pattern."),
        Limit(
            "simulation.blockDelay", SimulationLimits.blockDelay,
            "Seconds after its slot began that a block is there: what the network's vote takes."),
        Limit(
            "simulation.redialInterval", SimulationLimits.redialInterval,
            "How long a scripted peer waits before it dials again: what the network's nodes ask of others (`wire §12.6`)."),
        Limit(
            "simulation.incidentsKept", SimulationLimits.incidentsKept,
            "Incidents that an upstream-like peer keeps: one is too many, a thousand tell no more."),
        Limit(
            "simulation.fullMesh", SimulationLimits.fullMesh,
            "Nodes that all trust each other in a scenario; in a larger one each has about as many peers."),
        Limit(
            "simulation.startInterval", SimulationLimits.startInterval,
            "Between the starts of a scenario's nodes: three peers each stay below the newcomers that a peer takes in a minute."),
        Limit(
            "simulation.meetingTime", SimulationLimits.meetingTime,
            "How long a scenario's nodes have to meet and catch up before anything goes wrong."),
    ]
}
