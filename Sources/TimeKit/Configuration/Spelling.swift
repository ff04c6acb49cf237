/// Finds the word that somebody probably meant.
enum Spelling {
    /// The candidate the fewest edits away, the part after the last dot alone compared too; nil when all are far away.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let scored = candidates.map { candidate in
            let whole = distance(word, candidate)
            let ends = distance(lastPart(word), lastPart(candidate)) + 1
            return (candidate, min(whole, ends))
        }
        guard let best = scored.min(by: { $0.1 < $1.1 }),
            best.1 <= min(ConfigurationLimits.spellingDistance, word.count / 2)
        else {
            return nil
        }
        return best.0
    }

    private static func lastPart(_ word: String) -> String { word.split(separator: ".").last.map(String.init) ?? word }

    /// Insertions, deletions and replacements that turn one word into the other.
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (right[column] == character ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
