package import NIOCore
package import TimeModel

/// A socket whose pipeline is complete, and the word when it can carry frames.
package struct OpeningConnection: Sendable {
    package let link: PeerLink
    package let ready: EventLoopFuture<PeerConnection>

    /// Comes behind the handlers that `channel` has already. The addresses are taken down when it's ready, because a
    /// socket that was closed since has none.
    package init(_ channel: any Channel, remote: PeerEndpoint?, limit: Duration, isPlaintext: Bool = false) throws {
        let promise = channel.eventLoop.makePromise(of: Bool.self)
        let early = EarlyPhaseHandler(remote: remote, limit: limit, isPlaintext: isPlaintext, ready: promise)
        do {
            try channel.pipeline.syncOperations.addHandler(early)
            let link = try PeerLink(completing: channel, remote: remote)
            self.link = link
            ready = promise.futureResult.flatMapThrowing { try PeerConnection(link: link, isEncrypted: $0) }
        } catch {
            promise.fail(error)
            throw error
        }
    }
}
