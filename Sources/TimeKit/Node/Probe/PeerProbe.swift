public import TimeModel
public import TimePeers
public import TimeTransport

/// Probes peers over real connections: one session for each probe, and never a bare TCP connect (`wire §2.3`).
public struct PeerProbe: Sendable {
    private let transport: PeerTransport
    private let source: PeerAddress?
    private let clock: NodeClock

    /// - Parameter source: The local address to dial from; nil: the system's choice.
    public init(transport: PeerTransport, from source: PeerAddress?, clock: NodeClock = .system()) {
        self.transport = transport
        self.source = source
        self.clock = clock
    }

    /// Ends in time whatever the peer does; when the task is cancelled, with what is known by then.
    ///
    /// - Parameters:
    ///   - resolution: What the target's name stands for, if that was looked up before.
    ///   - onEvent: Hears everything that happens, for a recording.
    ///   - onUpdate: Hears now and then how the report stands.
    public func run(
        _ plan: ProbePlan, resolution: NameResolution? = nil,
        onEvent: (@Sendable (ProbeCore.Event, Moment, UnixTime) -> Void)? = nil,
        onUpdate: (@Sendable (ProbeReport) -> Void)? = nil
    ) async -> ProbeReport {
        let run = ProbeRun(plan, clock: clock, listener: onEvent)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await run.tickToEnd(onUpdate) }
            group.addTask { await hold(run, plan, resolution) }
            await group.next()
            group.cancelAll()
        }
        // Cancelled: what is known is told.
        run.feed(.stop)
        run.feed(.closed)
        return run.report
    }

    private func hold(_ run: ProbeRun, _ plan: ProbePlan, _ resolution: NameResolution?) async {
        let found: NameResolution
        if let resolution {
            found = resolution
        } else {
            found = await NameResolution.of(plan.target.host, within: plan.patience)
        }
        guard let address = found.addresses.first else {
            run.feed(.unresolved(found.complaint))
            return
        }
        let endpoint = PeerEndpoint(address: address, port: plan.target.port)
        guard run.feed(.resolved(endpoint, of: found.addresses.count)) else { return }
        await converse(run, endpoint)
    }

    private func converse(_ run: ProbeRun, _ endpoint: PeerEndpoint) async {
        let heard = HeardBytes()
        let observer = DialObserver(
            connected: { run.feed(.connected(from: $0)) },
            received: {
                heard.set($0)
                run.feed(.heard($0))
            })
        do {
            let connection = try await transport.dialer(from: source).dial(endpoint, observer: observer)
            let facts = await connection.tlsFacts(received: heard.bytes)
            guard run.feed(.secured(facts ?? TLSFacts(version: "TLS", cipher: nil, fingerprint: nil))) else { return }
            try await connection.run { inbound, writer in
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await Self.receive(inbound, run) }
                    group.addTask { await Self.send(writer, run) }
                    await group.next()
                    group.cancelAll()
                }
            }
            run.feed(.closed)
        } catch let error as TransportError {
            run.feed(.dialFailed(error))
        } catch {
            run.feed(.stop)
        }
    }

    private static func receive(_ inbound: PeerInbound, _ run: ProbeRun) async {
        do {
            while let arrival = try await inbound.next() {
                guard run.feed(.received(arrival.input), at: arrival.moment) else { return }
            }
            run.feed(.ended)
        } catch let error as TransportError {
            run.feed(.broken(error))
        } catch {
            // Cancelled: the session is being closed.
        }
    }

    private static func send(_ writer: PeerWriter, _ run: ProbeRun) async {
        for await message in run.messages {
            do {
                run.feed(.sent(message), at: try await writer.send(message))
            } catch {
                // Whoever receives hears why, with what came before.
                return await untilCancelled()
            }
        }
    }

    private static func untilCancelled() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        await withTaskCancellationHandler {
            for await _ in stream {}
        } onCancel: {
            continuation.finish()
        }
    }
}
