public import TimeModel
public import TimePeers
import TimeTransport
import TimeWire

/// One event of a recorded probe. A recording holds all that a probe's state machine was fed, with the times, so that it
/// comes to the same report when it is fed so again.
public struct ProbeRecordLine: Hashable, Sendable, Codable {
    public static let schema = "timekit.probe.frames/1"

    /// The plan's place in its run.
    public let place: Int
    /// Since the recording program began.
    private let nanoseconds: Int64
    /// Of the machine's clock.
    private let unixTime: Int64
    private let event: String
    /// The name of a message, an address, or why something failed.
    private var text: String?
    private var hex: String?
    private var number: Int?
    private var code: String?
    private var operation: String?
    private var tls: ProbeReport.TLS?
    private var plan: Plan?

    private enum CodingKeys: String, CodingKey {
        case place, event, text, hex, number, code, operation, tls, plan
        case nanoseconds = "t_ns"
        case unixTime = "unix_time"
    }

    private struct Plan: Hashable, Codable {
        let target: String
        let host: String
        let port: UInt16
        let network: String
        let build: UInt32
        let count: Int?
        let interval: Int64
        let patience: Int64
        let seed: UInt64
    }

    public init(_ plan: ProbePlan, place: Int, _ event: ProbeCore.Event, at now: Moment, wallClock: UnixTime) {
        self.place = place
        nanoseconds = now.sinceStart.nanoseconds
        unixTime = wallClock.rawValue
        switch event {
        case .begun:
            self.event = "begun"
            self.plan = Plan(
                target: plan.target.text, host: plan.target.host, port: plan.target.port,
                network: plan.network.rawValue, build: plan.buildNumber, count: plan.count,
                interval: plan.interval.nanoseconds, patience: plan.patience.nanoseconds, seed: plan.seed)
        case .resolved(let endpoint, let count):
            self.event = "resolved"
            text = "\(endpoint)"
            number = count
        case .unresolved(let why):
            self.event = "unresolved"
            text = why
        case .connected(let local):
            self.event = "connected"
            text = local.map { "\($0)" }
        case .heard(let bytes):
            self.event = "heard"
            hex = Hex.encode(bytes)
        case .secured(let facts):
            self.event = "secured"
            tls = ProbeReport.TLS(
                version: facts.version, cipher: facts.cipher, fingerprint: facts.fingerprint,
                serverName: TLSIdentity.serverName)
        case .dialFailed(let error): self.event = "dial_failed"; set(error)
        case .received(.message(let message)):
            self.event = "in"
            set(message)
        case .received(.oversizeFrame(let size)):
            self.event = "oversize_frame"
            number = Int(size)
        case .received(.truncatedFrame(let missing)):
            self.event = "truncated_frame"
            number = missing
        case .sent(let message):
            self.event = "out"
            set(message)
        case .ended: self.event = "ended"
        case .broken(let error): self.event = "broken"; set(error)
        case .tick: self.event = "tick"
        case .stop: self.event = "stop"
        case .closed: self.event = "closed"
        }
    }

    private mutating func set(_ message: Message) {
        text = message.kind.name
        hex = Hex.encode(message.payload())
    }

    private mutating func set(_ error: TransportError) {
        text = error.reason
        code = error.code.rawValue
        operation = error.operation.rawValue
    }

    // MARK: Reading

    /// Damage to a recording.
    public struct Malformed: Error {}

    var moment: Moment { Moment(sinceStart: .nanoseconds(nanoseconds)) }
    var wallClock: UnixTime { UnixTime(unixTime) }

    /// Throws `Malformed`; nil for a line that isn't a plan's.
    func recordedPlan() throws -> ProbePlan? {
        guard let plan else { return nil }
        guard let network = NetworkParameters.Network(rawValue: plan.network),
            let target = ProbeTarget(host: plan.host, port: plan.port, text: plan.target)
        else { throw Malformed() }
        return ProbePlan(
            target, network: network, buildNumber: plan.build, count: plan.count,
            interval: .nanoseconds(plan.interval), patience: .nanoseconds(plan.patience), seed: plan.seed)
    }

    /// Throws `Malformed`.
    func recordedEvent() throws -> ProbeCore.Event {
        switch event {
        case "begun": return .begun
        case "resolved": return .resolved(try endpoint(), of: number ?? 1)
        case "unresolved": return .unresolved(text ?? "")
        case "connected": return .connected(from: text == nil ? nil : try endpoint())
        case "heard": return .heard(try bytes())
        case "secured":
            guard let tls else { throw Malformed() }
            return .secured(TLSFacts(version: tls.version, cipher: tls.cipher, fingerprint: tls.fingerprint))
        case "dial_failed": return .dialFailed(try error())
        case "in": return .received(.message(Message(payload: try bytes()[...])))
        case "out": return .sent(Message(payload: try bytes()[...]))
        case "oversize_frame": return .received(.oversizeFrame(UInt32(clamping: number ?? 0)))
        case "truncated_frame": return .received(.truncatedFrame(missing: number ?? 0))
        case "ended": return .ended
        case "broken": return .broken(try error())
        case "tick": return .tick
        case "stop": return .stop
        case "closed": return .closed
        default: throw Malformed()
        }
    }

    private func endpoint() throws -> PeerEndpoint {
        guard let endpoint = text.flatMap({ PeerEndpoint($0, defaultPort: 0) }) else { throw Malformed() }
        return endpoint
    }

    private func bytes() throws -> [UInt8] {
        guard let bytes = hex.flatMap({ Hex.decode($0) }) else { throw Malformed() }
        return bytes
    }

    private func error() throws -> TransportError {
        guard let code = code.flatMap({ TransportError.Code(rawValue: $0) }),
            let operation = operation.flatMap({ TransportError.Operation(rawValue: $0) })
        else { throw Malformed() }
        return TransportError(code, operation, reason: text ?? "")
    }
}

/// Judges recorded probes again.
public enum ProbeReplay {
    /// One report for each recorded plan, in their order, without tips compared.
    ///
    /// - Throws: `ProbeRecordLine.Malformed`
    public static func reports(_ lines: some Sequence<ProbeRecordLine>) throws -> [ProbeReport] {
        var cores: [Int: ProbeCore] = [:]
        for line in lines {
            if let plan = try line.recordedPlan() {
                cores[line.place] = ProbeCore(plan, at: line.moment, wallClock: line.wallClock)
            }
            let event = try line.recordedEvent()
            guard cores[line.place] != nil else { throw ProbeRecordLine.Malformed() }
            _ = cores[line.place]?.handle(event, at: line.moment, wallClock: line.wallClock)
        }
        return cores.sorted { $0.key < $1.key }.map(\.value.report)
    }
}

extension Duration {
    /// Saturates, as no recording lasts for centuries.
    fileprivate var nanoseconds: Int64 {
        let (seconds, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : seconds + components.attoseconds / 1_000_000_000
    }
}
