internal import Foundation
internal import GRDB
internal import TimeModel

/// The last good list of a server.
struct KnownPeerList: Hashable, Sendable {
    let url: String
    var fetched: UnixTime
    var validators: HTTPFetcher.Validators
    var entries: [String]
}

extension WhitelistRows {
    /// Nil if this server never gave a good list.
    func peerList(_ url: String) throws -> KnownPeerList? {
        let row = try Row.fetchOne(
            database, sql: "SELECT fetched, etag, modified, entries FROM peer_lists WHERE url = ?", arguments: [url])
        guard let row else { return nil }
        guard let entries = try? JSONDecoder().decode([String].self, from: Data((row[3] as String).utf8)) else {
            throw StoredTextError(description: "the last good list of \(url) isn't understood")
        }
        return KnownPeerList(
            url: url, fetched: UnixTime(row[0]),
            validators: HTTPFetcher.Validators(etag: row[1], lastModified: row[2]), entries: entries)
    }

    func store(_ list: KnownPeerList) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO peer_lists VALUES (?, ?, ?, ?, ?)",
            arguments: [
                list.url, list.fetched.rawValue, list.validators.etag, list.validators.lastModified,
                String(decoding: try JSONEncoder().encode(list.entries), as: UTF8.self),
            ])
    }
}
