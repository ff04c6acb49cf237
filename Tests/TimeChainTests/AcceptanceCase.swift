import Foundation
import TestSupport
import Testing
import TimeChain
import TimeModel

/// One candidate block of `accept-cases.json`: what it was delivered to, and what came of it.
struct AcceptanceCase: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let baseChain: String
    let baseHeight: Int
    let now: Int64
    let path: String
    let candidate: HexBytes?
    let candidateFile: String?
    let candidateHash: String
    let prelude: [HexBytes]?
    let verdict: String
    let rule: String
    let errorClass: String?
    let stateAfter: StateAfter?
    let localStore: String?

    struct StateAfter: Decodable, Sendable {
        let tipHash: String
        let tipHeight: UInt64
        let utxoCount: Int
        let utxoDigest: String
    }

    enum Outcome: Equatable {
        case accept(ChainTip)
        case reject(RuleViolation)
        case skip(RoutingVerdict.SkipReason)

        /// As the cases name it.
        var verdict: String {
            switch self {
            case .accept: "accept"
            case .reject: "reject"
            case .skip: "skip"
            }
        }
    }

    static let all = Result { try Fixture.decode("accept-cases.json", section: "cases", as: [AcceptanceCase].self) }

    var testDescription: String { id }

    func candidateBlock() throws -> PreparedBlock {
        let bytes = try candidate?.bytes ?? Self.decompressed(candidateFile ?? "")
        return PreparedBlock(try EncodedBlock(bincode: bytes))
    }

    /// The state that the candidate meets.
    func state() throws -> ChainState {
        var state = try BaseStates.shared.get().state(of: baseChain, at: baseHeight)
        for block in prelude ?? [] {
            _ = try state.connect(PreparedBlock(try EncodedBlock(bincode: block.bytes)), now: UnixTime(now))
        }
        return state
    }

    /// Delivers the candidate as the case says, on the normal path or as part of a reorganisation, seconds after its time.
    func deliver(_ block: PreparedBlock, to state: inout ChainState, delay: Int64 = 0) throws -> Outcome {
        let now = UnixTime(now + delay)
        do {
            if path == "add_block" {
                return .accept(try state.connect(block, now: now, path: .reorganisation).tip)
            }
            let removed = Set(localStore.map { $0.matches(of: /[0-9]+/).compactMap { Int($0.output) } } ?? [])
            let hashes = state.hashes
            let header = block.received.block.header
            let verdict = RoutingVerdict(
                header: header, hash: block.received.hash, tip: state.tip, network: .testnet,
                storedHash: { height in
                    removed.contains(Int(height.rawValue)) ? nil : hashes[Int(height.rawValue)]
                })
            switch verdict {
            case .connect: return .accept(try state.connect(block, now: now).tip)
            case .skip(let reason): return .skip(reason)
            case .fork(let violation), .foreignGenesis(let violation): return .reject(violation)
            }
        } catch let violation as RuleViolation {
            return .reject(violation)
        }
    }

    private static func decompressed(_ file: String) throws -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-dc", Fixture.url(file).path]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return [UInt8](data)
    }
}

/// The states that the cases start from, each chain connected once.
struct BaseStates: Sendable {
    private let states: [String: [Int: ChainState]]

    static let shared = Result {
        let cases = try AcceptanceCase.all.get()
        return BaseStates(
            states: [
                "chain-plain": try RecordedChain.plain.get().states(at: heights(of: "chain-plain", in: cases)),
                "chain-rich": try RecordedChain.rich.get().states(at: heights(of: "chain-rich", in: cases)),
            ])
    }

    func state(of chain: String, at height: Int) throws -> ChainState {
        guard let state = states[chain]?[height] else { throw Missing(chain: chain, height: height) }
        return state
    }

    private static func heights(of chain: String, in cases: [AcceptanceCase]) -> Set<Int> {
        Set(cases.filter { $0.baseChain == chain }.map(\.baseHeight))
    }

    struct Missing: Error {
        let chain: String
        let height: Int
    }
}
