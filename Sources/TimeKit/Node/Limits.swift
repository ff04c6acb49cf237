package import TimeWire

/// The numbers of this module, with their units and reasons.
package enum NodeLimits {
    /// Blocks asked for in one request: what a peer answers at most (`wire §10.1`).
    package static let blocksPerRequest = 50
    /// Requests a peer has unanswered at a time: two cover the round trip, four also a slow connect.
    package static let outstandingRequestsPerPeer = 4
    /// GetBlockRange requests to one peer, which drops the 101st message of its general bucket (`wire §12.1`): those on
    /// their way when its second begins come on top, and now and then another question.
    package static let rangeRequests = Allowance(94, per: .seconds(1))
    /// GetBlocks requests to one peer, which drops more than 100 in 10 s (`policy §5`).
    package static let getBlocksRequests = Allowance(8, per: .seconds(1))
    /// Requests of all kinds to one peer in so short a time: what a second allows is spread over it, so that neither machine
    /// is at its limit for a part of each second while others wait for it.
    package static let requestBurst = Allowance(2, per: .milliseconds(18))
    /// A peer that a request couldn't be sent to, since it would have been one too many, isn't asked again for so long: its
    /// session counts the same requests by the moment when they go out.
    package static let unsentRequestRest: Duration = .milliseconds(4)
    /// Blocks asked for ahead of the tip. With decoded blocks of 30 KB this is 30 MB of memory.
    package static let downloadWindow = 1_024
    /// Bytes of received blocks that wait for their turn; a quarter of the policy's limit, since decoded ones take
    /// about four times their size (`policy §5`).
    package static let bufferedBytes = 16 * 1_024 * 1_024
    /// Bytes of received blocks beyond which answers are dropped: huge blocks fill the buffer before anybody has seen
    /// that they are huge (`policy §5`).
    package static let bufferedBytesAtMost = 64 * 1_024 * 1_024
    /// Blocks connected in one transaction.
    package static let blocksPerConnect = 256
    /// The first time-out of a block request; doubles with each stall (`policy §5`).
    package static let firstStall: Duration = .seconds(2)
    /// The longest time-out of a block request (`policy §5`).
    package static let longestStall: Duration = .seconds(64)
    /// A peer that took as long for its last answer is asked for one range at a time.
    package static let slowAnswer: Duration = .seconds(1)
    /// With nothing else to ask for, what a peer has owed for so many times the fastest's answer is asked of another.
    package static let patienceOfFastest = 4
    /// The shortest time until then.
    package static let shortestPatience: Duration = .milliseconds(250)
    /// How long a peer that sent nothing it should have, or a block that fails a rule, is asked for no blocks.
    package static let rest: Duration = .seconds(60)

    /// After a write to the store failed, for example for want of room, it is tried again.
    package static let storeRetry: Duration = .seconds(11)

    /// Failures in a row that open the circuit (`policy §5`).
    package static let circuitFailures = 3
    /// How long the circuit is open at first; doubles (`policy §5`).
    package static let circuitFirstBreak: Duration = .seconds(60)
    /// How long it is open at most (`policy §5`).
    package static let circuitLongestBreak: Duration = .seconds(900)
    /// Percent of the machine that work other than catching up may take (`policy §5`).
    package static let busyProcessorPercent = 80
    /// Over which that is measured (`policy §5`).
    package static let busyProcessorWindow: Duration = .seconds(60)
    /// Blocks in a batch of pacing `plan`: two requests (`policy §5`).
    package static let planBatch = 100
    /// From the end of such a batch to the next (`policy §5`).
    package static let planInterval: Duration = .seconds(5)
    /// What is said of a download is said of the last one or two of these.
    package static let meterInterval: Duration = .seconds(10)
    /// Taken for the round trip of a peer that has answered no ping: slower than most that have.
    package static let unknownRoundTrip: Duration = .seconds(1)
    /// Sources of blocks that an explanation names.
    package static let explainedSources = 10

    /// Peers whose word makes a tip count (`policy §5`).
    package static let tipSupporters = 3
    /// Percent of at least three peers that decide between chains of the same height (`chain-rules §8.1`).
    package static let supermajorityPercent = 67
    /// For an answer while a fork is looked into; the peer's other answers come within the first stall.
    package static let forkPatience: Duration = .seconds(10)
    /// After a branch was looked into and not followed: upstream's block after a refusal (`chain-rules §8.5` F1).
    package static let forkRetry: Duration = .seconds(120)
    /// A fork is over when for so long no peer has told a tip of another chain: longer than a rest after a branch.
    package static let forkMemory: Duration = .seconds(180)
    /// Further behind than this the node catches up; nearer it asks for the next blocks (`policy §5`).
    package static let followingDistance: UInt64 = 5
    /// Between two questions for a peer's tip. Prime, so that timers don't beat together.
    package static let tipInterval: Duration = .seconds(13)
    /// The same in the first minute of a slot, while its block isn't here yet (`chain-rules §11`).
    package static let tipIntervalAtSlot: Duration = .seconds(3)
    /// How long after its slot began a block is expected any moment.
    package static let slotAttention: Int64 = 60
    /// Between two decisions about the tip, if no peer tells anything new.
    package static let decisionInterval: Duration = .seconds(5)
    /// Into a block's slot before it is announced: peers hold an announcement before its slot against us, by their clocks
    /// and without tolerance (`chain-rules §3.9`).
    package static let announcementDelay: Int64 = 10
    /// A tip not heard again for this long no longer counts (`policy §5`).
    package static let tipLifetime: Duration = .seconds(300)

    /// What the node asks of a session and the session hasn't come to: some ten minutes of it, far beyond the time after
    /// which a peer that takes nothing is closed.
    package static let waitingCommands = 1_024
    /// Bytes of answers made of stored blocks that are kept for the next peer: those of some 15,000 usual blocks.
    package static let cachedAnswersBytes = 4 * 1_024 * 1_024
    /// A larger answer isn't kept: it would leave room for few others.
    package static let cachedAnswerBytes = 512 * 1_024
    /// Peers named in an answer to GetPeers (`wire §5.2`).
    package static let peersPerExchange = 32
    /// Findings written to the log for one run of blocks; all are in the store.
    package static let findingsLoggedPerRun = 5
    /// Between two lines on one topic about one peer.
    package static let logInterval: Duration = .seconds(60)
    /// Lines about peers that are remembered; more in a minute are a flood, of which the log tells nothing new.
    package static let logGateEntries = 1_000
    /// Between two ticks of the node's state machines.
    package static let tick: Duration = .seconds(1)
    /// Between two looks whether another process changed the whitelist (`design §3`).
    package static let trustInterval: Duration = .seconds(1)
    /// Between two expiry passes over the whitelist: an hour, by a prime (`policy §1`).
    package static let expiryInterval: Duration = .seconds(3_607)
    /// Between two writes of who completed a handshake.
    package static let sightingInterval: Duration = .seconds(61)
    /// Masternodes that announced themselves and wait to be proposed; each comes again within a minute.
    package static let waitingAnnouncements = 256
    /// Between two looks at the lists of peers: an hour, by a prime (`policy §4`).
    package static let discoveryInterval: Duration = .seconds(3_593)
    /// The part of that which is added at random, so that nodes don't ask in step.
    package static let discoveryJitter = 0.1
    /// Between two lines that tell how the node is (`policy §6`).
    package static let reportInterval: Duration = .seconds(300)
    /// Lookups of collaterals that wait; with each block all are looked up again.
    package static let waitingLookups = 256
    /// Automatic bans that wait to be stored; a peer that earns more comes again.
    package static let waitingBans = 256

    // MARK: Alerts

    /// How long no whitelisted peer may be connected before that is an alert (`policy §6`).
    package static let loneliness: Duration = .seconds(60)
    /// Blocks behind the peers beyond which there is a warning (`policy §6`).
    package static let lagWarning: UInt64 = 50
    /// Blocks behind the peers beyond which the alert is critical (`policy §6`).
    package static let lagAlarm: UInt64 = 100
    /// How long a fork may be unresolved before that is an alert (`policy §6`).
    package static let forkAlert: Duration = .seconds(600)
    /// Bytes of resident memory beyond which there is a warning: 2 GiB (`policy §6`).
    package static let memoryWarning: UInt64 = 2 << 30
    /// Percent of the machine's processors beyond which there is a warning (`policy §6`).
    package static let processorWarning = 50
    /// Over which the use of processors is averaged (`policy §6`).
    package static let processorWindow: Duration = .seconds(300)
    /// Between two looks at memory and processors: thirty in the window.
    package static let usageInterval: Duration = .seconds(10)
    /// Seconds that our clock may be off against the median of the peers' (`policy §6`).
    package static let clockWarning = 2.0
    /// Seconds that a peer's clock is off at most, as far as anybody is told: whatever it says, thirty years are enough.
    package static let clockRange = 1e9
    /// Peers whose clocks make a median: of fewer, one wrong clock would decide.
    package static let clockPeers = 3
    /// Between two runs of the operator's command about one kind of alert (`policy §6`).
    package static let alertCommandInterval: Duration = .seconds(60)
    /// How long that command may take before it is killed (`policy §6`).
    package static let alertCommandPatience: Duration = .seconds(10)
    /// Bytes of an alert as the command gets it: what a pipe takes while nobody reads it is 16 times as much.
    package static let alertDocument = 4_096
    /// Changes of alerts that are remembered for `getalerts`: more than one looks at.
    package static let recentAlerts = 50
    /// Peers that one line about the whitelist names.
    package static let peersNamed = 5
    /// Blocks from one height that is told to the next: about a week.
    package static let heightMilestone: UInt64 = 1_000

    // MARK: Probes

    /// What a probe takes at least from one ping to the next: peers take six in 10 s, and half of it is polite
    /// (`wire §12.1`).
    package static let shortestProbeInterval: Duration = .seconds(2)
    /// From the start of a probe to the peer's tip, and from the last ping to its pong, unless told otherwise. As long as
    /// a peer has for a handshake (`wire §7.1`).
    package static let probePatience: Duration = .seconds(10)
    /// The part of the time left after which a peer that doesn't answer the handshake is sent a ping: one that has
    /// refused us closes upon it, one that is slow doesn't (`wire §7.3`).
    package static let probeNudge = 0.5
    /// Between two looks of a probe at the time: pings start so late at most.
    package static let probeTick: Duration = .milliseconds(50)
    /// Messages beyond a peer's limits after which a probe ends: many times what a busy peer sends.
    package static let probeFlood = 2_000
    /// First messages that are none, after which a probe waits no longer.
    package static let probeGarbage = 16
    /// Pings of one probe that are remembered; of an endless one the latest.
    package static let probePings = 1_000
    /// How long a probe waits for its connection to be closed.
    package static let probeClosing: Duration = .seconds(5)
    /// Messages of a probe that wait to be sent; a peer that takes none of them gets no more.
    package static let probeQueue = 64
    /// A peer is dialled again at most so often (`policy §3`).
    package static let probeRedial: Duration = .seconds(31)

    // MARK: Masternodes

    /// From one heartbeat of a masternode to the next: any message is one (`policy §2`).
    package static let masternodeHeartbeat: Duration = .seconds(60)
    /// Heartbeats missed in a row that make a masternode inactive (`policy §2`).
    package static let missedHeartbeats = 5
    /// Between two reports of a session that its peer was heard: fine enough for heartbeats of a minute.
    package static let heartbeatReportInterval: Duration = .seconds(10)
    /// A free masternode that is inactive for so long is forgotten, as peers do (`masternodes §9.2`).
    package static let inactivityOfFree: Duration = .seconds(300)
    /// The same of one with a collateral (`masternodes §9.2`).
    package static let inactivityOfPaid: Duration = .seconds(3_600)
    /// Who was forgotten comes back by its own word only, and is relayed to nobody, for so long (`masternodes §18.3`).
    package static let forgottenMasternodeMemory: Duration = .seconds(3_600)
    /// Masternodes known from others only, a quarter of all: they can't take the room of those who speak for themselves.
    package static let hearsayMasternodes = 500
    /// Masternodes that one peer can make known in the window: two full lists.
    package static let hearsayPerPeer = 128
    /// Over which it is counted what a peer makes known.
    package static let hearsayWindow: Duration = .seconds(3_600)
    /// Peers of whom this is counted; of more nothing is taken: twice the slots for sessions.
    package static let hearsayPeers = 1_000
    /// Masternodes known from others only that are dialled at a time: their addresses may be anybody's.
    package static let hearsayDials = 64
    /// Entries in a list of masternodes, ours and others' (`wire §5.5`).
    package static let masternodesPerList = 64
    /// Addresses read of one status gossip: more than the network has masternodes.
    package static let gossipEntries = 512
    /// Peers remembered as saying that they see a masternode: enough to tell many from few.
    package static let reportersPerMasternode = 32
    /// How long what a peer said to see counts (`masternodes §9.2`).
    package static let gossipLifetime: Duration = .seconds(600)
    /// Bytes of a reward address in an announcement; addresses have up to 45.
    package static let rewardAddressBytes = 64
    /// Between two questions for a list of masternodes, to whatever peer: a minute, by a prime.
    package static let masternodeQueryInterval: Duration = .seconds(61)
    /// The same to one peer, which answers six a minute (`wire §12.1`).
    package static let masternodeQueryIntervalPerPeer: Duration = .seconds(307)
    /// Announcements of others sent to one peer in the window; it takes three (`wire §12.1`, `masternodes §18.3`).
    package static let relaysPerPeer = 2
    /// Over which these are counted.
    package static let relayWindow: Duration = .seconds(60)
    /// A masternode is made known to others at most once in this time: relays can hurt it (`masternodes §18.3`).
    package static let relayInterval: Duration = .seconds(3_600)
    /// How long an announcement waits for its collateral to be looked up, to be passed on.
    package static let relayPatience: Duration = .seconds(60)
    /// By how much the phi of a peer's silence has to change for its session to tell the node: half a power of ten, finer
    /// than the grades that are made of it.
    package static let suspicionStep = 0.5
}
