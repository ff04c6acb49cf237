import Testing

/// What reviewers tire of saying.
@Suite struct CodeRuleTests {
    struct Rule: Sendable, CustomStringConvertible {
        let description: String
        let pattern: @Sendable () -> Regex<Substring>
        /// Files and folders to which it doesn't apply.
        var exempt: [String] = []
    }

    static let rules = [
        Rule(
            description: "only CommandLine and the programs print", pattern: { #/\bprint\(/# },
            exempt: [
                "Sources/TimeKit/CommandLine", "Sources/timed", "Sources/tc-whitelist", "Sources/tc-discover",
                "Sources/tc-probe", "Sources/tc-sync",
            ]),
        Rule(description: "errors are handled: no try!", pattern: { #/\btry!/# }),
        Rule(description: "types are checked: no as!", pattern: { #/\bas!/# }),
        Rule(description: "optionals are unwrapped: no !", pattern: { #/[\w)\]}>?]!(?![=\w])/# }),
        Rule(
            description: "nothing ends the process: no fatalError, no precondition",
            pattern: { #/\b(?:fatalError|preconditionFailure|precondition|abort)\(/# }),
        Rule(
            description: "time comes in from outside",
            pattern: { #/\bDate\(\)|\bTask\.sleep|\bclock_gettime|Clock\(\)/# },
            exempt: shell),
        Rule(
            description: "randomness comes in from outside",
            pattern: { #/\.random\((?:in:|using:|\))|\bSystemRandomNumberGenerator\(/# },
            exempt: shell),
        Rule(description: "nothing blocks a thread by waiting", pattern: { #/\b(?:u|nano)?sleep\(|Thread\.sleep/# }),
        Rule(
            description: "nothing is left unchecked: no @unchecked", pattern: { #/@unchecked Sendable/# },
            // Lives within one database transaction, which one thread runs.
            exempt: ["Sources/TimeKit/Chain/Store/StoredLedger.swift"]),
    ]

    /// Where clocks are read and randomness is drawn.
    static let shell = [
        "Sources/TimeKit/Transport", "Sources/TimeKit/Node", "Sources/TimeKit/Control", "Sources/TimeKit/RPC",
        "Sources/TimeKit/CommandLine/ProgressReporter.swift", "Sources/TimeKit/CommandLine/WallClock.swift",
        "Sources/timed", "Sources/tc-discover", "Sources/tc-probe", "Sources/tc-sync",
    ]

    @Test(arguments: rules)
    func sourcesKeep(rule: Rule) {
        let pattern = rule.pattern()
        let places = Project.sources.filter { file in !rule.exempt.contains(where: file.isBelow) }
            .flatMap { $0.places(pattern) }
        #expect(places.isEmpty, "\(rule)")
    }

    @Test func testsDoNotSleep() {
        let pattern = #/\bTask\.sleep|\b(?:u|nano)?sleep\(|Thread\.sleep/#
        #expect(Project.swift.filter { $0.isBelow("Tests") }.flatMap { $0.places(pattern) }.isEmpty)
    }

    @Test(arguments: [
        ("let a = b!", true), ("let a = b! + c", true), ("f(x!)", true), ("a[0]!.b", true), ("if !a {", false),
        ("a != b", false), ("let text = \"now!\"", false), ("let a = \"\\(b!)\"", true), ("// really!", false),
        ("let a: Int!", true), ("#\"a!\"#", false),
    ])
    func forceUnwrapsAreFound(line: String, isFound: Bool) {
        let pattern = Self.rules[3].pattern()
        #expect(SourceFile(path: "x", text: line).places(pattern).isEmpty == !isFound)
    }
}
