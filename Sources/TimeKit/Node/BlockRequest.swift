package import TimeModel
package import TimeWire

/// A range of blocks asked of one peer in one message.
package struct BlockRequest: Hashable, Sendable {
    /// At most `NodeLimits.blocksPerRequest` heights.
    package let range: ClosedRange<Height>
    package let kind: Kind

    package enum Kind: Hashable, Sendable {
        /// Up to 8 a second; what upstream itself sends.
        case getBlocks
        /// In the peers' general bucket, hence up to 94 a second: for catching up.
        case getBlockRange
    }

    package init(range: ClosedRange<Height>, kind: Kind) {
        self.range = range
        self.kind = kind
    }

    package var message: Message {
        switch kind {
        case .getBlocks: .getBlocks(start: range.lowerBound, end: range.upperBound)
        case .getBlockRange: .getBlockRange(start: range.lowerBound, end: range.upperBound)
        }
    }
}
