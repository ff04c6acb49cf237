import Testing
import TimeModel
import TimeNode
import TimePeers

struct SourceScoreTests {
    @Test func trustGoesBeforeHealthAndSpeedComesLast() {
        let ranking = [
            SourceScore(isWhitelisted: true, health: .suspect, reliability: 0, roundTrip: .seconds(2)),
            SourceScore(isMasternode: true, roundTrip: .milliseconds(90)),
            SourceScore(reliability: 0.9, roundTrip: .milliseconds(90)),
            SourceScore(reliability: 0.55, roundTrip: .milliseconds(10)),
            SourceScore(reliability: 0.52, roundTrip: .milliseconds(20)),
            SourceScore(tip: 7), SourceScore(tip: 6),
            SourceScore(isMasternode: true, health: .unresponsive, reliability: 1),
        ]
        #expect(ranking.shuffled().sorted { $0.isBetter(than: $1) } == ranking)
    }
}
