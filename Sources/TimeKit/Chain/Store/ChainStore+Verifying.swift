public import TimeModel

extension ChainStore {
    /// Judges every stored block again by the rules and compares the store with what the blocks make. Changes nothing.
    ///
    /// Takes temporary disk space as large as the store.
    /// - Parameters:
    ///   - now: what clock-bound rules go by.
    ///   - progress: is told the height done and the last one.
    public func verify(
        now: UnixTime, progress: (Height, Height) -> Void = { _, _ in }
    ) throws(ChainStoreError) -> VerificationReport {
        try ChainStoreError.describing(path) {
            try StoreVerifier.verify(path, network: network, now: now, progress: progress)
        }
    }
}
