/// Finds the functions of a file and how long they are.
enum FunctionFinder {
    struct Function {
        let name: String
        let line: Int
        /// From the declaration to the closing brace.
        let length: Int
    }

    static func functions(in file: SourceFile) -> [Function] {
        let lines = file.codeLines
        let declaration =
            #/^\s*(?:(?:@\w+(?:\([^)]*\))?|[a-z]+(?:\(set\))?) +)*(func\s+[^\s(<]+|init|deinit)\s*[?!]?[(<{ ]/#
        return lines.indices.compactMap { index in
            guard let match = lines[index].firstMatch(of: declaration),
                let end = endOfBody(lines[index...])
            else { return nil }
            let name = match.1.split(separator: " ").last.map(String.init) ?? ""
            return Function(name: name, line: index + 1, length: end - index + 1)
        }
    }

    /// The line of the closing brace; nil for a declaration without a body, as in a protocol.
    private static func endOfBody(_ lines: ArraySlice<Substring>) -> Int? {
        var parentheses = 0
        var braces = 0
        for (index, line) in zip(lines.indices, lines) {
            for character in line {
                switch character {
                case "(", "[": parentheses += 1
                case ")", "]": parentheses -= 1
                case "{": braces += 1
                case "}": braces -= 1
                default: continue
                }
                if braces == 0, character == "}", parentheses <= 0 { return index }
                if braces < 0 { return nil }
            }
            let isSignatureOver = parentheses == 0 && braces == 0
            if isSignatureOver, !continues(after: line, lines[(index + 1)...].first) { return nil }
        }
        return nil
    }

    private static func continues(after line: Substring, _ next: Substring?) -> Bool {
        let next = next?.drop { $0 == " " } ?? ""
        return ["{", "where", "->", "throws", "async", ")"].contains { next.hasPrefix($0) }
            || line.hasSuffix("->") || line.hasSuffix(",")
    }
}
