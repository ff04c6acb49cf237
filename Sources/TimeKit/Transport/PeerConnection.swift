import NIOCore
public import TimeModel

/// A connection that can carry frames. It is used up by one `run`, and closed when nobody holds it.
public struct PeerConnection: Sendable {
    public let remote: PeerEndpoint
    public let local: PeerEndpoint
    public let isEncrypted: Bool
    package let link: PeerLink

    /// What it has carried so far.
    package var traffic: Traffic { link.trafficCount.traffic }

    package init(link: PeerLink, isEncrypted: Bool) throws(TransportError) {
        guard let remote = PeerEndpoint(link.channel.remoteAddress), let local = PeerEndpoint(link.channel.localAddress)
        else { throw TransportError(.closed, .connect, reason: "the connection is closed") }
        self.remote = remote
        self.local = local
        self.isEncrypted = isEncrypted
        self.link = link
    }

    /// Runs `body` with both directions and closes afterwards: what was sent goes out first, within
    /// `TransportLimits.closing`. A peer that takes nothing for `writeStallLimit` is closed; nil waits for ever.
    public func run<Value>(
        writeStallLimit: Duration? = TransportLimits.writeStall, isolation: isolated (any Actor)? = #isolation,
        _ body: (PeerInbound, PeerWriter) async throws -> Value
    ) async throws -> Value {
        link.open(writeStallLimit: writeStallLimit)
        let value: Value
        do {
            value = try await body(PeerInbound(link: link), PeerWriter(link: link, remote: remote))
        } catch {
            await link.close()
            throw error
        }
        await link.close()
        return value
    }

    /// The same for the rest of the run.
    public func setWriteStallLimit(_ limit: Duration?) { link.setWriteStallLimit(limit) }

    /// Closes a connection that nobody runs.
    public func close() async { await link.close() }
}
