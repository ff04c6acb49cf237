/// Reads `config.toml`: every key must be known and of its type.
enum TOMLReader {
    static func read(_ text: String, file: String) throws(ConfigurationError) -> ConfigurationDraft {
        let document = try TOMLDocument(text, file: file)
        var draft = ConfigurationDraft()
        let entries = document.entries.map { ($0, document.lines.line(of: $0.path)) }
            .sorted { ($0.1 ?? 0) < ($1.1 ?? 0) }
        for (entry, line) in entries {
            let name = entry.path.joined(separator: ".")
            let place = ConfigurationPlace(file: file, line: line, key: name)
            if entry.path.count > 1, TOMLKeys.ignoredSections.contains(entry.path[0]) { continue }
            guard let key = TOMLKeys.all.first(where: { $0.name == name }) else { throw unknown(name, at: place) }
            try store(entry, as: key, at: place, lines: document.lines, in: &draft)
        }
        return draft
    }

    private static func store(
        _ entry: TOMLDocument.Entry, as key: ConfigurationKey, at place: ConfigurationPlace, lines: TOMLLines,
        in draft: inout ConfigurationDraft
    ) throws(ConfigurationError) {
        switch (key.use, entry.value) {
        case (.text(let path), .text(let value)): draft[keyPath: path] = Placed(value, at: place)
        case (.flag(let path), .flag(let value)): draft[keyPath: path] = Placed(value, at: place)
        case (.integer(let range, let path), .integer(let value)):
            guard range.contains(value) else { throw .outside(range, at: place) }
            draft[keyPath: path] = Placed(value, at: place)
        case (.list(let path), .list(let values)):
            for value in values {
                guard case .text(let text) = value else {
                    throw wrongType("an array of strings", "an array with \(value.typeName) in it", at: place)
                }
                let line = lines.line(of: entry.path, element: text)
                let elementPlace = ConfigurationPlace(file: place.file, line: line, key: place.key)
                draft[keyPath: path].append(Placed(text, at: elementPlace))
            }
        case (.ignored(let reason), _): draft.note(place, "has no effect: \(reason)")
        case (.text, let value): throw wrongType("a string", value.typeName, at: place)
        case (.flag, let value): throw wrongType("true or false", value.typeName, at: place)
        case (.integer, let value): throw wrongType("an integer", value.typeName, at: place)
        case (.list, let value): throw wrongType("an array of strings", value.typeName, at: place)
        }
    }

    private static func wrongType(
        _ expected: String, _ found: String, at place: ConfigurationPlace
    ) -> ConfigurationError {
        ConfigurationError(
            .wrongType, at: place, "expected \(expected), found \(found)", remedy: "see timed.toml(5) for its form")
    }

    private static func unknown(_ name: String, at place: ConfigurationPlace) -> ConfigurationError {
        let remedy =
            Spelling.nearest(to: name, among: TOMLKeys.own.map(\.name))
            .map { "did you mean \($0)?" } ?? "timed.toml(5) lists the keys"
        return ConfigurationError(.unknownKey, at: place, "unknown key", remedy: remedy)
    }
}
