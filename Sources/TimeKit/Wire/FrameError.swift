/// Why a byte stream can't be read on, or a payload can't be sent (`wire §3`).
public struct FrameError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        case tooLarge = "too_large"
        case truncated
    }

    public let code: Code
    /// Bytes of the payload: announced or to be sent.
    public let size: Int

    package static func tooLarge(_ size: Int) -> FrameError { FrameError(code: .tooLarge, size: size) }
    static func truncated(_ size: Int) -> FrameError { FrameError(code: .truncated, size: size) }
}

extension FrameError: CustomStringConvertible {
    public var description: String {
        switch code {
        case .tooLarge:
            """
            a frame of \(size) bytes exceeds the protocol's \(Frame.maximumPayloadSize); no peer reads on after it, so the \
            connection has to end
            """
        case .truncated: "the stream ended inside a frame of \(size) bytes; dial the peer again"
        }
    }
}
