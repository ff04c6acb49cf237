package import TimeChain
package import TimeModel

/// What a node's core wants done with the chain, one after the other.
package enum ChainWork: Sendable {
    /// Connect the run; to be answered by `connected`.
    case connect([PreparedBlock])
    /// Read the hashes of the chain's blocks; to be answered by `ownHashes`, or not at all if they can't be read.
    case readHashes(ClosedRange<Height>)
    /// Put the blocks in place of those above a height, if the tip is the one given; to be answered by `reorganised`.
    case reorganise(from: BlockHash, downTo: Height, [PreparedBlock])
}
