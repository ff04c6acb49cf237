import TimeModel

/// Reads `masternode.conf` (`operator §4.5`), of which nothing but the first entry counts, and that only to a masternode.
enum MasternodeConfReader {
    /// Notes what the file would make of the node, and throws where it would stop one.
    static func read(_ text: String, file: String, into draft: inout ConfigurationDraft) throws(ConfigurationError) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let fields = line.split { $0.isWhitespace }
            guard let first = fields.first, !first.hasPrefix("#") else { continue }
            let place = ConfigurationPlace(file: file, line: index + 1)
            guard (3...6).contains(fields.count) else {
                draft.note(place, "skipped: \(fields.count) fields in place of ALIAS TXID VOUT")
                continue
            }
            try check(fields.suffix(2).map(String.init), at: place)
            return draft.note(place, "has no effect: \(TOMLKeys.observer)")
        }
    }

    /// - Parameter collateral: The transaction's identifier and the output's number in it.
    private static func check(_ collateral: [String], at place: ConfigurationPlace) throws(ConfigurationError) {
        guard Hash256(hex: collateral[0]) != nil else {
            throw ConfigurationError(
                .invalidValue, at: place, "not a transaction's identifier: \"\(collateral[0])\"",
                remedy: "give its 64 hexadecimal digits, or remove the line")
        }
        guard UInt32(collateral[1]) != nil else {
            throw ConfigurationError(
                .invalidValue, at: place, "not an output's number: \"\(collateral[1])\"",
                remedy: "give the one that holds the collateral, such as 0, or remove the line")
        }
    }
}
