/// The numbers of this module, with their units and reasons.
package enum PeersLimits {
    /// Before the second dial of a peer; doubles with each failure (`policy §3`).
    package static let firstRedial: Duration = .seconds(5)
    /// The longest wait between two dials of a peer to keep, less jitter (`policy §3`).
    package static let longestRedial: Duration = .seconds(53)
    /// The longest wait between two dials of any other peer, less jitter (`policy §3`).
    package static let longestRedialOfOthers: Duration = .seconds(600)
    /// How long the lower of two addresses waits for the higher one's dial before it dials itself (`wire §8`).
    package static let patienceOfLowerAddress: Duration = .seconds(180)
    /// The part of the wait that is added at random, or taken from the longest one, so that nodes don't redial in
    /// step.
    package static let redialJitter = 0.2
    /// Between two TCP connections to one address: peers punish more than ten within 60 s (`wire §12.4`, `policy §3`).
    package static let shortestRedial: Duration = .seconds(31)
    /// A session of this length was a good one: the back-off starts over, and the peer counts as reliable
    /// (`policy §3`).
    package static let lastingSession: Duration = .seconds(60)
    /// How long a process waits for another that writes the store of peers (`policy §1`).
    package static let storePatience: Duration = .seconds(5)
    /// Of an entry from `api` or `announced` that isn't seen online (`policy §1`).
    package static let automaticEntryLifetime: Duration = .seconds(7 * 86_400)
    /// Bits of the widest range that can be whitelisted or banned. A wider one is a slip of the hand.
    package static let widestRange = 8
    /// The longest time that an entry or a ban is given an end for: what a length of time on a command line may be.
    package static let furthestDeadline: Duration = .seconds(1000 * 366 * 86_400)
    /// Bytes of a reason, a note or evidence; longer ones are cut. What a server or a peer says may end up there.
    package static let textLength = 500
    /// Bytes of a file to import: as many entries as it may have, with long reasons.
    package static let importedBytes = 64 << 20
    /// Lines of a file to import. The whole network has a few hundred nodes.
    package static let importedEntries = 100_000
    /// Peers that are dialled again and again. Far more than there are slots for, and few enough to look through.
    package static let plannedPeers = 1_000

    // MARK: Liveness

    /// Between two looks at a peer's pings (`policy §2`).
    package static let livenessCheckInterval: Duration = .seconds(10)
    /// A ping without a pong for this long is missed (`policy §2`).
    package static let missedPingAfter: Duration = .seconds(90)
    /// The same for a peer that we keep, whose stalls of minutes are no reason to doubt it (`policy §2`).
    package static let missedPingAfterForKeptPeers: Duration = .seconds(300)
    /// Missed in a row until a peer is closed: 270 s of silence, a tenth less than a masternode's 5 heartbeats of 60 s.
    package static let missedPings = 3
    /// Missed in a row until the operator is told that a kept peer is silent: 3,000 s (`policy §2`).
    package static let missedPingsForKeptPeers = 10
    /// Pings without a pong that are remembered: as many as are sent until a kept peer's verdict.
    package static let unansweredPings = 100
    /// How exactly it is known when a ping was sent: half the time between two.
    package static let pingTimeTolerance: Duration = .seconds(15)
    /// After so long without a tick what peers sent lies unread, and their silence counts from now.
    package static let blindness: Duration = .seconds(25)
    /// A tick later than this tells that we are the slow side (`policy §2`).
    package static let tickTolerance: Duration = .milliseconds(250)
    /// With fewer peers than these, most of them falling silent tells nothing about us (`policy §2`).
    package static let peersToJudgeBy = 3
    /// The most by which a slow node multiplies its time-outs (`policy §2`).
    package static let slowestFactor = 8
    /// Without signs of slowness for so long the multiplier is halved.
    package static let slownessDecay: Duration = .seconds(30)
    /// Round trips of a peer that are counted before the counts are halved: those of three days and a half.
    package static let roundTripsRemembered = 10_000
    /// Round trips that differ by less are counted as alike: nothing hangs on telling them apart.
    package static let roundTripResolution: Duration = .milliseconds(1)
    /// Longer round trips are counted as this: beyond every verdict.
    package static let longestRoundTrip: Duration = .seconds(3_600)
    /// How long a silence of a peer of which nothing is known is nothing unusual; the scale of its suspicion.
    package static let patienceOfSuspicion: Duration = .seconds(10)
    /// Phi from which a peer is suspect: about 45 s of silence if it is well known, before its first missed ping.
    package static let suspectFrom = 5.0
    /// Phi from which a peer is unresponsive: about 2 min of silence if it is well known.
    package static let unresponsiveFrom = 8.0

    // MARK: Discovery

    /// For a list of peers, redirects and all (`policy §4`).
    package static let fetchPatience: Duration = .seconds(10)
    /// For the connection to its server; a part of the whole.
    package static let connectPatience: Duration = .seconds(5)
    /// Bytes of a list of peers (`policy §4`).
    package static let documentSize = 1 << 20
    /// Redirects that are followed (`policy §4`).
    package static let redirects = 3
    /// Bytes of an ETag's or a date's header; a longer one isn't sent back.
    package static let validatorSize = 1_024
    /// Levels of arrays and objects in a list of peers. It has two; parsers go down by recursion.
    package static let listDepth = 8
    /// Entries of a list that are taken (`policy §4`).
    package static let listEntries = 500
    /// Entries of a list that are read at all: what a megabyte of short texts can hold, and more.
    package static let listEntriesRead = 200_000
    /// Characters of an entry that are shown when it is refused.
    package static let entryLength = 80
    /// Percent of the last good list that may be missing from the next (`policy §4`).
    package static let shrinkPercent = 30
    /// Times the last good list that the next may be large, once it names `growthFloor` peers more: a server that was
    /// taken over would name many.
    package static let growthFactor = 3
    /// New peers that are never too many.
    package static let growthFloor = 20

    // MARK: Bans

    /// So many violations are worth a ban of that length; none is for ever (`policy §3`).
    package static let banLadder = [
        BanPolicy.Rung(5, .seconds(5 * 60)), BanPolicy.Rung(10, .seconds(3_600)), BanPolicy.Rung(20, .seconds(86_400)),
    ]
    /// Each time this has passed, an address's violations are halved (`policy §3`).
    package static let violationHalfLife: Duration = .seconds(3_600)
    /// Abused handshakes that are no violation yet: a scanner that comes by, an operator who tries something.
    package static let handshakeAbusesForgiven = 2
    /// Addresses whose violations are counted: a few megabytes, and more than any botnet we would outlast otherwise.
    package static let watchedAddresses = 10_000
    /// A peer with another genesis block isn't dialled again sooner (`policy §1`).
    package static let retryAfterWrongGenesis: Duration = .seconds(600)
    /// A peer of another network isn't dialled again sooner (`policy §1`).
    package static let retryAfterWrongNetwork: Duration = .seconds(600)
    /// A peer that sent a frame above 8 MiB isn't dialled again sooner (`policy §1`).
    package static let retryAfterOversizeFrame: Duration = .seconds(120)

    // MARK: Admission

    /// Inbound sessions, beyond which only whitelisted peers and masternodes get one (`policy §3`).
    package static let inboundSlots = 250
    /// Outbound sessions, beyond which only whitelisted peers and masternodes get one (`policy §3`).
    package static let outboundSlots = 250
    /// Sessions in all (`policy §3`).
    package static let slots = 500
    /// Of all slots, for whitelisted peers and registered masternodes: a flood of strangers can't keep them out.
    package static let reservedSlots = 100
    /// Over which new inbound connections are counted (`policy §3`).
    package static let inboundWindow: Duration = .seconds(60)
    /// New inbound connections of ordinary peers in the window: with 250 slots ten minutes of turnover (`policy §3`).
    package static let newInbound = 25
    /// The same of one /24, or /48 of IPv6: one owner can't take the whole allowance (`policy §3`).
    package static let newInboundOfRange = 20
    /// Bits of the range of IPv4 addresses that count as one owner's.
    package static let rangeLengthIPv4 = 24
    /// Bits of the range of IPv6 addresses that count as one owner's.
    package static let rangeLengthIPv6 = 48
    /// Connections between accept and handshake at which ordinary peers must wait. Each costs a TLS handshake.
    package static let handshakes = 32
    /// The same for whitelisted peers, so that a flood of strangers doesn't keep them out.
    package static let handshakesOfAll = 64
    /// Of one address: one that hangs and one that is tried instead.
    package static let handshakesPerAddress = 2
    /// Two dials, ours and the peer's, that are completed within this crossed each other.
    package static let simultaneousDials: Duration = .seconds(10)

    // MARK: Scores

    /// A peer's reliability is averaged over these: today's mood and the month's habit.
    package static let scoreWindows: [Duration] = [
        .seconds(2 * 3_600), .seconds(8 * 3_600), .seconds(86_400), .seconds(7 * 86_400), .seconds(30 * 86_400),
    ]
    /// What happens more often than this counts as if this had passed: every event moves the score.
    package static let leastScored: Duration = .seconds(60)
    /// What happens more seldom counts as if this had passed: one failed dial after a month is no bad month.
    package static let mostScored: Duration = .seconds(3_600)
    /// Peers whose round trips and scores are kept. More than the network has nodes; the longest unseen go first.
    package static let peerRecords = 5_000
    /// Of a peer that isn't heard of any more: the longest window of its score, by which it has faded.
    package static let peerRecordLifetime: Duration = .seconds(30 * 86_400)
    /// From one ping to the next (`policy §2`, `wire §9`).
    package static let pingInterval: Duration = .seconds(30)

    // MARK: Masternodes

    /// Masternodes that are known at a time: several times what the network has, in a few megabytes.
    package static let masternodeRecords = 2_000

    // MARK: Probes

    /// Blocks that a peer may be behind the clock before a probe says so: further, and it catches up (`policy §5`).
    package static let probeLag: UInt64 = 5
    /// Blocks that a peer may be ahead of the clock: our clock and its own differ a little.
    package static let probeLead: UInt64 = 1
    /// A peer whose median round trip is longer is slow: twice what the far side of the world takes.
    package static let probeSlow: Duration = .milliseconds(500)
    /// A peer's clock may be off by so much (`policy §6`).
    package static let probeClockOffset: Duration = .seconds(2)
    /// Median round trips of two probes that differ by less are the same: threads don't always go on at once.
    package static let probeDifference: Duration = .milliseconds(2)
    /// The same, as a part of the shorter one.
    package static let probeDifferenceShare = 0.5
}
