/// How a link between two hosts behaves, in one direction. What a TCP stream hides, shows as delay.
public struct LinkProfile: Hashable, Sendable {
    /// From one end to the other, at least.
    public var latency: Duration
    /// Added evenly from nothing up to this.
    public var jitter: Duration
    /// The part of messages that something on the way holds up.
    public var tailChance: Double
    /// What such a message takes longer at least. It takes twice as long half as often, and so on: a Pareto tail.
    public var tailScale: Duration
    /// The part of packets that are lost and come again after a retransmission time-out; a dial's too.
    public var loss: Double
    /// The part of messages that are sent twice, which takes its time.
    public var duplication: Double
    /// The part of messages with a packet overtaken by later ones, for which those wait.
    public var reordering: Double
    /// Of each connection.
    public var bytesPerSecond: Int

    public init(
        latency: Duration = .milliseconds(40), jitter: Duration = .milliseconds(8), tailChance: Double = 0.002,
        tailScale: Duration = .milliseconds(100), loss: Double = 0, duplication: Double = 0, reordering: Double = 0,
        bytesPerSecond: Int = 12_500_000
    ) {
        self.latency = latency
        self.jitter = jitter
        self.tailChance = tailChance
        self.tailScale = tailScale
        self.loss = loss
        self.duplication = duplication
        self.reordering = reordering
        self.bytesPerSecond = bytesPerSecond
    }

    /// Always the same delay, and nothing else.
    public static func exact(_ latency: Duration) -> LinkProfile {
        LinkProfile(latency: latency, jitter: .zero, tailChance: 0)
    }
}

/// What a fault changes about a link.
public struct LinkDegradation: Hashable, Sendable {
    public var addedLatency: Duration
    public var addedJitter: Duration
    public var loss: Double?
    public var duplication: Double?
    public var reordering: Double?
    public var bytesPerSecond: Int?

    public init(
        addedLatency: Duration = .zero, addedJitter: Duration = .zero, loss: Double? = nil, duplication: Double? = nil,
        reordering: Double? = nil, bytesPerSecond: Int? = nil
    ) {
        self.addedLatency = addedLatency
        self.addedJitter = addedJitter
        self.loss = loss
        self.duplication = duplication
        self.reordering = reordering
        self.bytesPerSecond = bytesPerSecond
    }
}

extension LinkProfile {
    /// The worse of both in each respect.
    mutating func degrade(by change: LinkDegradation) {
        latency += change.addedLatency
        jitter += change.addedJitter
        loss = max(loss, change.loss ?? 0)
        duplication = max(duplication, change.duplication ?? 0)
        reordering = max(reordering, change.reordering ?? 0)
        bytesPerSecond = min(bytesPerSecond, change.bytesPerSecond ?? .max)
    }
}
