import Testing
import TimeModel
import TimeWire

struct PeerSessionHandshakeTests {
    // MARK: Dialer

    @Test func `a dialer sends its handshake first and doesn't wait for an answer`() throws {
        var script = try SessionScript(.dialer)
        let effects = script.open()
        #expect(effects.sent.first == .handshake(.valid))
        #expect(effects.sentKinds == [.handshake, .ping, .getPeers, .getMasternodes])
        #expect(effects.count == 4)
        #expect(
            effects.sent[1] == .ping(Heartbeat(nonce: 1, timestamp: SessionScript.wallClock, height: 2000)))
    }

    @Test(arguments: [
        Message.ack("Handshake"), .getPeers, .getGenesisHash,
        .ping(Heartbeat(nonce: 9, timestamp: UnixTime(0), height: 5)),
        .chainTipResponse(height: 5, hash: BlockHash(filledWith: 5)),
    ])
    func `whatever a listener says first means that it takes us`(message: Message) throws {
        var script = try SessionScript(.dialer)
        _ = script.open()
        let effects = script.receive(message)
        #expect(effects.first == .established(build: nil))
        #expect(effects.sentKinds.first == .getGenesisHash)
        #expect(script.idle(.seconds(20)).closeReason == nil)
    }

    @Test func `a dialer learns the listener's build whenever its handshake comes`() throws {
        var first = try SessionScript(.dialer)
        _ = first.open()
        #expect(first.receive(.handshake(.valid)).first == .established(build: 2344))
        #expect(first.receive(.ack("Handshake")) == [])

        var later = try SessionScript.established(.dialer)
        #expect(later.receive(.handshake(.valid)) == [.note(.peerBuild(2344))])
        #expect(later.session.peerBuild == 2344)
        #expect(later.receive(.handshake(.valid)) == [.note(.repeatedHandshake)])
    }

    @Test func `silence for 10 s after the handshake is a refusal`() throws {
        var script = try SessionScript(.dialer)
        _ = script.open()
        #expect(script.idle(.seconds(9)) == [])
        let effects = script.idle(.seconds(1))
        #expect(effects == [.close(.refusedInSilence)])
        #expect(effects.closeReason?.isRefusal == true)
    }

    @Test func `a kept peer has as long for its ack as a regular one for a pong`() throws {
        var script = try SessionScript(.dialer, keepsTrust: true)
        _ = script.open()
        #expect(script.idle(.seconds(89)) == [])
        #expect(script.receive(.ack("Handshake")).first == .established(build: nil))

        var silent = try SessionScript(.dialer, keepsTrust: true)
        _ = silent.open()
        #expect(silent.idle(WireLimits.missedPingAfter) == [.close(.refusedInSilence)])
    }

    @Test func `an alert about nothing before the ack is the demand to upgrade`() throws {
        let notice = ForkAlert(
            yourHeight: 0, yourHash: .zero, consensusHeight: 0, consensusHash: .zero, peerCount: 0,
            text: String(repeating: "upgrade ", count: 100))
        var script = try SessionScript(.dialer)
        _ = script.open()
        let reason = try #require(script.receive(.forkAlert(notice)).closeReason)
        #expect(reason == .refusedAsOutdated(notice: String(notice.text.prefix(200))))
        #expect(reason.isRefusal)

        var established = try SessionScript.established(.dialer)
        #expect(established.receive(.forkAlert(notice)).closeReason == nil)
    }

    @Test func `a listener on another network is left`() throws {
        var handshake = Handshake.valid
        handshake.magic = NetworkParameters.mainnet.magic
        var script = try SessionScript.established(.dialer)
        #expect(script.receive(.handshake(handshake)).closeReason == .wrongNetwork(magic: handshake.magic))
    }

    // MARK: Listener

    @Test func `a listener says nothing before the handshake and everything after it`() throws {
        var script = try SessionScript(.listener)
        #expect(script.open() == [])
        let effects = script.receive(.handshake(.valid))
        #expect(effects.sentKinds == [.ack, .handshake, .ping, .getGenesisHash, .getPeers, .getMasternodes])
        #expect(effects.sent.first == .ack("Handshake"))
        #expect(effects.last == .established(build: 2344))
        #expect(script.receive(.handshake(.valid)) == [.note(.repeatedHandshake)])
    }

    @Test func `a listener waits 10 s for the handshake and overlooks what comes before it`() throws {
        var script = try SessionScript(.listener)
        _ = script.open()
        #expect(script.receive(.getChainTip) == [.note(.beforeHandshake(.getChainTip))])
        #expect(script.idle(.seconds(9)) == [])
        var silent = script
        #expect(silent.idle(.seconds(1)) == [.close(.noHandshake)])
        #expect(script.receive(.handshake(.valid)).last == .established(build: 2344))
    }

    @Test func `an undecodable first frame closes at once and counts`() throws {
        var script = try SessionScript(.listener, keepsTrust: true)
        _ = script.open()
        let effects = script.receive(.unknownMessage)
        #expect(effects == [.close(.undecodableFirstFrame)])
        #expect(effects.closeReason?.isViolation == true)
    }

    @Test(arguments: [false, true])
    func `another network's magic closes for everybody`(keepsTrust: Bool) throws {
        var handshake = Handshake.valid
        handshake.magic = [1, 2, 3]
        var script = try SessionScript(.listener, keepsTrust: keepsTrust)
        _ = script.open()
        #expect(script.receive(.handshake(handshake)) == [.close(.wrongNetwork(magic: [1, 2, 3]))])
    }

    @Test(arguments: [
        (1 as UInt32, 2344 as UInt32, CloseReason.outdatedProtocol(1)), (2, 2061, .outdatedBuild(2061)),
        (0, 0, .outdatedProtocol(0)),
    ])
    func `an outdated peer is told so before the close, a kept one is taken`(
        version: UInt32, build: UInt32, reason: CloseReason
    ) throws {
        var handshake = Handshake.valid
        handshake.protocolVersion = version
        handshake.buildNumber = build
        var script = try SessionScript(.listener)
        _ = script.open()
        let effects = script.receive(.handshake(handshake))
        #expect(effects.sentKinds == [.forkAlert])
        #expect(effects.last == .close(reason))
        #expect(script.receive(.ping(Heartbeat(nonce: 1, timestamp: UnixTime(0), height: nil))) == [])

        var kept = try SessionScript(.listener, keepsTrust: true)
        _ = kept.open()
        let accepted = kept.receive(.handshake(handshake))
        #expect(accepted.first == .note(.outdatedPeerAccepted(protocolVersion: version, build: build)))
        #expect(accepted.last == .established(build: build))

        var dialer = try SessionScript(.dialer)
        _ = dialer.open()
        #expect(dialer.receive(try #require(effects.sent.first)).closeReason?.isRefusal == true, "our notice is one")
    }

    @Test func `build 2062 and any network name are taken`() throws {
        var handshake = Handshake.valid
        handshake.buildNumber = 2062
        handshake.network = "nonsense"
        var script = try SessionScript(.listener)
        _ = script.open()
        #expect(script.receive(.handshake(handshake)).last == .established(build: 2062))
    }

    // MARK: Both

    @Test(arguments: [PeerSession.Role.dialer, .listener], [false, true])
    func `a wrong genesis hash ends the session with everybody, zeros are overlooked`(
        role: PeerSession.Role, keepsTrust: Bool
    ) throws {
        let wrong = BlockHash(filledWith: 0xAB)
        for answer in [Message.genesisHashResponse(wrong), .blockHashResponse(height: 0, hash: wrong)] {
            var script = try SessionScript.established(role, keepsTrust: keepsTrust)
            #expect(script.receive(.genesisHashResponse(.zero)) == [])
            #expect(script.receive(.genesisHashResponse(NetworkParameters.testnet.genesisHash)) == [])
            #expect(script.receive(answer) == [.close(.wrongGenesis(wrong))])
            #expect(script.receive(.getPeers) == [], "a closed session does nothing more")
        }
    }

    @Test(arguments: [NetworkParameters.mainnet, .testnet])
    func `a dialer and a listener of this kind find each other`(network: NetworkParameters) throws {
        var dialer = try SessionScript(.dialer, network: network)
        var listener = try SessionScript(.listener, network: network)
        let lower = PeerSession.LocalTip(height: 10, hash: BlockHash(filledWith: 1), isSyncing: true)
        var toListener = dialer.open(lower).sent
        var toDialer = listener.open().sent
        var seen: (dialer: [PeerSession.Effect], listener: [PeerSession.Effect]) = ([], [])
        while !toListener.isEmpty || !toDialer.isEmpty {
            let fromListener = toListener.flatMap { listener.receive($0) }
            let fromDialer = toDialer.flatMap { dialer.receive($0) }
            seen.listener += fromListener
            seen.dialer += fromDialer
            toDialer = fromListener.sent
            toListener = fromDialer.sent
        }
        #expect(dialer.session.isEstablished && listener.session.isEstablished)
        #expect(dialer.session.peerBuild == 2344 && listener.session.peerBuild == 2344)
        #expect(seen.dialer.contains(.roundTrip(.zero)) && seen.listener.contains(.roundTrip(.zero)))
        #expect(seen.dialer.contains(.peerAnnouncedHeight(2000)) && seen.listener.contains(.peerAnnouncedHeight(10)))
        // The dialer is catching up, and leaves masternodes aside.
        #expect(seen.dialer.queries == [.peers])
        #expect(seen.listener.queries == [.peers, .masternodes])
        #expect(seen.dialer.closeReason == nil && seen.listener.closeReason == nil)
    }
}
