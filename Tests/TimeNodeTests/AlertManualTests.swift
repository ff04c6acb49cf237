import Foundation
import Testing
import TimeNode

/// timed(8) lists the alerts that there are.
@Suite struct AlertManualTests {
    @Test func everyAlertIsInTheManual() throws {
        let manual = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("man/timed.8"), encoding: .utf8)
        let section = try #require(manual.split(separator: ".Sh ").first { $0.hasPrefix("ALERTS\n") })
        let documented = section.matches(of: #/\.It Li (.+)/#)
            .flatMap { $0.1.split(separator: " , ").map(String.init) }
        #expect(documented == AlertKind.allCases.map(\.rawValue))
    }
}
