import TestSupport
import Testing
import TimeModel
import TimeWire

/// The recorded handshake faults, from both sides: what a dialer makes of the node's reaction, and what our listener makes
/// of the fault.
struct PeerSessionRefusalTests {
    enum Verdict: Sendable, Hashable {
        case established
        case refusedInSilence
        case refusedAsOutdated
        /// The node closed before a verdict was due, so the connection ends without the session's doing.
        case closedByPeer
    }

    private static let seenByDialer: [(String, Verdict)] = [
        ("build-2061", .refusedAsOutdated), ("old-build-2000", .refusedAsOutdated), ("protocol-1", .refusedAsOutdated),
        ("long-old-build-2000", .refusedAsOutdated), ("wrong-magic", .refusedInSilence),
        ("mainnet-magic", .refusedInSilence), ("first-frame-ping", .refusedInSilence),
        ("undecodable-first", .refusedInSilence), ("half-frame", .refusedInSilence),
        ("silent-after-tls", .refusedInSilence), ("long-silent-after-tls", .refusedInSilence),
        ("tcp-only-silent", .refusedInSilence), ("long-tcp-only-silent", .refusedInSilence),
        ("no-sni", .closedByPeer), ("other-sni", .closedByPeer), ("plaintext-handshake", .closedByPeer),
        ("oversize-first", .closedByPeer), ("little-endian-length", .closedByPeer),
        ("after-ping-first-a-handshake-at-1s", .closedByPeer), ("after-wrong-magic-a-handshake-at-1s", .closedByPeer),
        ("whitelisted-first-frame-ping", .closedByPeer), ("build-2062", .established),
        ("network-string-other", .established), ("second-connection-beside-a-refused-one", .established),
        ("oversize-after-handshake", .established), ("whitelisted-no-sni", .established),
        ("whitelisted-old-build-2000", .established), ("whitelisted-protocol-1", .established),
        ("whitelisted-wrong-magic", .established), ("wrong-genesis", .established),
    ]

    @Test(arguments: seenByDialer)
    func `a dialer tells refusal from acceptance`(name: String, verdict: Verdict) throws {
        let recording = try Recording("refusals/" + name)
        var script = try SessionScript(.dialer)
        _ = script.open()
        var effects: [PeerSession.Effect] = []
        for line in recording.lines {
            effects += script.idle(until: line.moment)
            if line.direction == .received, let message = line.message { effects += script.receive(message) }
        }
        switch effects.closeReason {
        case .refusedAsOutdated: #expect(verdict == .refusedAsOutdated)
        case .refusedInSilence: #expect(verdict == .refusedInSilence)
        case nil: #expect(verdict == (script.session.isEstablished ? .established : .closedByPeer))
        case let other: Issue.record("closed for another reason: \(String(describing: other))")
        }
    }

    private static let faults: [(String, CloseReason?)] = [
        ("build-2061", .outdatedBuild(2061)), ("old-build-2000", .outdatedBuild(2000)),
        ("protocol-1", .outdatedProtocol(1)), ("wrong-magic", .wrongNetwork(magic: [0x58, 0x58, 0x58, 0x58])),
        ("mainnet-magic", .wrongNetwork(magic: [0xC0, 0x1D, 0x7E, 0x4D])), ("first-frame-ping", .noHandshake),
        ("undecodable-first", .undecodableFirstFrame), ("half-frame", .noHandshake),
        ("silent-after-tls", .noHandshake), ("tcp-only-silent", .noHandshake), ("build-2062", nil),
        ("network-string-other", nil),
        // The network's nodes close on this one; a broadcast may come first, so we wait (`wire §7.2`).
        ("after-ping-first-a-handshake-at-1s", nil),
        ("wrong-genesis", .wrongGenesis(BlockHash(filledWith: 0xAB))),
        ("oversize-first", tooLarge(0x80_0001)), ("oversize-after-handshake", tooLarge(0x80_0001)),
        ("little-endian-length", tooLarge(0x1F00_0000)),
    ]

    private static func tooLarge(_ header: UInt32) -> CloseReason? {
        do throws(FrameError) {
            _ = try Frame.payloadSize(ofHeader: header)
            return nil
        } catch {
            return .brokenFrame(error)
        }
    }

    @Test(arguments: faults)
    func `a listener finds the fault`(name: String, reason: CloseReason?) throws {
        let played = try playToListener(name, keepsTrust: false)
        #expect(played.closeReason == reason)
        if case .outdatedBuild = reason { #expect(played.sentKinds == [.forkAlert]) }
        if case .outdatedProtocol = reason { #expect(played.sentKinds == [.forkAlert]) }
    }

    private static let keptPeers: [(String, CloseReason?)] = [
        ("whitelisted-old-build-2000", nil), ("whitelisted-protocol-1", nil), ("whitelisted-no-sni", nil),
        ("whitelisted-first-frame-ping", .noHandshake),
        // The network's nodes take a whitelisted peer of another network; we don't.
        ("whitelisted-wrong-magic", .wrongNetwork(magic: [0x58, 0x58, 0x58, 0x58])),
    ]

    @Test(arguments: keptPeers)
    func `a listener is patient with the peers it keeps, but not across networks`(
        name: String, reason: CloseReason?
    ) throws {
        let played = try playToListener(name, keepsTrust: true)
        #expect(played.closeReason == reason)
        #expect(played.contains { if case .established = $0 { true } else { false } } == (reason == nil))
    }

    /// Feeds what the recorder sent to the node to a listener of ours, and then 11 s of silence.
    private func playToListener(_ name: String, keepsTrust: Bool) throws -> [PeerSession.Effect] {
        let recording = try Recording("refusals/" + name)
        var script = try SessionScript(.listener, keepsTrust: keepsTrust)
        _ = script.open()
        var effects: [PeerSession.Effect] = []
        var decoder = FrameDecoder()
        for line in recording.lines where line.direction == .sent {
            effects += script.idle(until: line.moment)
            if let message = line.message { effects += script.receive(message) }
            decoder.append(line.stream?.bytes ?? [])
            do throws(FrameError) {
                while let payload = try decoder.next() { effects += script.receive(Message(payload: payload)) }
            } catch {
                effects += script.handle(.undecodableFrame(error))
            }
        }
        return effects + script.idle(.seconds(11))
    }
}
