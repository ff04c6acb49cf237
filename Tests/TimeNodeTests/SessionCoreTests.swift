import Testing
import TimeModel
import TimeNode
import TimePeers
import TimeSimulation
import TimeWire

struct SessionCoreTests {
    @Test func eachHandshakeAfterTheFirstIsReported() {
        let configuration = PeerSession.Configuration(
            network: .testnet, role: .listener, remote: PeerAddress("192.0.2.1")!)
        var core = SessionCore(configuration, nonces: SeededGenerator(seed: 1), at: .start)
        let wallClock = NetworkParameters.testnet.slotTime(of: 100)
        let handshake = Message.handshake(
            Handshake(
                magic: NetworkParameters.testnet.magic, protocolVersion: 2, network: "testnet",
                buildNumber: NetworkParameters.buildNumber))
        let tip = PeerSession.LocalTip(height: 0, hash: NetworkParameters.testnet.genesisHash, isSyncing: false)
        _ = core.handle(.opened(tip), at: .start, wallClock: wallClock)
        let reports = (0..<3)
            .map { _ in
                core.handle(.received(handshake), at: .start, wallClock: wallClock)
                    .count { effect in
                        if case .report(.repeatedHandshake) = effect { true } else { false }
                    }
            }
        #expect(reports == [0, 1, 1])
    }
}
