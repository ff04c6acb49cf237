package import Logging
public import TimeConfiguration
import TimeModel

/// One log event as one line of text. Whatever a value contains, the line stays one line.
public struct LogLine: Hashable, Sendable {
    public struct Style: Hashable, Sendable {
        /// `message key=value` after a time and a level, or an object of time, level, message and fields.
        public let format: LogFormat
        /// Begins with `<6>`, which the journal turns into its priority; it adds the time itself.
        public let isForJournal: Bool

        public init(_ format: LogFormat, isForJournal: Bool) {
            self.format = format
            self.isForJournal = isForJournal
        }
    }

    package let level: Logger.Level
    package let message: String
    package private(set) var fields: [String: String]

    package init(_ level: Logger.Level, _ message: String, _ fields: [String: String]) {
        self.level = level
        self.message = message
        self.fields = fields.mapValues { String($0.prefix(ControlLimits.logValueLength)) }
    }

    /// The same, said of so many more events.
    package func repeated(_ count: Int) -> LogLine {
        var line = self
        line.fields["repeated"] = "\(count)"
        return line
    }

    /// - Parameter milliseconds: The time of the event, since 1970.
    package func text(_ style: Style, milliseconds: Int64) -> String {
        let priority = style.isForJournal ? "<\(Self.priority(of: level))>" : ""
        switch style.format {
        case .text:
            let time = "\(Timestamp.text(milliseconds: milliseconds)) \(Self.name(of: level)) "
            let fields = fields.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.value($0.value))" }
            return (style.isForJournal ? priority : time) + Self.escaped(message) + fields.joined()
        case .json:
            let members: [String: JSONValue] = [
                "time": .string(Timestamp.text(milliseconds: milliseconds)), "level": .string(level.rawValue),
                "message": .string(message), "fields": .object(fields.mapValues(JSONValue.string)),
            ]
            var bytes: [UInt8] = []
            JSONValue.object(members).write(to: &bytes)
            return priority + String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Padded to five columns, so that messages line up.
    private static func name(of level: Logger.Level) -> String {
        switch level {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info: "INFO "
        case .notice: "NOTE "
        case .warning: "WARN "
        case .error: "ERROR"
        case .critical: "CRIT "
        }
    }

    /// As syslog(3) numbers them.
    private static func priority(of level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// In quotes unless it is a plain word.
    private static func value(_ value: String) -> String {
        let text = escaped(value)
        let isWord = !text.isEmpty && !text.contains { $0 == " " || $0 == "\"" || $0 == "=" }
        return isWord ? text : "\"" + text.replacing("\"", with: "\\\"") + "\""
    }

    /// Control characters, line ends among them, as `\u{…}`.
    private static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.isControl) else { return text }
        return text.unicodeScalars.map { $0.isControl ? "\\u{\(String($0.value, radix: 16))}" : String($0) }.joined()
    }
}
