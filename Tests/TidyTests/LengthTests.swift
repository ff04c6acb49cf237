import Testing

@Suite struct LengthTests {
    static let fileLines = 500
    static let functionLines = 70
    /// Nothing excuses more than this, tables aside.
    static let fileLinesWithReason = 800

    /// Files that may be longer than `fileLines`, each with its reason.
    static let longFiles: [String: String] = [:]

    /// Functions that may be longer than `functionLines`: one case per line, which only a table could shorten.
    static let longFunctions: [String: String] = [:]

    @Test(arguments: Project.swift)
    func aFileIsShort(file: SourceFile) {
        let limit = Self.longFiles[file.path] == nil ? Self.fileLines : Self.fileLinesWithReason
        #expect(file.lines.count <= limit || file.path.hasSuffix("LimitTable.swift"), "\(file.path)")
    }

    @Test(arguments: Project.swift)
    func aFunctionFitsAScreen(file: SourceFile) {
        for function in FunctionFinder.functions(in: file)
        where Self.longFunctions["\(file.path) \(function.name)"] == nil {
            #expect(
                function.length <= Self.functionLines, "\(file.path):\(function.line): \(function.name) is too long")
        }
    }

    @Test func exceptionsAreStillNeeded() throws {
        for path in Self.longFiles.keys {
            let file = try #require(Project.swift.first { $0.path == path }, "\(path) is gone")
            #expect(file.lines.count > Self.fileLines, "\(path) needs no exception")
        }
        let long = Project.swift.flatMap { file in
            FunctionFinder.functions(in: file).filter { $0.length > Self.functionLines }
                .map { "\(file.path) \($0.name)" }
        }
        for name in Self.longFunctions.keys {
            #expect(long.contains(name), "\(name) needs no exception")
        }
    }

    @Test func functionsAreMeasured() {
        let text = #"""
            protocol P {
                func withoutBody() -> Int
                init(a: Int)
            }
            struct S {
                init() {}
                @inlinable public static func one<T>(
                    a: T, b: [Int] = []
                ) throws(E) -> Int
                where T: P {
                    let text = "}}}"
                    return a.map { "\($0 + "}")" }
                }
                var computed: Int { self.init(); return 1 }
            }
            """#
        let functions = FunctionFinder.functions(in: SourceFile(path: "x", text: text))
        #expect(functions.map(\.name) == ["init", "one"])
        #expect(functions.map(\.length) == [1, 7])
    }
}
