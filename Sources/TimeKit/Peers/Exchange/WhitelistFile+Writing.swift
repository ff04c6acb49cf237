internal import Foundation
public import TimeModel

extension WhitelistFile {
    static let schema = "timekit.whitelist.export/1"

    private struct Document: Encodable {
        let schema: String
        let network: String
        let entries: [WhitelistEntry]
    }

    /// `entries` as a file, ready to be read again.
    ///
    /// A plain list holds those that are approved, without what else is known of them.
    public static func text(
        of entries: [WhitelistEntry], format: Format, network: NetworkParameters.Network
    ) throws -> String {
        switch format {
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let document = Document(schema: schema, network: network.rawValue, entries: entries)
            return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
        case .csv:
            let names = columns.map(\.name.rawValue).joined(separator: ",")
            return ([names] + entries.map { entry in columns.map { quoted($0.text(entry)) }.joined(separator: ",") })
                .map { $0 + "\n" }.joined()
        case .plain:
            var seen: Set<AddressPrefix> = []
            return entries.filter { $0.state == .approved && seen.insert($0.prefix).inserted }
                .map { "\($0.prefix)\n" }.joined()
        }
    }

    private static let columns: [(name: FileField, text: @Sendable (WhitelistEntry) -> String)] = [
        (.address, { $0.prefix.description }), (.source, { $0.source.rawValue }), (.state, { $0.state.rawValue }),
        (.permissions, { $0.permissions.description }), (.tier, { $0.tier?.name ?? "" }), (.reason, { $0.reason }),
        (.note, { $0.note ?? "" }), (.expires, { $0.expires?.text ?? "" }), (.created, { $0.created.text }),
        (.updated, { $0.updated.text }), (.lastSeen, { $0.lastSeen?.text ?? "" }), (.decidedBy, { $0.decidedBy ?? "" }),
    ]

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r".contains($0) }) || text.first == " " || text.last == " " else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
