/// On which lines of a TOML text its keys stand: the parser tells that of syntax errors only.
///
/// Meant for texts that the parser has accepted. A key that it can't find, in an inline table for one, is reported on the
/// line of what surrounds it.
struct TOMLLines: Sendable {
    private var lineOfPath: [[String]: Int] = [:]
    private let lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var section: [String] = []
        var scanner = TOMLValueScanner()
        for (index, line) in lines.enumerated() {
            if scanner.isInsideValue {
                scanner.scan(line)
                continue
            }
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.first == "[" {
                section = Self.path(trimmed.drop { $0 == "[" })
                lineOfPath[section] = lineOfPath[section] ?? index + 1
            } else if let equals = Self.indexOfEquals(trimmed) {
                let path = section + Self.path(trimmed[..<equals])
                lineOfPath[path] = lineOfPath[path] ?? index + 1
                scanner.scan(trimmed[trimmed.index(after: equals)...])
            }
        }
    }

    /// The line of the key, or of the nearest section around it.
    func line(of path: [String]) -> Int? {
        var path = path[...]
        while !path.isEmpty {
            if let line = lineOfPath[Array(path)] { return line }
            path = path.dropLast()
        }
        return nil
    }

    /// The line of one element of the array at `path`.
    func line(of path: [String], element: String) -> Int? {
        guard let first = line(of: path) else { return nil }
        let later = lineOfPath.values.filter { $0 > first }.min() ?? lines.count + 1
        return (first..<later).first { lines[$0 - 1].contains(element) } ?? first
    }

    private static func indexOfEquals(_ line: Substring) -> Substring.Index? {
        var quote: Character?
        for index in line.indices {
            let character = line[index]
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if quote == nil, character == "#" {
                return nil
            } else if quote == nil, character == "=" {
                return index
            }
        }
        return nil
    }

    /// The parts of a dotted key, up to a closing bracket.
    private static func path(_ text: Substring) -> [String] {
        var parts = [""]
        var quote: Character?
        for character in text {
            if character == quote {
                quote = nil
            } else if let last = parts.indices.last, quote != nil {
                parts[last].append(character)
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "]" {
                break
            } else if character == "." {
                parts.append("")
            } else if let last = parts.indices.last, !character.isWhitespace {
                parts[last].append(character)
            }
        }
        return parts
    }
}

/// Whether a value that began on an earlier line goes on: an open bracket or a long string.
struct TOMLValueScanner: Sendable {
    private var depth = 0
    private var longQuote: String?

    var isInsideValue: Bool { depth > 0 || longQuote != nil }

    mutating func scan(_ line: Substring) {
        var rest = line
        while let first = rest.first {
            if let quote = longQuote {
                if rest.hasPrefix(quote) {
                    longQuote = nil
                    rest = rest.dropFirst(quote.count)
                } else {
                    rest = rest.dropFirst(first == "\\" ? 2 : 1)
                }
            } else if let quote = ["\"\"\"", "'''"].first(where: rest.hasPrefix) {
                longQuote = quote
                rest = rest.dropFirst(quote.count)
            } else if first == "\"" || first == "'" {
                rest = Self.afterString(rest, quote: first)
            } else if first == "#" {
                return
            } else {
                if first == "[" || first == "{" { depth += 1 }
                if first == "]" || first == "}" { depth = max(0, depth - 1) }
                rest = rest.dropFirst()
            }
        }
    }

    private static func afterString(_ text: Substring, quote: Character) -> Substring {
        var rest = text.dropFirst()
        while let character = rest.first, character != quote {
            rest = rest.dropFirst(character == "\\" && quote == "\"" ? 2 : 1)
        }
        return rest.dropFirst()
    }
}
