package import NIOCore
import TimeModel
import TimeWire

/// The end of every connection's pipeline: frames to inputs on the way in, payloads to frames on the way out, and the
/// orderly close. It reads only while the inbox has room, and writes only while the socket takes bytes.
package final class FrameHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias OutboundIn = Never
    package typealias OutboundOut = ByteBuffer

    enum Phase {
        case open
        /// Our side ends: input is dropped, what was sent goes out.
        case closing(EventLoopPromise<Void>, deadline: Scheduled<Void>)
        case closed
    }

    let remote: PeerEndpoint?
    let inbox: Inbox
    let trafficCount = TrafficCount()
    var phase = Phase.open
    var context: ChannelHandlerContext?
    package internal(set) var sendQueue = SendQueue()
    var isWriting = false
    /// What was offered has waited in vain, and the peer has taken nothing since.
    var isStuck = false
    var hasEndedOutput = false
    var writeStallLimit: TimeAmount?
    var writeStallTimer: Scheduled<Void>?

    /// Why the connection ends, unless it's an ordinary end.
    var failure: TransportError?

    private let socketClock: SocketClock
    private var assembler = FrameAssembler()
    private var isInputFinished = false
    private var hasSuppressedRead = false

    init(inbox: Inbox, remote: PeerEndpoint?, socketClock: SocketClock) {
        self.socketClock = socketClock
        self.inbox = inbox
        self.remote = remote
    }

    package func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    package func handlerRemoved(context: ChannelHandlerContext) {
        ended()
        self.context = nil
    }

    // MARK: Input

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .open = phase, !isInputFinished else { return }
        let bytes = unwrapInboundIn(data)
        trafficCount.add(received: bytes.readableBytes)
        assembler.append(bytes)
        deliver()
    }

    /// Hands over whole frames while there is room. Returns whether there still is.
    @discardableResult
    private func deliver() -> Bool {
        guard !isInputFinished else { return false }
        do {
            while true {
                guard inbox.hasRoom() else { return false }
                guard let payload = try assembler.next() else { break }
                offer(.message(Message(payload: payload)), size: payload.count)
            }
            if case .closed = phase { finishInput() }
            return true
        } catch {
            offer(.oversizeFrame(UInt32(clamping: error.size)))
            inbox.finish()
            dropInput()
            return false
        }
    }

    private func offer(_ input: PeerInput, size: Int = 0) {
        inbox.offer(PeerArrival(input: input, moment: socketClock.latestRead), size: size)
    }

    /// The consumer has taken something, or has begun.
    package func roomAvailable() {
        guard deliver(), hasSuppressedRead else { return }
        hasSuppressedRead = false
        context?.read()
    }

    package func read(context: ChannelHandlerContext) {
        if case .closing = phase { return context.read() }
        // Bytes that wait here say that the inbox is full. Nothing waits during the TLS handshake.
        if isInputFinished || (!assembler.isEmpty && !inbox.hasRoom()) {
            hasSuppressedRead = true
        } else {
            context.read()
        }
    }

    /// Takes no input any more.
    func dropInput() {
        isInputFinished = true
        assembler.discard()
    }

    private func finishInput() {
        isInputFinished = true
        if assembler.missing > 0 { offer(.truncatedFrame(missing: assembler.missing)) }
        inbox.finish(failure)
    }

    // MARK: Events

    package func channelInactive(context: ChannelHandlerContext) {
        ended()
        context.fireChannelInactive()
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Peers end without close_notify, and a reset is an end like any other (`wire §2.1`, §13).
        let cause = TransportError(error, .receive, remote)
        if cause.code == .closed || Self.isUncleanEnd(error) { return }
        if failure == nil { failure = cause }
        context.close(promise: nil)
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeStallTimer?.cancel()
        writeStallTimer = nil
        write()
        context.fireChannelWritabilityChanged()
    }

    /// The socket is gone. Whole frames that arrived before stay for the consumer.
    private func ended() {
        if case .closed = phase { return }
        if case .closing(let promise, let deadline) = phase {
            deadline.cancel()
            promise.succeed()
        }
        phase = .closed
        writeStallTimer?.cancel()
        sendQueue.failWaiting(failure ?? closedError)
        deliver()
    }
}
