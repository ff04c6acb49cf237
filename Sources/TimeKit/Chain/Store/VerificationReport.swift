public import TimeModel

/// What going through the whole store again found.
public struct VerificationReport: Hashable, Sendable {
    /// The last block that was decoded, judged and replayed as stored.
    public internal(set) var verifiedThrough: Height
    /// Where the store isn't what its blocks make it.
    public internal(set) var differences: [StoreDifference] = []

    public var isSound: Bool { differences.isEmpty }
}

/// One thing in the store that isn't as it should be.
public struct StoreDifference: Hashable, Sendable {
    /// The file's structure, a block, or the table concerned.
    public let part: String
    public let explanation: String
}

extension StoreDifference: CustomStringConvertible {
    public var description: String { "\(part): \(explanation)" }
}
