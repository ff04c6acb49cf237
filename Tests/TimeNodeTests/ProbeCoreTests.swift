import Foundation
import TestSupport
import Testing
import TimeModel
import TimeNode
import TimePeers
import TimeTransport
import TimeWire

/// What a probe makes of every way in which a peer can fail.
struct ProbeCoreTests {
    @Test func aHealthyPeerPassesEveryLayer() {
        var script = ProbeScript()
        script.establish()
        script.answerPing()
        script.pass(.seconds(2))
        script.answerPing()
        #expect(script.core.isOver)
        #expect(script.core.report.verdict == .healthy, "\(script.core.report.layers)")
        #expect(script.core.report.layers.map(\.layer) == [.tcp, .tls, .handshake, .genesis, .tip, .ping, .close])
        #expect(script.core.report.layers.allSatisfy { $0.outcome == .passed })
        #expect(script.pings == 2)
    }

    @Test func nothingButTheHandshakeIsSaidBeforeThePeerAnswers() {
        var script = ProbeScript()
        script.secure()
        #expect(script.sent.map(\.kind) == [.handshake])
    }

    @Test func pingsAreTwoSecondsApartAtTheLeast() {
        var script = ProbeScript(count: 5)
        script.establish()
        for expected in 1...5 {
            #expect(script.pings == expected)
            script.answerPing()
            script.pass(.milliseconds(1_900))
            #expect(script.pings == expected)
            script.pass(.milliseconds(100))
        }
    }

    private static let failures: [(ProbeFault, ProbeLayer, @Sendable (inout ProbeScript) -> Void)] = [
        (.unknownName, .resolve, { $0.tell(.unresolved("no such host")) }),
        (.unknownName, .resolve, { $0.pass(.seconds(20)) }),
        (.portClosed, .tcp, { $0.fail(.connectionRefused, .connect) }),
        (.unreachable, .tcp, { $0.fail(.unreachable, .connect) }),
        (.localTrouble, .tcp, { $0.fail(.addressUnavailable, .connect) }),
        (
            .portFiltered, .tcp,
            {
                $0.tell(.resolved(ProbeScript.endpoint, of: 1))
                $0.pass(.seconds(20))
            }
        ),
        (.webServer, .tls, { $0.speak("HTTP/1.1 400 Bad Request\r\n") }),
        (.sshServer, .tls, { $0.speak("SSH-2.0-OpenSSH_9.2\r\n") }),
        (.otherService, .tls, { $0.speak("220 mail ready\r\n") }),
        (
            .silentBeforeTLS, .tls,
            {
                $0.connect()
                $0.pass(.seconds(20))
            }
        ),
        (
            .closedBeforeTLS, .tls,
            {
                $0.connect()
                $0.tell(.dialFailed(TransportError(.closed, .handshake, reason: "closed")))
            }
        ),
        (
            .refusedTLS, .tls,
            {
                $0.connect()
                $0.tell(.heard([0x15, 3, 3]))
                $0.tell(.dialFailed(TransportError(.tlsFailed, .handshake, reason: "alert")))
            }
        ),
        (
            .silent, .handshake,
            {
                $0.secure()
                $0.pass(.seconds(20))
            }
        ),
        (
            .closedInSilence, .handshake,
            {
                $0.secure()
                $0.tell(.ended)
            }
        ),
        (
            .refusedInSilence, .handshake,
            {
                $0.secure()
                while $0.pings == 0 { $0.pass(.seconds(1)) }
                $0.tell(.ended)
            }
        ),
        (
            .garbage, .handshake,
            {
                $0.secure()
                for _ in 0..<100 { $0.receive(.unknownMessage) }
            }
        ),
        (
            .oversizeFrame, .handshake,
            {
                $0.secure()
                $0.tell(.received(.oversizeFrame(9 << 20)))
            }
        ),
        (
            .truncatedFrame, .handshake,
            {
                $0.secure()
                $0.tell(.received(.truncatedFrame(missing: 3)))
            }
        ),
        (
            .wrongGenesis, .genesis,
            {
                $0.secure()
                $0.receive(.ack("Handshake"))
                $0.receive(.genesisHashResponse(BlockHash(hex: String(repeating: "ab", count: 32))!))
            }
        ),
        (
            .noTip, .tip,
            {
                $0.secure()
                $0.receive(.ack("Handshake"))
                $0.receive(.genesisHashResponse(ProbeScript.network.genesisHash))
                $0.pass(.seconds(11))
                $0.answerPing()
                $0.pass(.seconds(2))
                $0.answerPing()
            }
        ),
        (
            .behind, .tip,
            {
                $0.establish(height: 1_900)
                $0.answerPing()
                $0.pass(.seconds(2))
                $0.answerPing()
            }
        ),
        (
            .aheadOfTheClock, .tip,
            {
                $0.establish(height: 3_000)
                $0.answerPing()
                $0.pass(.seconds(2))
                $0.answerPing()
            }
        ),
        (
            .noPongs, .ping,
            {
                $0.establish()
                $0.pass(.seconds(40))
            }
        ),
        (
            .brokenOff, .ping,
            {
                $0.establish()
                $0.tell(.ended)
            }
        ),
        (
            .clockOff, .ping,
            {
                $0.establish()
                $0.answerPing(clockAhead: 60)
                $0.pass(.seconds(2))
                $0.answerPing(clockAhead: 60)
            }
        ),
        (
            .flood, .ping,
            {
                $0.establish()
                for _ in 0..<100_000 where !$0.core.isOver { $0.receive(.getPeers) }
            }
        ),
    ]

    @Test(arguments: failures.indices)
    func everyFailureIsNamedInItsLayer(index: Int) {
        let (fault, layer, story) = Self.failures[index]
        var script = ProbeScript()
        story(&script)
        script.pass(.seconds(30))
        #expect(script.core.isOver, "\(fault)")
        #expect(script.fault == fault, "\(script.core.report.layers)")
        #expect(script.layer == layer, "\(fault): \(script.core.report.layers)")
        #expect(script.core.report.verdict == fault.verdict)
        #expect(!fault.explanation.title.isEmpty && !fault.explanation.causes.isEmpty)
    }

    /// A pong that comes late is late, not lost.
    @Test func latePongsAreNeverLost() {
        var script = ProbeScript()
        script.establish()
        script.answerPing(after: .seconds(1))
        script.pass(.seconds(1))
        script.answerPing(after: .seconds(9))
        let ping = script.core.report.ping
        #expect(ping?.received == 2, "\(String(describing: ping))")
        #expect(ping?.lost == 0)
    }

    /// Each refusal of a real node, as it was recorded.
    @Test(arguments: [
        ("build-2061", ProbeFault?.some(.refusedAsOutdated)), ("old-build-2000", .refusedAsOutdated),
        ("long-old-build-2000", .refusedAsOutdated), ("protocol-1", .refusedAsOutdated),
        ("mainnet-magic", .silent), ("wrong-magic", .silent), ("undecodable-first", .silent),
        ("first-frame-ping", .silent), ("half-frame", .silent), ("silent-after-tls", .silent),
        ("long-silent-after-tls", .silent), ("little-endian-length", .closedInSilence),
        ("oversize-first", .closedInSilence), ("after-ping-first-a-handshake-at-1s", .closedInSilence),
        ("after-wrong-magic-a-handshake-at-1s", .closedInSilence), ("whitelisted-first-frame-ping", .closedInSilence),
        ("build-2062", nil), ("network-string-other", nil), ("second-connection-beside-a-refused-one", nil),
        ("whitelisted-no-sni", nil), ("whitelisted-old-build-2000", nil), ("whitelisted-protocol-1", nil),
        ("whitelisted-wrong-magic", nil), ("oversize-after-handshake", nil), ("wrong-genesis", nil),
    ])
    func recordedRefusalsAreTold(name: String, fault: ProbeFault?) throws {
        let lines = try Fixture.lines("captures/refusals/\(name).jsonl", as: Line.self)
        var script = ProbeScript()
        script.secure()
        for line in lines {
            if line.dir == "in", let payload = line.payloadHex.flatMap({ Hex.decode($0) }) {
                script.receive(Message(payload: payload[...]))
            } else if line.event == "closed" {
                script.tell(.ended)
            }
        }
        script.pass(.seconds(60))
        #expect(script.core.isOver)
        let handshake = try #require(script.core.report.step(.handshake))
        #expect(handshake.fault == fault, "\(script.core.report.layers)")
        #expect((handshake.outcome == .passed) == (fault == nil))
    }

    private struct Line: Decodable {
        let dir: String?
        let event: String?
        let payloadHex: String?
    }
}

extension ProbeScript {
    fileprivate mutating func fail(_ code: TransportError.Code, _ operation: TransportError.Operation) {
        tell(.resolved(Self.endpoint, of: 1))
        tell(.dialFailed(TransportError(code, operation, Self.endpoint, reason: "it failed")))
    }

    /// Something else than TLS answers.
    fileprivate mutating func speak(_ text: String) {
        connect()
        tell(.heard(Array(text.utf8)))
        tell(.dialFailed(TransportError(.tlsFailed, .handshake, reason: "no TLS")))
    }
}
