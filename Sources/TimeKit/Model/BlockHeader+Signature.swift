extension BlockHeader {
    /// Whether the producer's signature is `key`'s over the hash, or absent, which the network takes
    /// (`chain-data §5`, block producer). A bad one is worth a log line; no rule refuses the block for it.
    public func hasValidProducerSignature(of key: VerifyingKey) -> Bool {
        producerSignature.isEmpty
            || Ed25519.verify(signature: producerSignature, message: blockHash.bytes, key: key, rule: .strict)
    }
}
