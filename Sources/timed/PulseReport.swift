import Synchronization
import TimeControl
import TimeNode

/// Tells the service manager on each tick of the node that it runs, and how it is when that has changed.
final class PulseReport: Sendable {
    private let notifier: ServiceNotifier?
    private let told = Mutex("")

    init(_ notifier: ServiceNotifier?) { self.notifier = notifier }

    func tell(_ pulse: NodePulse) {
        guard let notifier else { return }
        if notifier.hasWatchdog { notifier.notify(.watchdog) }
        let text = pulse.text
        let isNew = told.withLock { told in
            defer { told = text }
            return told != text
        }
        if isNew { notifier.notify(.status(text)) }
    }
}
