public import TimeModel

/// Which blocks answer a request, given our tip (`wire §10.1`, `chain-rules §10`).
public enum BlockServing {
    /// Bytes of blocks that fit into one answer beside its index and count.
    public static let maximumBytes = Frame.maximumPayloadSize - 12

    /// The heights to read for `GetBlocks` and `GetBlockRange`, both ends included; nil is the empty answer.
    public static func heights(start: Height, end: Height, tip: Height) -> ClosedRange<Height>? {
        let last = min(end, tip, start.advanced(by: WireLimits.blocksPerAnswer - 1))
        return start <= last ? start...last : nil
    }

    /// The longest run from the front that fits into one answer.
    public static func trimmed(_ stored: [[UInt8]]) -> ArraySlice<[UInt8]> {
        var room = maximumBytes
        let end = stored.firstIndex { block in
            room -= block.count
            return room < 0
        }
        return stored[..<(end ?? stored.endIndex)]
    }
}
