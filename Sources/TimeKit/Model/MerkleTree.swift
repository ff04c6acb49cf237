/// The tree of SHA-256 hashes over a block's transactions (`chain-rules §2.2`).
public enum MerkleTree {
    /// Zeros over no leaves, and the leaf itself over one. A level of odd count repeats its last node.
    public static func root(of leaves: [Hash256]) -> Hash256 {
        var level = leaves
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2)
                .map { index in
                    parent(level[index], level[min(index + 1, level.count - 1)])
                }
        }
        return level.first ?? .zero
    }

    private static func parent(_ left: Hash256, _ right: Hash256) -> Hash256 {
        withUnsafeBytes(of: (left, right)) { Hash256.sha256(of: $0) }
    }
}
