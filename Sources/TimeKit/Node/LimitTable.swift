// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum NodeLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "node.blocksPerRequest", NodeLimits.blocksPerRequest,
            "Blocks asked for in one request: what a peer answers at most (`wire §10.1`)."),
        Limit(
            "node.outstandingRequestsPerPeer", NodeLimits.outstandingRequestsPerPeer,
            "Requests a peer has unanswered at a time: two cover the round trip, four also a slow connect."),
        Limit(
            "node.rangeRequests", NodeLimits.rangeRequests,
            "GetBlockRange requests to one peer, which drops the 101st message of its general bucket (`wire §12.1`): those on their way when its second begins come on top, and now and then another question."),
        Limit(
            "node.getBlocksRequests", NodeLimits.getBlocksRequests,
            "GetBlocks requests to one peer, which drops more than 100 in 10 s (`policy §5`)."),
        Limit(
            "node.requestBurst", NodeLimits.requestBurst,
            "Requests of all kinds to one peer in so short a time: what a second allows is spread over it, so that neither machine is at its limit for a part of each second while others wait for it."),
        Limit(
            "node.unsentRequestRest", NodeLimits.unsentRequestRest,
            "A peer that a request couldn't be sent to, since it would have been one too many, isn't asked again for so long: its session counts the same requests by the moment when they go out."),
        Limit(
            "node.downloadWindow", NodeLimits.downloadWindow,
            "Blocks asked for ahead of the tip. With decoded blocks of 30 KB this is 30 MB of memory."),
        Limit(
            "node.bufferedBytes", NodeLimits.bufferedBytes,
            "Bytes of received blocks that wait for their turn; a quarter of the policy's limit, since decoded ones take about four times their size (`policy §5`)."),
        Limit(
            "node.bufferedBytesAtMost", NodeLimits.bufferedBytesAtMost,
            "Bytes of received blocks beyond which answers are dropped: huge blocks fill the buffer before anybody has seen that they are huge (`policy §5`)."),
        Limit(
            "node.blocksPerConnect", NodeLimits.blocksPerConnect,
            "Blocks connected in one transaction."),
        Limit(
            "node.firstStall", NodeLimits.firstStall,
            "The first time-out of a block request; doubles with each stall (`policy §5`)."),
        Limit(
            "node.longestStall", NodeLimits.longestStall,
            "The longest time-out of a block request (`policy §5`)."),
        Limit(
            "node.slowAnswer", NodeLimits.slowAnswer,
            "A peer that took as long for its last answer is asked for one range at a time."),
        Limit(
            "node.patienceOfFastest", NodeLimits.patienceOfFastest,
            "With nothing else to ask for, what a peer has owed for so many times the fastest's answer is asked of another."),
        Limit(
            "node.shortestPatience", NodeLimits.shortestPatience,
            "The shortest time until then."),
        Limit(
            "node.rest", NodeLimits.rest,
            "How long a peer that sent nothing it should have, or a block that fails a rule, is asked for no blocks."),
        Limit(
            "node.storeRetry", NodeLimits.storeRetry,
            "After a write to the store failed, for example for want of room, it is tried again."),
        Limit(
            "node.circuitFailures", NodeLimits.circuitFailures,
            "Failures in a row that open the circuit (`policy §5`)."),
        Limit(
            "node.circuitFirstBreak", NodeLimits.circuitFirstBreak,
            "How long the circuit is open at first; doubles (`policy §5`)."),
        Limit(
            "node.circuitLongestBreak", NodeLimits.circuitLongestBreak,
            "How long it is open at most (`policy §5`)."),
        Limit(
            "node.busyProcessorPercent", NodeLimits.busyProcessorPercent,
            "Percent of the machine that work other than catching up may take (`policy §5`)."),
        Limit(
            "node.busyProcessorWindow", NodeLimits.busyProcessorWindow,
            "Over which that is measured (`policy §5`)."),
        Limit(
            "node.planBatch", NodeLimits.planBatch,
            "Blocks in a batch of pacing `plan`: two requests (`policy §5`)."),
        Limit(
            "node.planInterval", NodeLimits.planInterval,
            "From the end of such a batch to the next (`policy §5`)."),
        Limit(
            "node.meterInterval", NodeLimits.meterInterval,
            "What is said of a download is said of the last one or two of these."),
        Limit(
            "node.unknownRoundTrip", NodeLimits.unknownRoundTrip,
            "Taken for the round trip of a peer that has answered no ping: slower than most that have."),
        Limit(
            "node.explainedSources", NodeLimits.explainedSources,
            "Sources of blocks that an explanation names."),
        Limit(
            "node.tipSupporters", NodeLimits.tipSupporters,
            "Peers whose word makes a tip count (`policy §5`)."),
        Limit(
            "node.supermajorityPercent", NodeLimits.supermajorityPercent,
            "Percent of at least three peers that decide between chains of the same height (`chain-rules §8.1`)."),
        Limit(
            "node.forkPatience", NodeLimits.forkPatience,
            "For an answer while a fork is looked into; the peer's other answers come within the first stall."),
        Limit(
            "node.forkRetry", NodeLimits.forkRetry,
            "After a branch was looked into and not followed: upstream's block after a refusal (`chain-rules §8.5` F1)."),
        Limit(
            "node.forkMemory", NodeLimits.forkMemory,
            "A fork is over when for so long no peer has told a tip of another chain: longer than a rest after a branch."),
        Limit(
            "node.followingDistance", NodeLimits.followingDistance,
            "Further behind than this the node catches up; nearer it asks for the next blocks (`policy §5`)."),
        Limit(
            "node.tipInterval", NodeLimits.tipInterval,
            "Between two questions for a peer's tip. Prime, so that timers don't beat together."),
        Limit(
            "node.tipIntervalAtSlot", NodeLimits.tipIntervalAtSlot,
            "The same in the first minute of a slot, while its block isn't here yet (`chain-rules §11`)."),
        Limit(
            "node.slotAttention", NodeLimits.slotAttention,
            "How long after its slot began a block is expected any moment."),
        Limit(
            "node.decisionInterval", NodeLimits.decisionInterval,
            "Between two decisions about the tip, if no peer tells anything new."),
        Limit(
            "node.announcementDelay", NodeLimits.announcementDelay,
            "Into a block's slot before it is announced: peers hold an announcement before its slot against us, by their clocks and without tolerance (`chain-rules §3.9`)."),
        Limit(
            "node.tipLifetime", NodeLimits.tipLifetime,
            "A tip not heard again for this long no longer counts (`policy §5`)."),
        Limit(
            "node.waitingCommands", NodeLimits.waitingCommands,
            "What the node asks of a session and the session hasn't come to: some ten minutes of it, far beyond the time after which a peer that takes nothing is closed."),
        Limit(
            "node.cachedAnswersBytes", NodeLimits.cachedAnswersBytes,
            "Bytes of answers made of stored blocks that are kept for the next peer: those of some 15,000 usual blocks."),
        Limit(
            "node.cachedAnswerBytes", NodeLimits.cachedAnswerBytes,
            "A larger answer isn't kept: it would leave room for few others."),
        Limit(
            "node.peersPerExchange", NodeLimits.peersPerExchange,
            "Peers named in an answer to GetPeers (`wire §5.2`)."),
        Limit(
            "node.findingsLoggedPerRun", NodeLimits.findingsLoggedPerRun,
            "Findings written to the log for one run of blocks; all are in the store."),
        Limit(
            "node.logInterval", NodeLimits.logInterval,
            "Between two lines on one topic about one peer."),
        Limit(
            "node.logGateEntries", NodeLimits.logGateEntries,
            "Lines about peers that are remembered; more in a minute are a flood, of which the log tells nothing new."),
        Limit(
            "node.tick", NodeLimits.tick,
            "Between two ticks of the node's state machines."),
        Limit(
            "node.trustInterval", NodeLimits.trustInterval,
            "Between two looks whether another process changed the whitelist (`design §3`)."),
        Limit(
            "node.expiryInterval", NodeLimits.expiryInterval,
            "Between two expiry passes over the whitelist: an hour, by a prime (`policy §1`)."),
        Limit(
            "node.sightingInterval", NodeLimits.sightingInterval,
            "Between two writes of who completed a handshake."),
        Limit(
            "node.waitingAnnouncements", NodeLimits.waitingAnnouncements,
            "Masternodes that announced themselves and wait to be proposed; each comes again within a minute."),
        Limit(
            "node.discoveryInterval", NodeLimits.discoveryInterval,
            "Between two looks at the lists of peers: an hour, by a prime (`policy §4`)."),
        Limit(
            "node.discoveryJitter", NodeLimits.discoveryJitter,
            "The part of that which is added at random, so that nodes don't ask in step."),
        Limit(
            "node.reportInterval", NodeLimits.reportInterval,
            "Between two lines that tell how the node is (`policy §6`)."),
        Limit(
            "node.waitingLookups", NodeLimits.waitingLookups,
            "Lookups of collaterals that wait; with each block all are looked up again."),
        Limit(
            "node.waitingBans", NodeLimits.waitingBans,
            "Automatic bans that wait to be stored; a peer that earns more comes again."),
        Limit(
            "node.loneliness", NodeLimits.loneliness,
            "How long no whitelisted peer may be connected before that is an alert (`policy §6`)."),
        Limit(
            "node.lagWarning", NodeLimits.lagWarning,
            "Blocks behind the peers beyond which there is a warning (`policy §6`)."),
        Limit(
            "node.lagAlarm", NodeLimits.lagAlarm,
            "Blocks behind the peers beyond which the alert is critical (`policy §6`)."),
        Limit(
            "node.forkAlert", NodeLimits.forkAlert,
            "How long a fork may be unresolved before that is an alert (`policy §6`)."),
        Limit(
            "node.memoryWarning", NodeLimits.memoryWarning,
            "Bytes of resident memory beyond which there is a warning: 2 GiB (`policy §6`)."),
        Limit(
            "node.processorWarning", NodeLimits.processorWarning,
            "Percent of the machine's processors beyond which there is a warning (`policy §6`)."),
        Limit(
            "node.processorWindow", NodeLimits.processorWindow,
            "Over which the use of processors is averaged (`policy §6`)."),
        Limit(
            "node.usageInterval", NodeLimits.usageInterval,
            "Between two looks at memory and processors: thirty in the window."),
        Limit(
            "node.clockWarning", NodeLimits.clockWarning,
            "Seconds that our clock may be off against the median of the peers' (`policy §6`)."),
        Limit(
            "node.clockRange", NodeLimits.clockRange,
            "Seconds that a peer's clock is off at most, as far as anybody is told: whatever it says, thirty years are enough."),
        Limit(
            "node.clockPeers", NodeLimits.clockPeers,
            "Peers whose clocks make a median: of fewer, one wrong clock would decide."),
        Limit(
            "node.alertCommandInterval", NodeLimits.alertCommandInterval,
            "Between two runs of the operator's command about one kind of alert (`policy §6`)."),
        Limit(
            "node.alertCommandPatience", NodeLimits.alertCommandPatience,
            "How long that command may take before it is killed (`policy §6`)."),
        Limit(
            "node.alertDocument", NodeLimits.alertDocument,
            "Bytes of an alert as the command gets it: what a pipe takes while nobody reads it is 16 times as much."),
        Limit(
            "node.recentAlerts", NodeLimits.recentAlerts,
            "Changes of alerts that are remembered for `getalerts`: more than one looks at."),
        Limit(
            "node.peersNamed", NodeLimits.peersNamed,
            "Peers that one line about the whitelist names."),
        Limit(
            "node.heightMilestone", NodeLimits.heightMilestone,
            "Blocks from one height that is told to the next: about a week."),
        Limit(
            "node.shortestProbeInterval", NodeLimits.shortestProbeInterval,
            "What a probe takes at least from one ping to the next: peers take six in 10 s, and half of it is polite (`wire §12.1`)."),
        Limit(
            "node.probePatience", NodeLimits.probePatience,
            "From the start of a probe to the peer's tip, and from the last ping to its pong, unless told otherwise. As long as a peer has for a handshake (`wire §7.1`)."),
        Limit(
            "node.probeNudge", NodeLimits.probeNudge,
            "The part of the time left after which a peer that doesn't answer the handshake is sent a ping: one that has refused us closes upon it, one that is slow doesn't (`wire §7.3`)."),
        Limit(
            "node.probeTick", NodeLimits.probeTick,
            "Between two looks of a probe at the time: pings start so late at most."),
        Limit(
            "node.probeFlood", NodeLimits.probeFlood,
            "Messages beyond a peer's limits after which a probe ends: many times what a busy peer sends."),
        Limit(
            "node.probeGarbage", NodeLimits.probeGarbage,
            "First messages that are none, after which a probe waits no longer."),
        Limit(
            "node.probePings", NodeLimits.probePings,
            "Pings of one probe that are remembered; of an endless one the latest."),
        Limit(
            "node.probeClosing", NodeLimits.probeClosing,
            "How long a probe waits for its connection to be closed."),
        Limit(
            "node.probeQueue", NodeLimits.probeQueue,
            "Messages of a probe that wait to be sent; a peer that takes none of them gets no more."),
        Limit(
            "node.probeRedial", NodeLimits.probeRedial,
            "A peer is dialled again at most so often (`policy §3`)."),
        Limit(
            "node.masternodeHeartbeat", NodeLimits.masternodeHeartbeat,
            "From one heartbeat of a masternode to the next: any message is one (`policy §2`)."),
        Limit(
            "node.missedHeartbeats", NodeLimits.missedHeartbeats,
            "Heartbeats missed in a row that make a masternode inactive (`policy §2`)."),
        Limit(
            "node.heartbeatReportInterval", NodeLimits.heartbeatReportInterval,
            "Between two reports of a session that its peer was heard: fine enough for heartbeats of a minute."),
        Limit(
            "node.inactivityOfFree", NodeLimits.inactivityOfFree,
            "A free masternode that is inactive for so long is forgotten, as peers do (`masternodes §9.2`)."),
        Limit(
            "node.inactivityOfPaid", NodeLimits.inactivityOfPaid,
            "The same of one with a collateral (`masternodes §9.2`)."),
        Limit(
            "node.forgottenMasternodeMemory", NodeLimits.forgottenMasternodeMemory,
            "Who was forgotten comes back by its own word only, and is relayed to nobody, for so long (`masternodes §18.3`)."),
        Limit(
            "node.hearsayMasternodes", NodeLimits.hearsayMasternodes,
            "Masternodes known from others only, a quarter of all: they can't take the room of those who speak for themselves."),
        Limit(
            "node.hearsayPerPeer", NodeLimits.hearsayPerPeer,
            "Masternodes that one peer can make known in the window: two full lists."),
        Limit(
            "node.hearsayWindow", NodeLimits.hearsayWindow,
            "Over which it is counted what a peer makes known."),
        Limit(
            "node.hearsayPeers", NodeLimits.hearsayPeers,
            "Peers of whom this is counted; of more nothing is taken: twice the slots for sessions."),
        Limit(
            "node.hearsayDials", NodeLimits.hearsayDials,
            "Masternodes known from others only that are dialled at a time: their addresses may be anybody's."),
        Limit(
            "node.masternodesPerList", NodeLimits.masternodesPerList,
            "Entries in a list of masternodes, ours and others' (`wire §5.5`)."),
        Limit(
            "node.gossipEntries", NodeLimits.gossipEntries,
            "Addresses read of one status gossip: more than the network has masternodes."),
        Limit(
            "node.reportersPerMasternode", NodeLimits.reportersPerMasternode,
            "Peers remembered as saying that they see a masternode: enough to tell many from few."),
        Limit(
            "node.gossipLifetime", NodeLimits.gossipLifetime,
            "How long what a peer said to see counts (`masternodes §9.2`)."),
        Limit(
            "node.rewardAddressBytes", NodeLimits.rewardAddressBytes,
            "Bytes of a reward address in an announcement; addresses have up to 45."),
        Limit(
            "node.masternodeQueryInterval", NodeLimits.masternodeQueryInterval,
            "Between two questions for a list of masternodes, to whatever peer: a minute, by a prime."),
        Limit(
            "node.masternodeQueryIntervalPerPeer", NodeLimits.masternodeQueryIntervalPerPeer,
            "The same to one peer, which answers six a minute (`wire §12.1`)."),
        Limit(
            "node.relaysPerPeer", NodeLimits.relaysPerPeer,
            "Announcements of others sent to one peer in the window; it takes three (`wire §12.1`, `masternodes §18.3`)."),
        Limit(
            "node.relayWindow", NodeLimits.relayWindow,
            "Over which these are counted."),
        Limit(
            "node.relayInterval", NodeLimits.relayInterval,
            "A masternode is made known to others at most once in this time: relays can hurt it (`masternodes §18.3`)."),
        Limit(
            "node.relayPatience", NodeLimits.relayPatience,
            "How long an announcement waits for its collateral to be looked up, to be passed on."),
        Limit(
            "node.suspicionStep", NodeLimits.suspicionStep,
            "By how much the phi of a peer's silence has to change for its session to tell the node: half a power of ten, finer than the grades that are made of it."),
    ]
}
