import Foundation

/// A file of the project, as the tidiness checks look at it.
struct SourceFile: Sendable, CustomStringConvertible {
    /// Below the project's directory.
    let path: String
    let text: String
    /// The text with the contents of comments and strings blanked out, line by line the same.
    let code: String

    var description: String { path }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = CodeBlanker.blank(text)
    }

    func isBelow(_ folder: String) -> Bool { path == folder || path.hasPrefix(folder + "/") }

    /// `path:line: text` of every line of code that matches.
    func places(_ pattern: Regex<Substring>) -> [String] {
        zip(codeLines, lines).enumerated().filter { $0.element.0.contains(pattern) }
            .map { "\(path):\($0.offset + 1): \($0.element.1.trimmingCharacters(in: .whitespaces))" }
    }

    /// The modules it imports.
    var imports: [String] {
        let pattern = #/^\s*(?:@\w+ +)?(?:public |package |internal )?import (?:struct |class |enum |func )?(\w+)/#
        return codeLines.compactMap { $0.firstMatch(of: pattern).map { String($0.1) } }
    }
}

/// The files of the project.
enum Project {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let swift = files(below: ["Sources", "Tests"]) { $0.hasSuffix(".swift") }
    static let sources = swift.filter { $0.isBelow("Sources") }
    static let library = sources.filter { $0.isBelow("Sources/TimeKit") }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func files(below folders: [String], where isWanted: (String) -> Bool) -> [SourceFile] {
        folders.flatMap { folder -> [SourceFile] in
            let names = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            let paths = names?.compactMap { $0 as? String }.filter(isWanted).sorted() ?? []
            return paths.compactMap { path in
                (try? text("\(folder)/\(path)")).map { SourceFile(path: "\(folder)/\(path)", text: $0) }
            }
        }
    }
}
