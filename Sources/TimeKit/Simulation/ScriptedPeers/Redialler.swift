internal import TimeModel

/// Dials its peers whenever it isn't connected to them, half a minute apart.
struct Redialler: Sendable {
    private struct Entry {
        let endpoint: PeerEndpoint
        var next = Moment.start
        var isBusy = false
        var connection: ConnectionID?
    }

    private var entries: [Entry]

    init(_ endpoints: [PeerEndpoint]) { entries = endpoints.map { Entry(endpoint: $0) } }

    mutating func due(at now: Moment) -> [PeerEndpoint] {
        var endpoints: [PeerEndpoint] = []
        for index in entries.indices where !entries[index].isBusy && entries[index].next <= now {
            entries[index].isBusy = true
            endpoints.append(entries[index].endpoint)
        }
        return endpoints
    }

    mutating func connected(_ id: ConnectionID, to endpoint: PeerEndpoint) {
        guard let index = entries.firstIndex(where: { $0.endpoint == endpoint }) else { return }
        entries[index].connection = id
    }

    mutating func failed(_ endpoint: PeerEndpoint, at now: Moment) {
        guard let index = entries.firstIndex(where: { $0.endpoint == endpoint }) else { return }
        rest(index, at: now)
    }

    mutating func ended(_ id: ConnectionID, at now: Moment) {
        guard let index = entries.firstIndex(where: { $0.connection == id }) else { return }
        rest(index, at: now)
    }

    private mutating func rest(_ index: Int, at now: Moment) {
        entries[index].isBusy = false
        entries[index].connection = nil
        entries[index].next = now + SimulationLimits.redialInterval
    }
}
