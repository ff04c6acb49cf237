import Testing
import TimeModel
import TimeWire

struct PeerSessionSendingTests {
    private func refused(_ kind: MessageKind, _ refusal: SendRefusal) -> [PeerSession.Effect] {
        [.note(.sendRefused(kind, refusal))]
    }

    @Test(arguments: [PeerSession.Role.dialer, .listener])
    func `sends nothing for the node before the handshake is over`(role: PeerSession.Role) throws {
        var script = try SessionScript(role)
        #expect(script.send(.getChainTip) == refused(.getChainTip, .notEstablished))
        _ = script.open()
        #expect(script.send(.getChainTip) == refused(.getChainTip, .notEstablished))
    }

    @Test func `sends nine GetBlocks in any second, exempt peer or not`() throws {
        var script = try SessionScript.established(isExempt: true)
        for number in 0..<9 {
            #expect(script.send(.getBlocks(start: Height(UInt64(number) * 500), end: Height(.max))).sent.count == 1)
            script.wait(.milliseconds(100))
        }
        let next = Message.getBlocks(start: 9_000, end: 9_049)
        #expect(script.send(next) == refused(.getBlocks, .overLimit))
        script.wait(.milliseconds(100))
        #expect(script.send(next) == [.send(next)])
        #expect(script.send(next) == refused(.getBlocks, .overLimit), "the first has left the window, not the second")
    }

    @Test func `sends ten GetBlocks for one neighbourhood in half a minute`() throws {
        var script = try SessionScript.established()
        for number in 0..<10 {
            let start = Height(100 + UInt64(number))
            #expect(script.send(.getBlocks(start: start, end: start.advanced(by: 49))).sent.count == 1)
            script.wait(.seconds(1))
        }
        let again = Message.getBlocks(start: 150, end: 199)
        #expect(script.send(again) == refused(.getBlocks, .similarRequests))
        let far = Message.getBlocks(start: 300, end: 349)
        #expect(script.send(far) == [.send(far)])
        script.wait(.seconds(20))
        #expect(script.send(again) == [.send(again)], "half a minute after the first")
    }

    @Test func `a peer that counts as upstream does never finds a loop in what we send`() throws {
        var sender = try SessionScript.established(.dialer)
        var receiver = try SessionScript.established(.listener)
        var served = 0
        var sent = 0
        for _ in 0..<600 {
            sender.wait(.milliseconds(100))
            receiver.wait(.milliseconds(100))
            for message in sender.send(.getBlocks(start: 100, end: 149)).sent {
                sent += 1
                served += receiver.receive(message).queries.count
            }
            _ = sender.receive(.blocksResponse([]))
        }
        #expect(sent == 20)
        #expect(served == sent)
    }

    @Test func `sends ninety-seven GetBlockRange a second and leaves room in the general bucket`() throws {
        var script = try SessionScript.established()
        script.wait(.seconds(10))
        for _ in 0..<97 {
            let request = Message.getBlockRange(start: 100, end: 149)
            #expect(script.send(request) == [.send(request)])
            _ = script.receive(.blockRangeResponse([]))
        }
        #expect(script.send(.getBlockRange(start: 1, end: 1)) == refused(.getBlockRange, .overLimit))
        #expect(script.send(.getChainTip) == [.send(.getChainTip)])
        #expect(script.send(.getChainTip) == refused(.getChainTip, .overLimit))
    }

    @Test func `asks for peers and masternodes less often than peers answer`() throws {
        var script = try SessionScript.established()
        let peers = (0..<10).map { _ in script.send(.getPeers).sent.count }.reduce(0, +)
        let masternodes = (0..<10).map { _ in script.send(.getMasternodes).sent.count }.reduce(0, +)
        #expect(peers == 3, "after the one at the start")
        #expect(masternodes == 4)
    }

    @Test func `keeps no more than 64 block requests open`() throws {
        var script = try SessionScript.established()
        for number in 0..<64 {
            #expect(script.send(.blockRequest(Height(UInt64(number)))).sent.count == 1)
            script.wait(.milliseconds(100))
        }
        #expect(script.send(.blockRequest(64)) == refused(.blockRequest, .tooManyOutstanding))
        _ = script.receive(.blockResponse(.empty(at: 5)))
        #expect(script.send(.blockRequest(64)).sent.count == 1)
    }

    private static let neverSent: [Message] = [
        .timeVotePrepare(BlockVote(blockHash: .zero, voter: "node_203.0.113.1", signature: [])),
        .timeVotePrecommit(BlockVote(blockHash: .zero, voter: "x", signature: [])),
        .transactionVoteResponse(id: .zero, preference: "Accept"),
        .masternodeInactive(address: "x", timestamp: UnixTime(0)),
        .utxoStateHashResponse(hash: .zero, height: 0, count: 0), .timeLockBlockProposal(.empty(at: 2001)),
        .masternodeStatusGossip(reporter: "x", visible: [], timestamp: UnixTime(0)), .handshake(.valid),
        .forkAlert(
            ForkAlert(
                yourHeight: 0, yourHash: .zero, consensusHeight: 0, consensusHash: .zero, peerCount: 0, text: "")),
    ]

    @Test(arguments: neverSent)
    func `never votes, announces or alarms`(message: Message) throws {
        var script = try SessionScript.established()
        #expect(script.send(message) == refused(message.kind, .notForObservers))
    }

    @Test func `passes another's announcement on, but makes none`() throws {
        let key = try #require(Ed25519.SigningKey(seed: [UInt8](repeating: 7, count: 32))).verifyingKey
        let claim = MasternodeClaim(
            MasternodeAnnouncement(address: "203.0.113.9", rewardAddress: "TIME0x", tier: .free, publicKey: key))
        var script = try SessionScript(.dialer)
        #expect(script.handle(.relay(claim)).isEmpty)
        script = try SessionScript.established()
        #expect(script.handle(.relay(claim)) == [.send(claim.relayed)])
        #expect(script.send(claim.relayed) == refused(claim.relayed.kind, .notForObservers))
    }

    private static let foreignGenesis: [Message] = [
        .genesisHashResponse(BlockHash(filledWith: 1)), .blockHashResponse(height: 0, hash: BlockHash(filledWith: 1)),
        .chainTipResponse(height: 0, hash: BlockHash(filledWith: 1)), .genesisAnnouncement(.empty(at: 1)),
    ]

    @Test(arguments: foreignGenesis)
    func `never names another genesis than ours`(message: Message) throws {
        var script = try SessionScript.established()
        #expect(script.send(message) == refused(message.kind, .foreignGenesis))
    }
}
