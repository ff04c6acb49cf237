import Foundation
import TimeModel
import TimePeers

/// A store of peers in a folder of its own, which vanishes with the object.
final class StoreFolder {
    let folder: URL
    var path: String { folder.appendingPathComponent("peers.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("peers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func open(
        _ network: NetworkParameters.Network = .testnet, access: PeerDatabase.Access = .readWrite
    ) throws -> WhitelistStore {
        WhitelistStore(try PeerDatabase(path: path, network: network, access: access))
    }
}

extension WhitelistStore {
    /// Changes as an operator does, at a time in seconds.
    @discardableResult
    func edit(at seconds: Int64 = 1_000, _ body: (inout WhitelistEdit) throws -> Void) throws -> [WhitelistChange] {
        try change(by: "test", at: UnixTime(seconds), body)
    }

    func state(_ prefix: String, _ source: WhitelistSource) throws -> WhitelistState? {
        try entries().first { $0.prefix == AddressPrefix(prefix) && $0.source == source }?.state
    }

    func standing(_ address: String, at seconds: Int64 = 1_000) throws -> PeerStanding {
        try standing(of: PeerAddress(address)!, at: UnixTime(seconds))
    }
}
