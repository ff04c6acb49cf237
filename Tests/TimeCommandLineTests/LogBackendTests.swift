import Logging
import Synchronization
import Testing
import TimeConfiguration
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
    static let plain = LogLine.Style(.text, isForJournal: false)
    static let journal = LogLine.Style(.text, isForJournal: true)

    static func log(
        _ message: Logger.Message, style: LogLine.Style = plain, level: Logger.Level = .info,
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
        #expect(Self.log("out", style: Self.journal, level: .critical, ["a": "b"]) == "<2>out a=b\n")
        #expect(Self.log("x", style: Self.journal, level: .debug) == "<7>x\n")
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
            LogBackend(level: .warning, style: Self.plain, stream: sink.stream) { 0 }
        }
        logger.info("quiet")
        logger.warning("loud")
        #expect(sink.text == "1970-01-01T00:00:00.000Z WARN  loud\n")
    }

    @Test func collectorsGetAnObjectPerLine() {
        let line = Self.log("out", style: LogLine.Style(.json, isForJournal: false), level: .warning, ["a": "b\n\"c\""])
        #expect(
            line == #"{"fields":{"a":"b\u000a\"c\""},"level":"warning","message":"out","#
                + #""time":"2026-07-23T12:34:56.789Z"}"# + "\n")
        let journal = Self.log("out", style: LogLine.Style(.json, isForJournal: true))
        #expect(journal.hasPrefix(#"<6>{"fields":{},"#))
    }

    @Test func whatIsSaidAgainAndAgainIsCounted() {
        let sink = Sink()
        let clock = Mutex(Int64(0))
        let logger = Logger(label: "test") { _ in
            LogBackend(level: .debug, style: Self.journal, stream: sink.stream) { clock.withLock { $0 } }
        }
        for second in 0..<60 {
            clock.withLock { $0 = Int64(second) * 1_000 }
            logger.warning("disk is slow", metadata: ["seconds": "3"])
            logger.debug("detail")
        }
        logger.warning("disk is slow", metadata: ["seconds": "4"])
        var lines = sink.text.split(separator: "\n")
        #expect(lines.count { $0 == "<4>disk is slow seconds=3" } == 5)
        #expect(lines.count { $0 == "<7>detail" } == 60, "whoever looks for the details wants all")
        #expect(lines.last == "<4>disk is slow seconds=4", "another line")

        clock.withLock { $0 = 60_000 }
        logger.info("something else")
        lines = sink.text.split(separator: "\n")
        #expect(lines.suffix(2) == ["<4>disk is slow repeated=55 seconds=3", "<6>something else"])
        clock.withLock { $0 = 61_000 }
        logger.warning("disk is slow", metadata: ["seconds": "3"])
        #expect(sink.text.hasSuffix("\n<4>disk is slow seconds=3\n"), "a new minute")
    }

    @Test func aFloodOfDifferentLinesTakesNoMemory() {
        var repeats = LogRepeats()
        for number in 0..<5_000 {
            #expect(repeats.take(LogLine(.info, "line \(number)", [:]), at: 0).isWritten)
        }
        #expect((0..<10).filter { _ in repeats.take(LogLine(.info, "line 1", [:]), at: 1).isWritten }.count == 4)
        #expect((0..<10).allSatisfy { _ in repeats.take(LogLine(.info, "line 4999", [:]), at: 1).isWritten })
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
        #expect(LogLine.Style.isJournal("8:123", device: 8, inode: 123))
        #expect(!LogLine.Style.isJournal("8:124", device: 8, inode: 123))
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
