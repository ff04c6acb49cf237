internal import DequeModule
internal import TimeWire

/// One end of a virtual connection, with the flow of what it sends.
struct VirtualSocket: Sendable {
    enum State: Sendable {
        /// Not in use.
        case free
        /// Dials, or waits for the dial's packet to arrive.
        case opening
        case open
        /// Closed by its program, or broken.
        case gone
    }

    enum Segment: Sendable {
        case message(Message)
        case garbage(Garbage)
        /// The sender has closed; what came before it is read first.
        case end
        /// The sender knows nothing of the connection.
        case reset
    }

    var generation: UInt32 = 0
    var state = State.free
    var host: Int
    var generator: SeededGenerator
    /// What the link from this end to the other is like, and how many faults block it.
    var timing: LinkTiming
    var blocks = 0
    var blockedSince: Int64 = 0
    /// Whatever is sent here gets nowhere, and nobody says so.
    var vanishes = false
    /// Under way to the other end, in order.
    var inFlight: Deque<Segment> = []
    /// Waiting for the link to be back.
    var held: Deque<Segment> = []
    var lastArrival: Int64 = 0
    var busyUntil: Int64 = 0
    /// Since when something was sent and nothing acknowledged; nil if all is well.
    var unacknowledgedSince: Int64?

    init(host: Int, generator: SeededGenerator, timing: LinkTiming, generation: UInt32 = 0) {
        self.host = host
        self.generator = generator
        self.timing = timing
        self.generation = generation
        state = .opening
    }
}
