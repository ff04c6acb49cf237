import Testing

@Suite struct WordingTests {
    /// Everything that people read.
    static let texts =
        Project.swift
        + Project.files(below: ["man", "packaging", "scripts", ".ci", "Fuzz", "Benchmarks"]) {
            !$0.contains(".build") && !$0.hasSuffix(".gz")
        }
        + ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "Package.swift"]
        .compactMap { path in
            (try? Project.text(path)).map { SourceFile(path: path, text: $0) }
        }

    /// Written in pieces, so that this file doesn't contain them.
    static let unwanted = [
        "TO" + "DO", "FIX" + "ME", "X" + "XX:", "/wo" + "rk/", "../sha" + "red", "/ho" + "me/runner", "HA" + "CK:",
    ]

    @Test(arguments: unwanted)
    func nothingIsLeftLyingAround(word: String) {
        let places = Self.texts.flatMap { file in
            file.lines.enumerated().filter { $0.element.contains(word) }.map { "\(file.path):\($0.offset + 1)" }
        }
        #expect(places.isEmpty, "\(word)")
    }
}
