import TimeModel

/// Every number of the wire floor: what it counts, and why it is that much.
package enum WireLimits {
    // MARK: Identity

    /// The handshake's protocol version, and the lowest that a listener takes (`wire §1`).
    package static let protocolVersion: UInt32 = 2
    /// The lowest build number that the network takes; older ones follow other rules (`wire §1`).
    package static let lowestBuildNumber: UInt32 = 2062
    /// The build number of the release this node is compatible with, unless configured: the network raises its fence.
    package static let buildNumber = NetworkParameters.buildNumber

    // MARK: Handshake

    /// How long either side waits for the other's first frame; a refused dialer hears nothing at all (`wire §7.3`).
    package static let handshakePatience: Duration = .seconds(10)
    /// The same for a kept peer's answer, which a bad link may hold up for as long as a pong: the peer may have given us a
    /// slot, and would lose a session that it believes in.
    package static let handshakePatienceWithKept: Duration = .seconds(90)
    /// Characters kept of a text in a peer's notice, as it goes into the log.
    package static let noticeCharacters = 200

    // MARK: Pings

    /// From one ping to the next (`policy §2`).
    package static let pingInterval: Duration = .seconds(30)
    /// A ping without a pong for this long is missed (`policy §2`).
    package static let missedPingAfter: Duration = .seconds(90)
    /// The same for a peer that we keep, whose stalls of minutes are no reason to doubt it (`policy §2`).
    package static let missedPingAfterForKeptPeers: Duration = .seconds(300)
    /// Unanswered pings remembered: 3,000 s of silence, after which every verdict is in.
    package static let pendingPings = 100

    // MARK: Receiving: what the network's nodes take of one peer (`wire §12.1`)

    /// Messages of all kinds from anybody, exempt or not: as many as we are sure to keep up with (`policy §1`).
    package static let messagesTaken = Allowance(5000, per: .seconds(1))
    /// Transactions taken, as the network's nodes do.
    package static let transactionsTaken = Allowance(50, per: .seconds(1))
    /// Finalised transactions taken, as the network's nodes do.
    package static let finalizedTransactionsTaken = Allowance(60, per: .seconds(10))
    /// `GetBlocks` taken, as the network's nodes do: 500 blocks a second.
    package static let blockRequestsTaken = Allowance(100, per: .seconds(10))
    /// `GetPeers` taken: the answer changes slowly.
    package static let peerRequestsTaken = Allowance(5, per: .seconds(60))
    /// `GetMasternodes` taken: peers ask twice a minute.
    package static let masternodeRequestsTaken = Allowance(6, per: .seconds(60))
    /// Lists of masternodes taken, twice what we may ask for.
    package static let masternodeListsTaken = Allowance(12, per: .seconds(60))
    /// Masternode announcements taken, relayed ones too: a node announces itself once a minute.
    package static let masternodeAnnouncementsTaken = Allowance(3, per: .seconds(60))
    /// Single blocks and proposals taken: each is validated.
    package static let blocksTaken = Allowance(10, per: .seconds(1))
    /// Votes taken of all kinds together.
    package static let votesTaken = Allowance(100, per: .seconds(1))
    /// Lists of blocks and outputs taken: a fast peer's catch-up must not stumble here.
    package static let listsTaken = Allowance(500, per: .seconds(1))
    /// Everything else taken together.
    package static let generalMessagesTaken = Allowance(100, per: .seconds(1))
    /// Entries taken of a list of peers or masternodes: as many as the network's nodes put into one (`wire §5.5`).
    package static let listEntries = 64

    // MARK: Block requests

    /// Blocks in one answer (`wire §10.1`).
    package static let blocksPerAnswer = 50
    /// Heights by which two similar block requests differ at most, at either end (`wire §10.1`).
    package static let similarDistance: UInt64 = 100
    /// How far back similar block requests are counted (`wire §10.1`).
    package static let similarWindow: Duration = .seconds(30)
    /// Similar requests in the window after which a peer is caught in a loop and gets no answer (`wire §10.1`).
    package static let similarRequestsAnswered = 20
    /// Similar requests that we send in the window: half of what peers answer before they count a violation.
    package static let similarRequestsSent = 10
    /// Block requests remembered per connection: all that 100 in 10 s come to in the window of 30 s.
    package static let rememberedBlockRequests = 300
    /// Requests of ours that may be unanswered on one connection: what 64 a second come to at a second's round trip.
    package static let outstandingBlockRequests = 64
    /// An answer later than this answers nothing: peers drop requests silently, and the room is needed.
    package static let outstandingBlockRequestLifetime: Duration = .seconds(120)

    // MARK: Sending: below what peers take, over any window and not only over theirs

    /// `GetBlocks` sent to one peer, which takes 100 in 10 s (`chain-rules §9.9`).
    package static let blockRequestsSent = Allowance(9, per: .seconds(1))
    /// `GetBlockRange` sent to one peer: no rule about similar ranges, but it shares the 100 a second of everything else.
    package static let blockRangeRequestsSent = Allowance(97, per: .seconds(1))
    /// Messages without a bucket of their own sent to one peer, which takes 100 a second.
    package static let generalMessagesSent = Allowance(98, per: .seconds(1))
    /// `GetPeers` sent to one peer, which answers 5 (`wire §12.6`).
    package static let peerRequestsSent = Allowance(4, per: .seconds(60))
    /// `GetMasternodes` sent to one peer, which answers 6 (`wire §12.6`).
    package static let masternodeRequestsSent = Allowance(5, per: .seconds(60))
    /// Lists of masternodes sent to one peer, which takes 12.
    package static let masternodeListsSent = Allowance(11, per: .seconds(60))
}
