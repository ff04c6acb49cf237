import Foundation
import TestSupport
import Testing

/// Nothing recorded goes untested: each section and each golden value is named by some test of this target.
struct FixtureCoverageTests {
    /// String literals of this folder's tests, an interpolation standing for any text.
    private static let literals: Set<String> = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        let others = files.filter {
            $0.pathExtension == "swift" && $0.lastPathComponent != "FixtureCoverageTests.swift"
        }
        return others.reduce(into: []) { literals, file in
            let source = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            for match in source.matches(of: /"((?:[^"\\\n]|\\.)*)"/) {
                let literal = match.1.replacing(/\\\([a-zA-Z.]*\)/, with: "*").replacing("\\\"", with: "\"")
                literals.insert(String(literal))
            }
        }
    }()

    @Test func `tests every section of the recorded ids`() throws {
        let sections = try Fixture.sections("ids.json").subtracting(["about"])
        #expect(sections.subtracting(Self.literals).sorted() == [])
    }

    @Test func `tests every golden value`() throws {
        let names = Set(try Fixture.decode("chain-data.json", as: [GoldenValue].self).map(\.name))
        let patterns = Self.literals.filter { $0.contains("*") && !$0.hasPrefix("*") }
        let untested = names.subtracting(Self.literals).subtracting(Self.exempt)
            .filter { name in !patterns.contains { Self.matches(name, $0) } }
        #expect(untested.sorted() == [])
        #expect(Self.exempt.subtracting(names) == [])
        #expect(Self.exempt.intersection(Self.literals) == [])
    }

    private static func matches(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.components(separatedBy: "*")
        guard let first = parts.first, let last = parts.last, name.hasPrefix(first), name.hasSuffix(last) else {
            return false
        }
        return name.count > first.count + last.count
    }

    private static let exempt: Set<String> = [
        // Its two outputs are written down nowhere; sets of the recorded ids are digested instead.
        "utxoset.two",
        // Never leaves the sealing of the golden envelope, which is compared as a whole.
        "timemsg.key (eph secret 32x07, nonce 00..17)",
    ]
}
