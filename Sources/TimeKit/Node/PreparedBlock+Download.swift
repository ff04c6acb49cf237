import TimeChain
import TimeModel

/// What downloading needs to know of a block.
extension PreparedBlock {
    var height: Height { received.block.header.height }
    /// Bytes as received.
    var encodedSize: Int { received.encoded.bytes.count }
}
