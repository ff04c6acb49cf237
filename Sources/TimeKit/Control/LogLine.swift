package import Logging
import TimeModel

/// One log event as one line of text. Whatever a value contains, the line stays one line.
public enum LogLine {
    public enum Style: Hashable, Sendable {
        /// `2026-07-23T12:34:56.789Z INFO message key=value`
        case timestamped
        /// `<6>message key=value`: the journal adds the time and turns the number into its priority.
        case journal
    }

    /// - Parameter milliseconds: The time of the event, since 1970.
    package static func text(
        _ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata, style: Style, milliseconds: Int64
    ) -> String {
        let head =
            switch style {
            case .timestamped: "\(Timestamp.text(milliseconds: milliseconds)) \(name(of: level)) "
            case .journal: "<\(priority(of: level))>"
            }
        let fields = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(value(of: $0.value))" }
        return head + escaped(message) + fields.joined()
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
    private static func value(of value: Logger.MetadataValue) -> String {
        let text = escaped(String(value.description.prefix(ControlLimits.logValueLength)))
        let isWord = !text.isEmpty && !text.contains { $0 == " " || $0 == "\"" || $0 == "=" }
        return isWord ? text : "\"" + text.replacing("\"", with: "\\\"") + "\""
    }

    /// Control characters, line ends among them, as `\u{…}`.
    private static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.map { isControl($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0) }.joined()
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format: true
        default: false
        }
    }
}
