import Logging
import Synchronization
import Testing
import TimeControl
import TimeModel

/// Collects what is written.
final class Sink: Sendable {
    private let written = Mutex("")
    var text: String { written.withLock { $0 } }
    var stream: ErrorStream { ErrorStream { text in self.written.withLock { $0 += text } } }
}

@Suite struct LogBackendTests {
    static let time: Int64 = 1_784_810_096_789

    static func log(
        _ message: Logger.Message, style: LogLine.Style = .timestamped, level: Logger.Level = .info,
        _ metadata: Logger.Metadata = [:]
    ) -> String {
        let sink = Sink()
        let logger = Logger(label: "test") { _ in
            LogBackend(level: .trace, style: style, stream: sink.stream) { Self.time }
        }
        logger.log(level: level, message, metadata: metadata)
        return sink.text
    }

    @Test func anEventIsOneLineWithTimeLevelAndSortedFields() {
        #expect(
            Self.log("peer connected", ["remote": "192.0.2.1:24000", "height": "7"])
                == "2026-07-23T12:34:56.789Z INFO  peer connected height=7 remote=192.0.2.1:24000\n")
    }

    @Test func theJournalGetsPrioritiesAndNoTime() {
        #expect(Self.log("out", style: .journal, level: .critical, ["a": "b"]) == "<2>out a=b\n")
        #expect(Self.log("x", style: .journal, level: .debug) == "<7>x\n")
    }

    @Test func noValueCanForgeASecondLine() {
        let line = Self.log("notice\nfrom peer", ["text": "a\u{1B}[2J\r\nb \"c\"\u{2028}", "empty": ""])
        #expect(line.filter(\.isNewline) == "\n")
        #expect(line.hasSuffix(#"notice\u{a}from peer empty="" text="a\u{1b}[2J\u{d}\u{a}b \"c\"\u{2028}""# + "\n"))
    }

    @Test func longValuesAreCut() {
        #expect(Self.log("x", ["v": .string(String(repeating: "y", count: 5000))]).count < 1100)
    }

    @Test func lowerLevelsAreLeftOut() {
        let sink = Sink()
        let logger = Logger(label: "test") { _ in
            LogBackend(level: .warning, style: .timestamped, stream: sink.stream) { 0 }
        }
        logger.info("quiet")
        logger.warning("loud")
        #expect(sink.text == "1970-01-01T00:00:00.000Z WARN  loud\n")
    }

    @Test func aLineGoesAboveTheBar() {
        let sink = Sink()
        let stream = sink.stream
        stream.show(bar: "[##--]")
        stream.write(line: "event")
        stream.show(bar: "")
        stream.write(line: "end")
        #expect(sink.text == "\r\u{1B}[K[##--]\r\u{1B}[Kevent\n[##--]\r\u{1B}[Kend\n")
    }

    @Test func theJournalsStreamIsRecognisedByItsFile() {
        #expect(LogLine.Style.forStream("8:123", device: 8, inode: 123) == .journal)
        #expect(LogLine.Style.forStream("8:124", device: 8, inode: 123) == .timestamped)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_776_211_200, "2026-04-15T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func timesAreGregorian(seconds: Int64, text: String) {
        #expect(Timestamp.text(seconds: seconds) == text)
    }
}
