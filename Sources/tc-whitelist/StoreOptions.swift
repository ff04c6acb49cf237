import ArgumentParser
import Foundation
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeModel
import TimePeers

/// Which store: the node's, or a file.
struct StoreOptions: ParsableArguments {
    @OptionGroup var node: NodeOptions

    @Option(help: ArgumentHelp("The store; the default is the node's own.", valueName: "file"))
    var store: String?

    /// Opens the store without making one; a missing one is empty.
    func read<Result>(_ body: (WhitelistStore) throws -> Result) throws -> Result {
        let place = try place()
        if !place.exists { Note.write("there is no store at \(place.path); nothing is whitelisted or banned") }
        return try OperatorError.describingPeerStore { try body(place.open(.readOnly)) }
    }

    /// The same without a word about a missing one.
    func readSilently<Result>(_ body: (WhitelistStore) throws -> Result) throws -> Result {
        let place = try place()
        return try OperatorError.describingPeerStore { try body(place.open(.readOnly)) }
    }

    /// Opens a store that has to be there.
    func readExisting<Result>(_ body: (WhitelistStore) throws -> Result) throws -> Result {
        let place = try place()
        guard place.exists else {
            throw OperatorError(
                .noInput, "there is no store at \(place.path)",
                remedy: "give --datadir or --store, or --testnet if it is that network's")
        }
        return try OperatorError.describingPeerStore { try body(place.open(.readOnly)) }
    }

    func place() throws -> StorePlace {
        // A file and its network are all there is to know; the configuration may be anybody's.
        if let store, let network = node.overrides.network { return StorePlace(path: store, network: network) }
        let configuration = try NodeConfiguration.load(node.overrides)
        return StorePlace(
            path: store ?? PeerDatabase.path(directory: configuration.storeDirectory), network: configuration.network)
    }
}

/// A store's file and the network whose peers it holds.
struct StorePlace {
    let path: String
    let network: NetworkParameters.Network

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    func open(_ access: PeerDatabase.Access) throws -> WhitelistStore {
        WhitelistStore(try PeerDatabase(path: path, network: network, access: access))
    }
}

/// Talk on standard error.
enum Note {
    static func write(_ text: String) { ErrorStream.standard.write(line: "tc-whitelist: \(text)") }
}
