internal import TimeModel
package import TimeWire

extension Message {
    /// Bytes of the frame that carries this message. The frequent messages are counted without being encoded.
    package var frameSize: Int {
        let payload =
            switch self {
            case .ping(let heartbeat), .pong(let heartbeat): heartbeat.height == nil ? 21 : 29
            case .getChainTip, .getGenesisHash, .getPeers, .getMasternodes, .getBlockHeight: 4
            case .chainTipResponse: 44
            case .getBlocks, .getBlockRange: 20
            case .blocksResponse(let blocks), .blockRangeResponse(let blocks):
                blocks.reduce(12) { $0 + $1.bytes.count }
            case .blockResponse(let block), .blockAnnouncement(let block), .genesisAnnouncement(let block):
                4 + block.bytes.count
            default: self.payload().count
            }
        return Frame.headerSize + payload
    }

    /// Two words that tell a message from another of its kind in the event log.
    var digestWords: (UInt64, UInt64) {
        switch self {
        case .ping(let heartbeat), .pong(let heartbeat): (heartbeat.nonce, heartbeat.height?.rawValue ?? .max)
        case .chainTipResponse(let height, let hash): (height.rawValue, hash.digest.firstWord)
        case .getBlocks(let start, let end), .getBlockRange(let start, let end): (start.rawValue, end.rawValue)
        case .blocksResponse(let blocks), .blockRangeResponse(let blocks):
            (blocks.first?.block.header.height.rawValue ?? 0, UInt64(blocks.count))
        case .blockInventory(let height), .blockHeightResponse(let height), .blockRequest(let height):
            (height.rawValue, 0)
        default: (0, 0)
        }
    }
}

extension Hash256 {
    fileprivate var firstWord: UInt64 { withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) } }
}
