/// Text in lines of a terminal's width, broken between words.
enum WrappedText {
    /// - Parameters:
    ///   - first: What the first line begins with; the others begin with as many spaces.
    ///   - columns: A single longer word stands over.
    static func lines(_ text: String, first: String, columns: Int) -> [String] {
        let indentation = String(repeating: " ", count: first.count)
        var lines: [String] = []
        var line = first
        var isFresh = true
        for word in text.split(separator: " ") {
            if !isFresh, line.count + 1 + word.count > columns {
                lines.append(line)
                line = indentation
                isFresh = true
            }
            line += isFresh ? String(word) : " " + word
            isFresh = false
        }
        return lines + [line]
    }
}
