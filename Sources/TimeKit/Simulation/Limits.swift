/// The numbers of this module, with their units and reasons: what the virtual machines' kernels and wires do.
package enum SimulationLimits {
    /// How long a dial may take: what the network's nodes wait (`wire §2.1`).
    package static let dialTimeout: Duration = .seconds(10)
    /// Between the first and the second of a dial's packets when the first is lost; doubles, as on Linux.
    package static let firstDialRetry: Duration = .seconds(1)
    /// How long sent bytes go unacknowledged until the connection breaks: Linux's fifteen retransmissions.
    package static let unacknowledgedAtMost: Duration = .seconds(924)
    /// The shortest time until a lost packet is sent again, on Linux.
    package static let shortestRetransmission: Duration = .milliseconds(200)
    /// The longest time until a lost packet is sent again, on Linux; so long it may take to see that a link is back.
    package static let longestRetransmission: Duration = .seconds(120)
    /// Bytes of a packet on Ethernet, without its headers.
    package static let packetBytes = 1_448
    /// Packets of one message whose losses are drawn: what more would add to the delay is little.
    package static let packetsDrawn = 16
    /// The part of packets that a link loses at most: with more no stream would ever end.
    package static let greatestLoss = 0.95
    /// How often the tail of a delay doubles at most: under a minute for the usual scale of 100 ms. What takes longer is a
    /// stall, and those are planned.
    package static let tailDoublings = 8
    /// Events kept as text for whoever looks into a failure.
    package static let eventsKept = 200
    /// Nodes that one simulation takes: with all of them connected its memory is a few gigabytes.
    package static let hosts = 1_000
    /// Faults of one family on one host in a day, unless something else is said. A choice: nobody has measured it.
    package static let faultsPerDay = 3.0
    /// The fewest that a plan is made for: one in a hundred days.
    package static let fewestFaultsPerDay = 0.01
    /// How often the longest fault is halved to make the shortest: from ten minutes to a second.
    package static let faultDoublings = 9
    /// The longest of a plan's stalls, pauses and the like: what sessions have to survive.
    package static let longestFault: Duration = .seconds(600)
    /// The part of packets lost at most in a plan: more is no network any more.
    package static let usualLossAtMost = 0.05
    /// Seconds by which a plan's clocks are off at most.
    package static let clockStepSeconds: Int64 = 30
    /// Seconds that a block may come before its time: clocks differ.
    package static let blockTimeTolerance: Int64 = 60
    /// Ends of sessions that a node's tally keeps with their reasons: enough to see a pattern.
    package static let disconnectsKept = 100
    /// Seconds after its slot began that a block is there: what the network's vote takes.
    package static let blockDelay: Int64 = 8
    /// How long a scripted peer waits before it dials again: what the network's nodes ask of others (`wire §12.6`).
    package static let redialInterval: Duration = .seconds(31)
    /// Incidents that an upstream-like peer keeps: one is too many, a thousand tell no more.
    package static let incidentsKept = 1_000
    /// Nodes that all trust each other in a scenario; in a larger one each has about as many peers.
    package static let fullMesh = 16
    /// Between the starts of a scenario's nodes: three peers each stay below the newcomers that a peer takes in a minute.
    package static let startInterval: Duration = .seconds(3)
    /// How long a scenario's nodes have to meet and catch up before anything goes wrong.
    package static let meetingTime: Duration = .seconds(300)
}
