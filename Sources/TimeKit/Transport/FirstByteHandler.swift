package import NIOCore

/// Looks at the first byte that an accepted socket sends: `0x16` begins a TLS handshake, `0x00` the length of a frame in
/// plaintext. Everything else closes (`wire §2.2`). Then it leaves the pipeline.
package final class FirstByteHandler: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer

    /// Fired when the peer has chosen plaintext.
    package struct PlaintextChosen: Sendable {}

    private let identity: TLSIdentity
    private let allowsPlaintext: Bool

    package init(identity: TLSIdentity, allowsPlaintext: Bool) {
        self.identity = identity
        self.allowsPlaintext = allowsPlaintext
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        let pipeline = context.pipeline.syncOperations
        switch bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) {
        case 0x16:
            do {
                try pipeline.addHandler(identity.serverHandler(), position: .after(self))
            } catch {
                return context.fireErrorCaught(error)
            }
        case 0x00 where allowsPlaintext:
            context.fireUserInboundEventTriggered(PlaintextChosen())
        case let byte:
            let reason = byte == 0 ? "plaintext isn't allowed here" : "neither a TLS handshake nor a frame"
            return context.fireErrorCaught(TransportError(.tlsFailed, .handshake, reason: reason))
        }
        context.fireChannelRead(wrapInboundOut(bytes))
        pipeline.removeHandler(self, promise: nil)
    }
}
