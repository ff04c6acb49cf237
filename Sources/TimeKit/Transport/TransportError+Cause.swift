import NIOCore
import NIOSSL
import TimeModel

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension TransportError {
    /// Puts what the network library reports into our words.
    init(_ cause: any Error, _ operation: Operation, _ endpoint: PeerEndpoint?) {
        switch cause {
        case let error as TransportError:
            self = error
        case is CancellationError:
            self.init(.cancelled, operation, endpoint, reason: "cancelled")
        case let error as IOError:
            let reason = String(cString: strerror(error.errnoCode))
            self.init(Self.code(ofSystemError: error.errnoCode), operation, endpoint, reason: reason)
        case ChannelError.connectTimeout(let limit):
            self.init(.timedOut, operation, endpoint, reason: "no answer within \(limit.nanoseconds / 1_000_000_000) s")
        case ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed, ChannelError.eof, ChannelError.outputClosed:
            self.init(.closed, operation, endpoint, reason: "the connection is closed")
        case NIOSSLError.handshakeFailed(.sslError(let stack)):
            self.init(.tlsFailed, operation, endpoint, reason: Self.words(stack))
        case is NIOSSLError, is BoringSSLError:
            self.init(.tlsFailed, operation, endpoint, reason: String(describing: cause))
        default:
            self.init(.system, operation, endpoint, reason: String(describing: cause))
        }
    }

    private static func code(ofSystemError number: CInt) -> Code {
        switch number {
        case EADDRINUSE: .addressInUse
        case EADDRNOTAVAIL: .addressUnavailable
        case EACCES, EPERM: .notPermitted
        case ECONNREFUSED: .connectionRefused
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN: .unreachable
        case ETIMEDOUT: .timedOut
        case ECONNRESET, ECONNABORTED, EPIPE, ENOTCONN: .closed
        default: .system
        }
    }

    private static func words(_ stack: NIOBoringSSLErrorStack) -> String {
        if stack.contains(.eofDuringHandshake) { return "the peer closed the connection during the handshake" }
        return stack.isEmpty ? "TLS error" : stack.map(\.description).joined(separator: ", ")
    }
}
