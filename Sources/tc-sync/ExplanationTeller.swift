import Synchronization
import TimeControl

/// Says on standard error why blocks come as they do, whenever the limit that binds is another.
final class ExplanationTeller: Sendable {
    private let last = Mutex("")

    /// - Parameter lines: An explanation's; the limit's line decides whether there is news.
    func tell(_ lines: [String]) {
        let limit = lines.first { $0.hasPrefix("limit: ") }?.prefix { $0 != "," } ?? ""
        let isNews = last.withLock { last in
            defer { last = String(limit) }
            return last != limit
        }
        guard isNews else { return }
        for line in lines { ErrorStream.standard.write(line: line) }
    }
}
