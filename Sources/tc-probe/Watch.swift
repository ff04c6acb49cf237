import Synchronization
import TimeCommandLine
import TimeModel
import TimeNode
import TimePeers

/// Sessions that go on and on, and a table of them that is drawn every second.
struct Watch {
    let probe: PeerProbe
    let plans: [ProbePlan]

    func run() async {
        let board = Board()
        await withTaskGroup(of: Void.self) { group in
            for (place, plan) in plans.enumerated() { group.addTask { await watch(plan, place, board) } }
            while !Task.isCancelled {
                try? Output.text(Self.screen(board.reports))
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { break }
            }
            group.cancelAll()
        }
    }

    /// One session after another with one peer, never faster than peers like it.
    private func watch(_ plan: ProbePlan, _ place: Int, _ board: Board) async {
        while !Task.isCancelled {
            let report = await probe.run(plan, onUpdate: { board.set(place, $0) })
            board.set(place, report)
            guard (try? await Task.sleep(for: ProbePlan.redial)) != nil else { return }
        }
    }

    /// Drawn over the one before: from the top left, each line and the rest of the screen cleared behind it.
    private static func screen(_ reports: [ProbeReport]) -> String {
        let columns = Output.columns
        let counts = ProbeVerdict.allCases
            .map { verdict in "\(reports.count { $0.verdict == verdict }) \(verdict.rawValue)" }
        let head = "tc-probe  \(WallClock.now().text)  " + counts.joined(separator: ", ")
        let lines = [head, ""] + ProbeTable(reports, isSorted: true, columns: columns).lines
        return "\u{1B}[H" + lines.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J"
    }
}

/// How each probe stands.
private final class Board: Sendable {
    private let state = Mutex<[Int: ProbeReport]>([:])

    var reports: [ProbeReport] { state.withLock { $0.sorted { $0.key < $1.key }.map(\.value) } }

    func set(_ place: Int, _ report: ProbeReport) { state.withLock { $0[place] = report } }
}
