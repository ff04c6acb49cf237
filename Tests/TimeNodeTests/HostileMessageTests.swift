import TestSupport
import Testing
import TimeChain
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation
import TimeWire

/// Peers that answer what they are asked, with heights, hashes, times and blocks of no sense, and say whatever else the
/// protocol has. Nothing of it may end the process; what is of no use is an error value.
struct HostileMessageTests {
    private struct Vectors: Decodable {
        struct Instance: Decodable { let payloadHex: HexBytes }

        let messages: [Instance]
    }

    private struct Session {
        let id: SessionID
        let address: PeerAddress
        var core: SessionCore
    }

    private enum Step {
        case node(NodeCore.Event)
        case session(SessionID, PeerSession.Event)
    }

    /// A node's core and its sessions, without a socket or a store.
    private struct Driver {
        private var node: NodeCore
        private var sessions: [Session] = []
        private var lastSession: UInt64 = 0
        private var generator: SeededGenerator
        private let corpus: [[UInt8]]
        private let blocks: [EncodedBlock]
        /// Of the blocks, after that of the genesis.
        private let hashes: [BlockHash]
        private var now = Moment.start
        private var wallClock = NetworkParameters.testnet.slotTime(of: 1_000)
        /// What is to be told next, in this order.
        private var steps: [Step] = []
        private(set) var reports = 0
        private(set) var closed = 0

        init(seed: UInt64, corpus: [[UInt8]], blocks: [EncodedBlock]) throws {
            generator = SeededGenerator(seed: seed)
            self.corpus = corpus
            self.blocks = blocks
            hashes = [NetworkParameters.testnet.genesisHash] + blocks.map { PreparedBlock($0).stored.hash }
            let tip = ChainTip(
                height: 60, hash: hashes[60], timestamp: wallClock, treasury: .zero, supplyDrift: 0)
            let settings = NodeSettings(
                network: .testnet, buildNumber: NetworkParameters.buildNumber, listen: nil, connect: [])
            let trusted = try #require(PeerAddress("93.184.216.1"))
            node = NodeCore(settings: settings, tip: tip, trust: .trusting([trusted], at: wallClock))
            tell(.started(masternodes: []))
        }

        mutating func round() throws {
            now = now + .milliseconds(number(below: 30_000))
            wallClock = wallClock.advanced(bySeconds: Int64(number(below: 60)))
            while sessions.count < 4 { try open() }
            let index = number(below: sessions.count)
            feed(.received(Message(payload: mutated(corpus[number(below: corpus.count)])[...])), to: sessions[index].id)
            for session in sessions { feed(.tick, to: session.id) }
            tell(.tick)
            while !steps.isEmpty {
                switch steps.removeFirst() {
                case .node(let event): handle(event)
                case .session(let id, let event): handle(event, in: id)
                }
            }
        }

        private mutating func tell(_ event: NodeCore.Event) { steps.append(.node(event)) }

        private mutating func feed(_ event: PeerSession.Event, to id: SessionID) { steps.append(.session(id, event)) }

        private mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

        private mutating func open() throws {
            lastSession += 1
            let address = try #require(PeerAddress("93.184.216.\(1 + number(below: 8))"))
            guard !sessions.contains(where: { $0.address == address }) else { return }
            let id = SessionID(lastSession)
            let core = SessionCore(
                PeerSession.Configuration(network: .testnet, role: .dialer, remote: address),
                nonces: SeededGenerator(seed: generator.next()), at: now)
            sessions.append(Session(id: id, address: address, core: core))
            feed(.opened(node.localTip), to: id)
            feed(.received(.ack("Handshake")), to: id)
        }

        private mutating func handle(_ event: PeerSession.Event, in id: SessionID) {
            guard let index = sessions.firstIndex(where: { $0.id == id }) else { return }
            perform(sessions[index].core.handle(event, at: now, wallClock: wallClock), of: sessions[index])
        }

        private mutating func handle(_ event: NodeCore.Event) {
            for effect in node.handle(event, at: now, wallClock: wallClock) {
                switch effect {
                case .tell(let id, let command):
                    guard let index = sessions.firstIndex(where: { $0.id == id }) else { continue }
                    perform(sessions[index].core.obey(command, at: now, wallClock: wallClock), of: sessions[index])
                case .work(.connect): tell(.connected(node.tip, blocks: 0, findings: [], stop: nil))
                case .work(.readHashes(let heights)):
                    let own = Array(hashes[Int(heights.lowerBound.rawValue)...60])
                    tell(.ownHashes(OwnHashes(from: heights.lowerBound, own)))
                case .work(.reorganise): tell(.reorganised(.tooDeep, node.tip))
                case .lookUp(let points): tell(.outputs(Dictionary(uniqueKeysWithValues: points.map { ($0, nil) })))
                default: break
                }
            }
        }

        private mutating func perform(_ effects: [SessionCore.Effect], of session: Session) {
            for effect in effects {
                switch effect {
                case .send(let message): if let answer = answer(message) { feed(.received(answer), to: session.id) }
                case .established(let build):
                    let endpoint = PeerEndpoint(address: session.address, port: 24100)
                    tell(
                        .established(
                            session.id, .init(endpoint: endpoint, role: .dialer, build: build, isEncrypted: true)))
                case .report(let report):
                    reports += 1
                    tell(.reported(session.id, report))
                case .blocks(let blocks, let request):
                    reports += 1
                    tell(.reported(session.id, .blocks(blocks.map { PreparedBlock($0) }, answering: request)))
                case .close(let end):
                    closed += 1
                    sessions.removeAll { $0.id == session.id }
                    return tell(.ended(session.id, session.address, end, .init()))
                case .serve, .note: break
                }
            }
        }

        private mutating func answer(_ message: Message) -> Message? {
            switch message {
            case .ping(let ping): .pong(Heartbeat(nonce: ping.nonce, timestamp: time(), height: nil))
            case .getChainTip: .chainTipResponse(height: height(), hash: hash())
            case .getBlockHash(let asked):
                .blockHashResponse(height: number(below: 4) > 0 ? asked : height(), hash: hash())
            case .getBlocks(let start, let end): .blocksResponse(someBlocks(start, end))
            case .getBlockRange(let start, let end): .blockRangeResponse(someBlocks(start, end))
            default: nil
            }
        }

        private mutating func time() -> UnixTime {
            [UnixTime(.min), UnixTime(.max), UnixTime(0), wallClock][number(below: 4)]
        }

        private mutating func height() -> Height {
            [0, 1, 60, 61, 62, 80, 1_000, Height(.max), Height(UInt64(Int64.max)), Height(.max - 1)][number(below: 10)]
        }

        private mutating func hash() -> BlockHash {
            number(below: 2) == 0 ? .zero : hashes[number(below: hashes.count)]
        }

        private mutating func someBlocks(_ start: Height, _ end: Height) -> [EncodedBlock] {
            let lower = number(below: 4) == 0 ? number(below: blocks.count) : Int(clamping: start.rawValue) - 1
            guard blocks.indices.contains(lower) else { return [] }
            let wanted = min(Int(clamping: end.blocks(above: start)) + 1, number(below: 60))
            return blocks[lower...].prefix(wanted)
                .compactMap { block in
                    guard number(below: 8) == 0 else { return block }
                    return try? EncodedBlock(bincode: mutated(Array(block.bytes)))
                }
        }

        private mutating func mutated(_ payload: [UInt8]) -> [UInt8] {
            var payload = payload
            for _ in 0..<number(below: 4) where !payload.isEmpty {
                let index = number(below: payload.count)
                let byte = [0x00, 0x01, 0x7F, 0x80, 0xFF, UInt8(number(below: 256))][number(below: 6)]
                let end = min(index + [1, 8][number(below: 2)], payload.count)
                payload.replaceSubrange(index..<end, with: [UInt8](repeating: byte, count: end - index))
            }
            return payload
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func nothingThatPeersSayEndsTheProcess(seed: UInt64) throws {
        let corpus = try Fixture.decode("messages.json", as: Vectors.self).messages.map(\.payloadHex.bytes)
        let blocks = Array(try ChainFile.blocks("rich").prefix(120))
        var driver = try Driver(seed: seed, corpus: corpus, blocks: blocks)
        for _ in 0..<300 { try driver.round() }
        #expect(driver.reports > 200 && driver.closed > 0, "\(driver.reports) reports, \(driver.closed) closed")
    }
}
