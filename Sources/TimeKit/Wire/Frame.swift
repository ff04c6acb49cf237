/// How payloads lie in the byte stream: a u32 big-endian length, then so many bytes (`wire §3`).
public enum Frame {
    /// Bytes of one payload at most, inclusive: both sides end the connection over a longer one (`wire §3`).
    public static let maximumPayloadSize = 8_388_608
    /// Bytes of the length before a payload.
    public static let headerSize = 4

    /// The size of the payload that follows the header `header`; throws `tooLarge`.
    public static func payloadSize(ofHeader header: UInt32) throws(FrameError) -> Int {
        guard header <= UInt32(maximumPayloadSize) else { throw .tooLarge(Int(header)) }
        return Int(header)
    }

    /// The header for a payload of `size` bytes; throws `tooLarge`.
    public static func header(ofPayloadSize size: Int) throws(FrameError) -> [UInt8] {
        guard size <= maximumPayloadSize else { throw .tooLarge(size) }
        return withUnsafeBytes(of: UInt32(size).bigEndian) { Array($0) }
    }

    /// The payload behind its header; throws `tooLarge`.
    public static func encode(_ payload: [UInt8]) throws(FrameError) -> [UInt8] {
        try header(ofPayloadSize: payload.count) + payload
    }
}
