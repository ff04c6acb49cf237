import TimeModel
import TimeSimulation
import TimeWire

/// Pings everybody it is connected with each second, and keeps a diary.
struct Chatter: SimulatedProgram {
    enum Entry: Equatable {
        case started, tick, accepted(PeerAddress), connected(PeerEndpoint), dialFailed(PeerEndpoint), closed
        case ping(nonce: UInt64), garbage(Garbage)
    }

    var dials: [PeerEndpoint] = []
    /// Says nothing by itself.
    var isSilent = false
    var closesAfter: UInt64 = .max
    /// Redials when a connection ends.
    var redials = false
    var diary: [(at: Moment, wallClock: UnixTime, entry: Entry)] = []
    var connections: [ConnectionID] = []
    var sent: UInt64 = 0

    mutating func handle(_ event: SocketEvent, at now: Moment, wallClock: UnixTime) -> [SocketAction] {
        func note(_ entry: Entry) { diary.append((now, wallClock, entry)) }
        switch event {
        case .started:
            note(.started)
            connections = []
            return dials.map { .dial($0) }
        case .woken: break
        case .tick:
            note(.tick)
            guard !isSilent else { return [] }
            return connections.map { id in
                sent += 1
                return .send(id, .ping(Heartbeat(nonce: sent, timestamp: wallClock, height: nil)))
            }
        case .accepted(let id, let address):
            note(.accepted(address))
            connections.append(id)
        case .connected(let id, let endpoint):
            note(.connected(endpoint))
            connections.append(id)
        case .dialFailed(let endpoint): note(.dialFailed(endpoint))
        case .received(let id, .ping(let ping)):
            note(.ping(nonce: ping.nonce))
            if ping.nonce >= closesAfter {
                connections.removeAll { $0 == id }
                return [.close(id)]
            }
        case .received: break
        case .receivedGarbage(_, let garbage): note(.garbage(garbage))
        case .closed(let id), .timedOut(let id):
            note(.closed)
            connections.removeAll { $0 == id }
            if redials { return dials.map { .dial($0) } }
        }
        return []
    }

    func moments(of wanted: (Entry) -> Bool) -> [Duration] {
        diary.filter { wanted($0.entry) }.map(\.at.sinceStart)
    }

    var pings: [UInt64] {
        diary.compactMap { if case .ping(let nonce) = $0.entry { nonce } else { nil } }
    }

    var pingMoments: [Duration] { moments { if case .ping = $0 { true } else { false } } }
}

/// Two hosts of which the first dials the second.
struct Pair {
    static let dialler = address(1)
    static let listener = address(2)
    static let endpoint = PeerEndpoint(address: listener, port: 24100)

    var network: VirtualNetwork

    init(
        seed: UInt64 = 42, profile: LinkProfile = .exact(.milliseconds(50)), dialler: Chatter = Chatter(),
        listener: Chatter = Chatter(isSilent: true), faults: [Fault] = []
    ) {
        network = VirtualNetwork(seed: seed, startingAt: UnixTime(1_764_547_200), profile: profile)
        network.add(listener, at: Self.listener, port: 24100)
        var dialler = dialler
        dialler.dials = [Self.endpoint]
        network.add(dialler, at: Self.dialler, startingAfter: .milliseconds(1))
        network.plan(FaultPlan(faults))
    }

    static func address(_ number: UInt8) -> PeerAddress { PeerAddress("10.0.0.\(number)") ?? .anyIPv4 }

    mutating func run(_ duration: Duration) { network.run(until: Moment(sinceStart: duration)) }

    var dialler: Chatter { network.program(at: Self.dialler, as: Chatter.self) ?? Chatter() }
    var listener: Chatter { network.program(at: Self.listener, as: Chatter.self) ?? Chatter() }
}
