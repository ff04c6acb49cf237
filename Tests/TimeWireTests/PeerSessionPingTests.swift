import Testing
import TimeModel
import TimeWire

struct PeerSessionPingTests {
    private func pong(_ nonce: UInt64) -> Message {
        .pong(Heartbeat(nonce: nonce, timestamp: UnixTime(0), height: nil))
    }

    @Test func `pings at the start and then every 30 s`() throws {
        var script = try SessionScript.established()
        #expect(script.idle(.seconds(29)).sentKinds == [])
        #expect(script.idle(.seconds(1)).sentKinds == [.ping])
        #expect(script.idle(.seconds(300)).sentKinds.count == 10)
    }

    @Test func `measures the round trip by the nonce`() throws {
        var script = try SessionScript.established()
        script.wait(.milliseconds(250))
        #expect(script.receive(pong(999)) == [], "a nonce that we never sent")
        #expect(script.receive(pong(1)) == [.roundTrip(.milliseconds(250))])
        #expect(script.receive(pong(1)) == [], "the same once more")
    }

    @Test func `a pong's height is the peer's`() throws {
        var script = try SessionScript.established()
        let heartbeat = Heartbeat(nonce: 1, timestamp: UnixTime(0), height: 77)
        #expect(script.receive(.pong(heartbeat)) == [.roundTrip(.zero), .peerAnnouncedHeight(77)])
    }

    @Test(arguments: [(false, 90), (true, 300)])
    func `a ping without a pong is missed once, and a late pong is late`(keepsTrust: Bool, patience: Int) throws {
        var script = try SessionScript.established(keepsTrust: keepsTrust)
        #expect(!script.idle(.seconds(patience - 1)).contains(.missedPing))
        #expect(script.idle(.seconds(1)).filter { $0 == .missedPing }.count == 1)
        #expect(!script.idle(.seconds(29)).contains(.missedPing))
        let expected = PeerSession.Effect.latePong(.seconds(patience + 29))
        #expect(script.receive(pong(1)) == [expected])
    }

    @Test func `a pong at the limit is late even if no tick has come between`() throws {
        var script = try SessionScript.established()
        script.wait(.seconds(90))
        #expect(script.receive(pong(1)) == [.latePong(.seconds(90))])
    }

    @Test func `three missed pings take a regular peer 150 s of pings, none closes the session`() throws {
        var script = try SessionScript.established()
        let effects = script.idle(.seconds(150))
        #expect(effects.filter { $0 == .missedPing }.count == 3)
        #expect(effects.closeReason == nil)
        #expect(script.session.lastReceived == .start)
    }

    @Test func `remembers no more than a hundred unanswered pings`() throws {
        var script = try SessionScript.established()
        _ = script.idle(.seconds(30 * 100))
        #expect(script.receive(pong(1)) == [], "the first is forgotten")
        #expect(script.receive(pong(2)) == [.latePong(.seconds(30 * 99))])
    }

    @Test func `any message is a sign of life`() throws {
        var script = try SessionScript.established()
        script.wait(.seconds(40))
        _ = script.receive(.unknownMessage)
        #expect(script.session.lastReceived == .start + .seconds(40))
    }
}
