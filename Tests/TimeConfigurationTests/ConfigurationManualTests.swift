import Foundation
import Testing
import TimeConfiguration

/// timed.toml(5) lists the keys that there are.
@Suite struct ConfigurationManualTests {
    @Test func everyKeyIsInTheManual() throws {
        let manual = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("man/timed.toml.5"), encoding: .utf8)
        var section = ""
        var documented: [String] = []
        for line in manual.split(separator: "\n") {
            if let match = line.firstMatch(of: #/^\.Ss \[(\w+)\]/#) {
                section = String(match.1)
            } else if let match = line.firstMatch(of: #/^\.It Li (\w+) =/#) {
                documented.append("\(section).\(match.1)")
            }
        }
        #expect(documented == NodeConfiguration.documentedKeys)
    }
}
