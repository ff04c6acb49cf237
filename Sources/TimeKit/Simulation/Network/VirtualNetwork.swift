public import TimeModel
internal import TimeWire

/// Hosts with programs, and the network between them, on a virtual clock. All chance comes from one seed.
///
/// Connections are what programs see of TCP: ordered and reliable as long as they stand. What happens below shows as delay,
/// as a dial that fails, or as a connection that breaks, on both sides or on one.
public struct VirtualNetwork: Sendable {
    enum Happening: Sendable {
        case boot(Int)
        case tick(Int, boot: UInt32)
        case wake(Int, boot: UInt32)
        /// The first packet of a dial arrives, or would if the link were open.
        case dialArrives(ConnectionID, attempt: Int)
        case dialAnswered(ConnectionID, isAccepted: Bool)
        case dialExpires(ConnectionID)
        /// The front of what this end has in flight reaches the other end.
        case deliver(ConnectionID)
        case giveUp(ConnectionID)
        case breaks(ConnectionID)
        case faultBegins(Int)
        case faultEnds(Int)
    }

    public let seed: UInt64
    public internal(set) var clock: VirtualClock
    public internal(set) var log = EventLog()
    let profile: LinkProfile
    let seeds: SeededGenerator
    var queue = EventQueue<Happening>()
    var hosts: [VirtualHost] = []
    var hostIndex: [PeerAddress: Int] = [:]
    /// The two ends of a connection lie next to each other.
    var sockets: [VirtualSocket] = []
    var freePairs: [Int] = []
    var dialled: [ConnectionID: PeerEndpoint] = [:]
    var connectionsMade: UInt64 = 0
    var faults: [Fault] = []
    var activeFaults: [Int] = []

    /// - Parameters:
    ///   - profile: Of every link, except that each pair of hosts has its own distance: from half to two and a half times
    ///     the latency.
    public init(seed: UInt64, startingAt wallClock: UnixTime, profile: LinkProfile = LinkProfile()) {
        self.seed = seed
        self.profile = profile
        seeds = SeededGenerator(seed: seed)
        clock = VirtualClock(wallClockAtStart: wallClock)
    }

    /// Puts a host on the network. Of two with one address the first stays.
    ///
    /// - Parameters:
    ///   - port: Where it accepts connections; nil if it only dials.
    ///   - delay: From now until it starts.
    public mutating func add(
        _ program: any SimulatedProgram, at address: PeerAddress, port: UInt16? = nil,
        startingAfter delay: Duration = .zero
    ) {
        guard hostIndex[address] == nil, hosts.count < SimulationLimits.hosts else { return }
        hostIndex[address] = hosts.count
        queue.push(.boot(hosts.count), at: clock.nanoseconds + delay.nanoseconds)
        hosts.append(VirtualHost(address: address, port: port, program: program))
    }

    /// Adds faults to those planned before.
    public mutating func plan(_ plan: FaultPlan) {
        for fault in plan.faults {
            queue.push(.faultBegins(faults.count), at: fault.at.sinceStart.nanoseconds)
            faults.append(fault)
        }
    }

    /// Lets everything happen that is due up to `moment`, which is then now.
    public mutating func run(until moment: Moment) {
        let end = moment.sinceStart.nanoseconds
        while let next = queue.next, next <= end, let (nanoseconds, happening) = queue.pop() {
            clock.advance(to: nanoseconds)
            happen(happening)
        }
        clock.advance(to: end)
    }

    public var addresses: [PeerAddress] { hosts.map(\.address) }

    /// The program at an address, for a look at it.
    public func program<Program: SimulatedProgram>(at address: PeerAddress, as type: Program.Type) -> Program? {
        hostIndex[address].flatMap { hosts[$0].program as? Program }
    }

    /// The last events but ticks, the oldest first, after the line that says how to see them again.
    public var transcript: [String] {
        ["seed \(seed), \(log.count) events, hash \(String(log.hash, radix: 16)), now \(clock.now.sinceStart)"]
            + log.lines { index in hosts.indices.contains(Int(index)) ? hosts[Int(index)].address.description : "?" }
    }

    private mutating func happen(_ happening: Happening) {
        switch happening {
        case .boot(let host): boot(host)
        case .tick(let host, let boot): tick(host, boot: boot)
        case .wake(let host, let boot): if hosts[host].boots == boot { hand(.woken, to: host) }
        case .dialArrives(let id, let attempt): dialArrives(id, attempt: attempt)
        case .dialAnswered(let id, let isAccepted): dialAnswered(id, isAccepted: isAccepted)
        case .dialExpires(let id): if isCurrent(id), sockets[id.index].state == .opening { failDial(id) }
        case .deliver(let id): deliver(id)
        case .giveUp(let id): giveUp(id)
        case .breaks(let id): if isCurrent(id) { breakOff(id) }
        case .faultBegins(let index): begin(index)
        case .faultEnds(let index): end(index)
        }
    }

    // MARK: Hosts

    mutating func boot(_ host: Int) {
        guard hosts[host].crashes == 0, !hosts[host].isRunning else { return }
        hosts[host].isPowered = true
        hosts[host].isRunning = true
        hosts[host].boots += 1
        hand(.started, to: host)
        // Each host's seconds begin at a moment of their own.
        var phase = seeds.stream("tick", UInt64(host))
        let first = clock.nanoseconds + Int64(phase.below(1_000_000_000))
        queue.push(.tick(host, boot: hosts[host].boots), at: first)
    }

    private mutating func tick(_ host: Int, boot: UInt32) {
        // The ticks end with the process; a new one begins its own.
        guard hosts[host].isRunning, hosts[host].boots == boot else { return }
        queue.push(.tick(host, boot: boot), at: clock.nanoseconds + 1_000_000_000)
        guard hosts[host].pauses == 0 else { return }
        hand(.tick, to: host)
    }

    /// Lets the host's program handle an event, and does what it wants done.
    mutating func hand(_ event: SocketEvent, to host: Int) {
        guard hosts[host].isRunning else { return }
        guard hosts[host].pauses == 0 else { return hosts[host].waiting.append(event) }
        record(event, at: host)
        let wallClock = clock.wallTime(offset: hosts[host].clockOffset)
        let actions = hosts[host].program.handle(event, at: clock.now, wallClock: wallClock)
        for action in actions { perform(action, of: host) }
    }

    private mutating func perform(_ action: SocketAction, of host: Int) {
        switch action {
        case .dial(let endpoint): dial(endpoint, from: host)
        case .send(let id, let message): send(.message(message), on: id, of: host)
        case .sendGarbage(let id, let garbage): send(.garbage(garbage), on: id, of: host)
        case .close(let id): close(id, of: host)
        case .wake(let moment):
            let due = max(clock.nanoseconds, moment.sinceStart.nanoseconds)
            queue.push(.wake(host, boot: hosts[host].boots), at: due)
        case .log(let text): record(.note, at: host, text: text)
        }
    }
}
