import Foundation
import Testing
import TimeRPC

@Suite struct NodeHealthTests {
    private func health(
        isOpen: Bool = true, peers: Int = 3, lag: UInt64 = 0, silence: Duration = .zero
    ) -> NodeHealth {
        NodeHealth(isOpen: isOpen, pulse: .init(peers: peers, lag: lag), silence: silence)
    }

    @Test func aNodeThatOpensItsStoresLivesAndIsNotReady() {
        for health in [health(isOpen: false), NodeHealth(isOpen: true, pulse: nil, silence: .zero)] {
            #expect(health.failure == nil)
            #expect(health.delay?.hasPrefix("loading: ") == true)
        }
    }

    @Test func tenBlocksBehindAreReadyAndElevenAreNot() {
        #expect(health(lag: 10) == health())
        #expect(health().delay == nil)
        #expect(health(lag: 11).delay == "behind: 11 blocks behind the peers")
        #expect(health(lag: 11).failure == nil)
    }

    @Test func withoutPeersItIsNotReady() {
        #expect(health(peers: 0).delay == "no peers: nobody is connected")
        #expect(health(peers: 0).failure == nil)
    }

    @Test func aLoopThatIsSilentForMoreThanAMinuteIsStuck() {
        #expect(health(silence: .seconds(60)).failure == nil)
        let stuck = health(peers: 0, silence: .seconds(61))
        #expect(stuck.failure == "stuck: the node's own loop has said nothing for 61 seconds")
        #expect(stuck.delay == stuck.failure)
    }
}

/// timed(8), the rules for Prometheus and the dashboard go by the one table of names.
@Suite struct NodeMetricTests {
    private static func text(_ path: String) throws -> String {
        try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent(path), encoding: .utf8)
    }

    private static let names = NodeMetric.all.map { "timekit_" + $0.name }

    @Test func theManualListsThem() throws {
        let rows = try Self.text("man/timed.8").matches(of: #/\n\.It Li (timekit_\w+)\n(.+)/#)
        #expect(rows.map { String($0.1) } == Self.names)
        #expect(rows.map { String($0.2) } == NodeMetric.all.map(\.help))
        #expect(Set(Self.names).count == Self.names.count)
    }

    @Test(arguments: ["packaging/prometheus-rules.yml", "packaging/grafana-dashboard.json"])
    func whatIsInstalledUsesNoOthers(path: String) throws {
        let used = Set(try Self.text(path).matches(of: #/timekit_\w+/#).map { String($0.0) })
        #expect(!used.isEmpty)
        #expect(used.subtracting(Self.names) == [])
    }

    @Test func theDashboardIsJSONWithPanelsThatDoNotOverlap() throws {
        let data = Data(try Self.text("packaging/grafana-dashboard.json").utf8)
        let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let panels = try #require(dashboard["panels"] as? [[String: Any]])
        var taken: Set<[Int]> = []
        for panel in panels {
            let place = try #require(panel["gridPos"] as? [String: Int])
            let (x, y) = (try #require(place["x"]), try #require(place["y"]))
            for column in x..<x + (place["w"] ?? 0) {
                #expect(column < 24)
                for row in y..<y + (place["h"] ?? 0) { #expect(taken.insert([column, row]).inserted) }
            }
        }
        #expect(!taken.isEmpty)
    }
}
