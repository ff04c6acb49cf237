import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeNode

/// Where the original node finds that another chain parts from ours, we do, by asking for single hashes.
struct CommonAncestorTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        struct Block: Decodable, Sendable {
            let height: UInt64
            let hash: String
        }

        let id: String
        let ourHeight: UInt64
        let blocks: [Block]
        let result: UInt64

        /// The original node tells of none, where the peer's list lacks the first blocks of its branch; of its chain the
        /// hashes can be asked nevertheless.
        var ancestor: Height { Height(result == 0 ? blocks.map(\.height).min()! - 3 : result) }
        var testDescription: String { id }
    }

    @Test(arguments: try Fixture.decode("fork-cases.json", section: "common_ancestor", as: [Case].self))
    func isFound(example: Case) throws {
        let peer = try #require(PeerAddress("192.0.2.1"))
        let chain = try ChainFile.blocks("rich").prefix(Int(example.ourHeight)).map { PreparedBlock($0).stored.hash }
        let theirs = Dictionary(
            uniqueKeysWithValues: try example.blocks.map {
                (Height($0.height), try #require(BlockHash(hex: $0.hash)))
            })
        let tip = Height(example.ourHeight)
        var resolver = ForkResolver(tip: tip)
        let top = try #require(theirs.max { $0.key < $1.key })
        let rival = RivalTip(peer: peer, height: top.key, hash: top.value, support: .none)
        var events = [ForkResolver.Event.rival(rival)]
        var asked: [Height] = []
        while !events.isEmpty {
            for effect in resolver.handle(events.removeFirst(), at: .start, wallClock: UnixTime(0)) {
                switch effect {
                case .readHashes: events.append(.ownHashes(OwnHashes(from: 1, chain)))
                case .askHash(_, let height):
                    let hash = height > example.ancestor ? theirs[height] ?? .zero : chain[Int(height.rawValue) - 1]
                    events.append(.hash(peer, height, hash))
                case .request(_, let request): asked.append(request.range.lowerBound)
                default: break
                }
            }
        }
        // Where we have the branch up to our tip already, its first block is asked for all the same.
        #expect(asked == [min(example.ancestor.next, tip)], "\(example.id)")
    }
}
