/// Reads `time.conf` (`operator §4.1`): `key=value` lines, unknown keys and malformed lines noted and skipped.
enum TimeConfReader {
    static func read(_ text: String, file: String) throws(ConfigurationError) -> ConfigurationDraft {
        var draft = ConfigurationDraft()
        draft.skipsBadAccess = true
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = trimmed(line)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let equals = line.firstIndex(of: "=") else {
                draft.note(ConfigurationPlace(file: file, line: index + 1), "skipped: not of the form key=value")
                continue
            }
            let name = trimmed(line[..<equals]).lowercased()
            let place = ConfigurationPlace(file: file, line: index + 1, key: name)
            guard let key = TimeConfKeys.all.first(where: { $0.name == name }) else {
                draft.note(place, "skipped: unknown key")
                continue
            }
            try store(trimmed(line[line.index(after: equals)...]), as: key, at: place, in: &draft)
        }
        return draft
    }

    /// A scalar's last value counts; lists collect all.
    private static func store(
        _ value: String, as key: ConfigurationKey, at place: ConfigurationPlace, in draft: inout ConfigurationDraft
    ) throws(ConfigurationError) {
        switch key.use {
        case .text(let path): draft[keyPath: path] = Placed(value, at: place)
        case .flag(let path): draft[keyPath: path] = Placed(value == "1", at: place)
        case .integer(let range, let path):
            guard let number = Int(value), range.contains(number) else { throw .outside(range, at: place) }
            draft[keyPath: path] = Placed(number, at: place)
        case .list(let path): draft[keyPath: path].append(Placed(value, at: place))
        case .ignored(let reason): draft.note(place, "has no effect: \(reason)")
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}

extension ConfigurationError {
    static func outside(_ range: ClosedRange<Int>, at place: ConfigurationPlace) -> ConfigurationError {
        ConfigurationError(
            .invalidValue, at: place, "not a number from \(range.lowerBound) to \(range.upperBound)",
            remedy: "use one, or remove the line for the default")
    }
}
