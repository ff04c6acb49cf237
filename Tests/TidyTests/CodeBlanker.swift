/// Replaces what comments and strings contain by spaces, so that only code is left to look at.
struct CodeBlanker {
    private var input: ArraySlice<Character>
    private var output: [Character] = []

    static func blank(_ text: String) -> String {
        var blanker = CodeBlanker(input: ArraySlice(text))
        blanker.code(until: nil)
        return String(blanker.output)
    }

    private init(input: ArraySlice<Character>) { self.input = input }

    private func isNext(_ text: String) -> Bool { input.starts(with: text) }

    private mutating func keep(_ count: Int = 1) {
        output += input.prefix(count)
        input = input.dropFirst(count)
    }

    private mutating func drop(_ count: Int = 1) {
        output += input.prefix(count).map { $0 == "\n" ? "\n" : " " }
        input = input.dropFirst(count)
    }

    /// Code up to the bracket that closes an interpolation, or to the end.
    private mutating func code(until end: Character?) {
        var depth = 0
        while let next = input.first {
            if isNext("//") {
                while let character = input.first, character != "\n" { drop() }
            } else if isNext("/*") {
                comment()
            } else if let hashes = stringStart() {
                string(hashes: hashes)
            } else if next == end, depth == 0 {
                return
            } else {
                if next == "(" { depth += 1 }
                if next == ")" { depth -= 1 }
                keep()
            }
        }
    }

    private mutating func comment() {
        var depth = 0
        repeat {
            if isNext("/*") {
                depth += 1
                drop(2)
            } else if isNext("*/") {
                depth -= 1
                drop(2)
            } else {
                drop()
            }
        } while depth > 0 && !input.isEmpty
    }

    /// The number of `#` before a string that starts here; a regular expression counts as a string.
    private func stringStart() -> Int? {
        let hashes = input.prefix { $0 == "#" }.count
        let mark = input.dropFirst(hashes).first
        return mark == "\"" || (mark == "/" && hashes > 0) ? hashes : nil
    }

    private mutating func string(hashes: Int) {
        keep(hashes)
        let guardText = String(repeating: "#", count: hashes)
        let isRegularExpression = isNext("/")
        let quote = isRegularExpression ? "/" : isNext("\"\"\"") ? "\"\"\"" : "\""
        keep(quote.count)
        while !input.isEmpty {
            if isNext(quote + guardText) {
                keep(quote.count + hashes)
                return
            } else if !isRegularExpression, isNext("\\" + guardText + "(") {
                drop(1 + hashes)
                keep()
                code(until: ")")
                keep()
            } else if !isRegularExpression, isNext("\\" + guardText) {
                drop(2 + hashes)
            } else {
                drop()
            }
        }
    }
}
