import Testing
package import TimeModel

/// A reorganisation as the original node did it, or didn't: a node with our branch meets peers with another.
package struct ReorganisationCase: Decodable, Sendable, CustomTestStringConvertible {
    package struct Tip: Decodable, Sendable {
        package let peer: String
        package let height: UInt64
        package let hash: String
    }

    package struct Delivery: Decodable, Sendable {
        package let from: String
        package let blocks: [HexBytes]
    }

    package struct Change: Decodable, Sendable {
        package let now: Int64
        package let peerTips: [Tip]
    }

    package struct State: Decodable, Sendable {
        package let tipHash: String
        package let tipHeight: UInt64
        package let utxoCount: Int
        package let utxoDigest: String
    }

    package let id: String
    package let now: Int64
    package let prefixHeight: Int
    package let ourBranch: [HexBytes]
    package let peerTips: [Tip]
    package let deliveries: [Delivery]
    package let beforeSecondDelivery: Change?
    package let stateBefore: State
    package let stateAfter: State
    package let freshNodeState: State

    package var testDescription: String { id }

    /// Where the original ends on a chain that a node which starts afresh refuses: ours stays where it is.
    package var isRefusedByAFreshNode: Bool { id == "reorg-24" }

    /// What a node that starts afresh has at the tip; in reorg-27 the original has one output less.
    package var expected: State { isRefusedByAFreshNode ? stateBefore : freshNodeState }

    package static let all = Result {
        try Fixture.decode("reorg-cases.json", section: "cases", as: [ReorganisationCase].self)
    }

    package static func named(_ id: String) throws -> ReorganisationCase? { try all.get().first { $0.id == id } }

    package func ourBlocks() throws -> [EncodedBlock] { try ourBranch.map { try EncodedBlock(bincode: $0.bytes) } }

    package func blocks(from peer: String) throws -> [EncodedBlock] {
        try deliveries.filter { $0.from == peer }.flatMap(\.blocks).map { try EncodedBlock(bincode: $0.bytes) }
    }
}
