import Testing
import TimeModel
import TimeNode

struct SyncCoordinatorTests {
    private let network = NetworkParameters.testnet
    private let addresses = (1...5).map { PeerAddress("192.0.2.\($0)")! }
    private let hash = BlockHash(hex: String(repeating: "ab", count: 32))!

    /// Ten minutes into the slot of height 10,000.
    private var wallClock: UnixTime { network.slotTime(of: 10_000).advanced(bySeconds: 599) }

    private func coordinator(at local: Height = 0, peers: Int, isTrusted: Bool = false) -> SyncCoordinator {
        var coordinator = SyncCoordinator(network: network, local: local, hash: hash)
        for address in addresses.prefix(peers) {
            let effects = coordinator.handle(
                .established(address, isTrusted: isTrusted), at: .start, wallClock: wallClock)
            #expect(effects == [.askTip(address)])
        }
        return coordinator
    }

    private func tell(
        _ coordinator: inout SyncCoordinator, _ peer: Int, _ height: Height, at now: Moment = .start
    ) -> [SyncCoordinator.Effect] {
        coordinator.handle(.tip(addresses[peer], height: height, hash: hash), at: now, wallClock: wallClock)
    }

    @Test func aTipCountsWhenThreePeersReachedIt() {
        var coordinator = coordinator(peers: 4)
        _ = tell(&coordinator, 0, 100)
        _ = tell(&coordinator, 1, 90)
        let effects1 = tell(&coordinator, 2, 80)
        #expect(effects1 == [.target(80), .phase(.catchingUp(to: 80))])
        let effects2 = tell(&coordinator, 3, 95)
        #expect(effects2 == [.target(90), .phase(.catchingUp(to: 90))])
    }

    @Test func theOnlyPeersWordIsEnough() {
        var coordinator = coordinator(peers: 1)
        let effects3 = tell(&coordinator, 0, 100)
        #expect(effects3 == [.target(100), .phase(.catchingUp(to: 100))])
    }

    @Test func aTrustedPeersWordIsEnoughAmongMany() {
        var coordinator = coordinator(peers: 3)
        _ = coordinator.handle(.established(addresses[4], isTrusted: true), at: .start, wallClock: wallClock)
        for peer in 0..<3 { _ = tell(&coordinator, peer, 10) }
        let effects4 = tell(&coordinator, 4, 50)
        #expect(effects4 == [.target(50), .phase(.catchingUp(to: 50))])
    }

    @Test func aTipAheadOfTheClockIsIgnored() {
        var coordinator = coordinator(peers: 1)
        let effects5 = tell(&coordinator, 0, 10_001)
        #expect(effects5.isEmpty)
        #expect(coordinator.phase == .waitingForPeers)
        let effects6 = tell(&coordinator, 0, 10_000)
        #expect(effects6.contains(.target(10_000)))
    }

    @Test func reachingTheTargetEndsTheCatchUp() {
        var coordinator = coordinator(peers: 1)
        _ = tell(&coordinator, 0, 100)
        #expect(coordinator.phase.isSyncing(at: 94))
        #expect(!coordinator.phase.isSyncing(at: 95))
        let effects7 = coordinator.handle(.connected(100, hash), at: .start, wallClock: wallClock)
        #expect(effects7 == [.phase(.synced)])
    }

    @Test func aTipNotHeardAgainStopsCounting() {
        var coordinator = coordinator(peers: 1)
        _ = tell(&coordinator, 0, 100)
        let late = Moment.start + .seconds(301)
        let effects8 = coordinator.handle(.tick, at: late, wallClock: wallClock)
        #expect(effects8.contains(.phase(.waitingForPeers)))
    }

    @Test func peersAreAskedEvery13SecondsAndEvery3AtTheSlot() {
        var coordinator = coordinator(at: 9_999, peers: 1)
        let ask = SyncCoordinator.Effect.askTip(addresses[0])
        let effects9 = coordinator.handle(.tick, at: .start + .seconds(12), wallClock: wallClock)
        #expect(effects9.isEmpty)
        let effects10 = coordinator.handle(.tick, at: .start + .seconds(13), wallClock: wallClock)
        #expect(effects10 == [ask])
        let slot = network.slotTime(of: 10_000).advanced(bySeconds: 5)
        let effects11 = coordinator.handle(.tick, at: .start + .seconds(15), wallClock: slot)
        #expect(effects11.isEmpty)
        let effects12 = coordinator.handle(.tick, at: .start + .seconds(16), wallClock: slot)
        #expect(effects12 == [ask])
    }
}
