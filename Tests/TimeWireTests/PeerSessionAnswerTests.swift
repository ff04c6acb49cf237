import Testing
import TimeModel
import TimeWire

struct PeerSessionAnswerTests {
    private static let genesisHash = NetworkParameters.testnet.genesisHash
    private static let addressHash = Hash256([UInt8](0..<32)) ?? .zero

    private static let answers: [(Message, Message)] = [
        (.getGenesisHash, .genesisHashResponse(genesisHash)),
        (.requestGenesis, .genesisAnnouncement(NetworkParameters.testnet.genesis)),
        (.getBlockHeight, .blockHeightResponse(2000)),
        (.getChainTip, .chainTipResponse(height: 2000, hash: BlockHash(filledWith: 7))),
        (.getBlockHash(0), .blockHashResponse(height: 0, hash: genesisHash)),
        (.mempoolSyncRequest, .mempoolSyncResponse([])),
        (.getLockedCollaterals, .lockedCollateralsResponse([])),
        (.getGovernanceState, .governanceStateResponse(proposals: [], votes: [])),
        (.msgPubkeyQuery(addressHash: addressHash), .msgPubkeyResponse(addressHash: addressHash, key: nil)),
    ]

    @Test(arguments: answers)
    func `answers by itself what needs no store`(question: Message, answer: Message) throws {
        var script = try SessionScript.established()
        #expect(script.receive(question) == [.send(answer)])
    }

    @Test func `answers a ping at once with its nonce, our time and our height`() throws {
        var script = try SessionScript.established()
        let effects = script.receive(.ping(Heartbeat(nonce: 42, timestamp: UnixTime(1), height: 5)))
        let pong = Heartbeat(nonce: 42, timestamp: SessionScript.wallClock, height: 2000)
        #expect(effects == [.send(.pong(pong)), .peerAnnouncedHeight(5)])
        let silent = script.receive(.ping(Heartbeat(nonce: 42, timestamp: UnixTime(1), height: nil)))
        #expect(silent == [.send(.pong(pong))])
    }

    private static let queries: [(Message, PeerSession.Query)] = [
        (.getBlocks(start: 1, end: 50), .blocks(start: 1, end: 50)),
        (.getBlockRange(start: 1, end: 50), .blockRange(start: 1, end: 50)),
        (.blockRequest(77), .block(77)), (.getBlockHash(5), .blockHash(5)), (.getPeers, .peers),
        (.getMasternodes, .masternodes),
        (
            .consensusQuery(height: 5, hash: BlockHash(filledWith: 1)),
            .consensus(height: 5, hash: BlockHash(filledWith: 1))
        ),
    ]

    @Test(arguments: queries)
    func `asks the shell for what is in the store or the peer book`(question: Message, query: PeerSession.Query) throws
    {
        var script = try SessionScript.established()
        #expect(script.receive(question) == [.serve(query)])
    }

    @Test func `a query about a hash knows its answer`() {
        let ours = BlockHash(filledWith: 1)
        #expect(PeerSession.Query.blockHash(5).answer(blockHash: ours) == .blockHashResponse(height: 5, hash: ours))
        #expect(PeerSession.Query.blockHash(5).answer(blockHash: nil) == .blockHashResponse(height: 5, hash: nil))
        let agreeing = PeerSession.Query.consensus(height: 5, hash: ours)
        #expect(agreeing.answer(blockHash: ours) == .consensusQueryResponse(agrees: true, height: 5, hash: ours))
        #expect(agreeing.answer(blockHash: nil) == .consensusQueryResponse(agrees: false, height: 5, hash: .zero))
        #expect(PeerSession.Query.peers.answer(blockHash: ours) == nil)
        #expect(PeerSession.Query.masternodes.answer(blockHash: ours) == nil)
    }

    private static let ignored: [Message] = [
        .getUTXOStateHash, .getUTXOSet, .getPendingTransactions, .getChainWork, .getChainWorkAt(5), .ack("Handshake"),
        .utxoStateQuery([]), .transactionVoteRequest(.zero), .unsubscribe("x"), .connectivityWarning("x"),
        .consensusQueryResponse(agrees: true, height: 5, hash: .zero), .mempoolSyncResponse([]),
        .requestUtxoReconciliation(height: 5, hash: .zero), .msgFetchPending(recipient: .zero, since: UnixTime(0)),
        .operatorMessage(from: "a", text: "b", timestamp: UnixTime(0)), .peersResponse(["203.0.113.9"]),
    ]

    @Test(arguments: ignored)
    func `leaves alone what an observer has no say in`(message: Message) throws {
        var script = try SessionScript.established()
        #expect(script.receive(message) == [])
    }

    @Test func `tells what the peer says about chains and peers`() throws {
        var script = try SessionScript.established()
        let hash = BlockHash(filledWith: 3)
        #expect(script.receive(.chainTipResponse(height: 9, hash: hash)) == [.peerTip(height: 9, hash: hash)])
        #expect(script.receive(.chainTipResponse(height: 9, hash: .zero)) == [.peerAnnouncedHeight(9)])
        #expect(script.receive(.blockHeightResponse(9)) == [.peerAnnouncedHeight(9)])
        #expect(script.receive(.blockInventory(10)) == [.peerAnnouncedHeight(10)])
        #expect(script.receive(.blockHashResponse(height: 4, hash: nil)) == [.blockHash(height: 4, hash: nil)])
        #expect(script.receive(.unknownMessage) == [.note(.undecodable)])
        let entry = PeerExchangeEntry(address: "203.0.113.7", connectionCount: 3, isMasternode: true, tier: .gold)
        #expect(script.receive(.peerExchange([entry])) == [.peers([entry])])
        let flood = script.receive(.peerExchange([PeerExchangeEntry](repeating: entry, count: 1000)))
        #expect(flood == [.peers([PeerExchangeEntry](repeating: entry, count: 64))])
        #expect(script.receive(.masternodesResponse([])) == [.masternodes([])])
        let gossip = Message.masternodeStatusGossip(reporter: "x", visible: ["203.0.113.7"], timestamp: UnixTime(1))
        #expect(script.receive(gossip) == [.visibleMasternodes(["203.0.113.7"])])
    }

    @Test func `tells what is said of masternodes, by themselves and by others`() throws {
        let key = try #require(Ed25519.SigningKey(seed: [UInt8](repeating: 7, count: 32))).verifyingKey
        var script = try SessionScript.established()
        for address in [script.session.configuration.remote.description, "203.0.113.99"] {
            let claim = MasternodeClaim(
                MasternodeAnnouncement(address: address, rewardAddress: "TIME0reward", tier: .free, publicKey: key),
                startedAt: UnixTime(5))
            #expect(script.receive(claim.relayed) == [.announced(claim)])
        }
    }

    @Test func `a claim about a fork is noted without acting on it`() throws {
        var alert = ForkAlert(
            yourHeight: 5, yourHash: .zero, consensusHeight: 9, consensusHash: BlockHash(filledWith: 1), peerCount: 3,
            text: String(repeating: "x", count: 100_000))
        var script = try SessionScript.established()
        let effects = script.receive(.forkAlert(alert))
        alert.text = String(repeating: "x", count: 200)
        #expect(effects == [.note(.forkAlert(alert))])
    }

    @Test(arguments: MessageKind.allCases)
    func `while catching up only what the wire lists is handled`(kind: MessageKind) throws {
        let listed = Set<UInt32>([
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 21, 22, 23, 35, 36, 37, 42, 43, 44, 45, 46, 49, 50, 51,
        ])
        #expect(kind.isHandledWhileSyncing == listed.contains(kind.rawValue))
    }

    @Test func `the gate opens when catching up ends`() throws {
        var tip = SessionScript.tip
        tip.isSyncing = true
        var script = try SessionScript.established(tip: tip)
        #expect(script.receive(.mempoolSyncRequest) == [.note(.droppedWhileSyncing(.mempoolSyncRequest))])
        #expect(script.receive(.getChainTip).sentKinds == [.chainTipResponse])
        #expect(script.handle(.localTip(SessionScript.tip)) == [])
        #expect(script.receive(.mempoolSyncRequest).sentKinds == [.mempoolSyncResponse])
    }

    @Test func `answers with the tip it was last told`() throws {
        var script = try SessionScript.established()
        let tip = PeerSession.LocalTip(height: 2001, hash: BlockHash(filledWith: 8), isSyncing: false)
        _ = script.handle(.localTip(tip))
        #expect(script.receive(.getChainTip).sent == [.chainTipResponse(height: 2001, hash: tip.hash)])
        #expect(script.idle(.seconds(30)).sent.contains { $0.kind == .ping })
    }
}
