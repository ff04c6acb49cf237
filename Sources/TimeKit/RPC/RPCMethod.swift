import TimeChain
import TimeControl
import TimeNode
import TimePeers

/// One method, as it is called and as `help` tells of it.
package struct RPCMethod: Sendable {
    package enum Access: Hashable, Sendable {
        case reading
        /// Changes something, or tells more than everybody on this machine should know.
        case operating
    }

    package enum Topic: String, Hashable, Sendable, CaseIterable {
        case chain = "Chain"
        case network = "Network"
        case masternodes = "Masternodes"
        case whitelist = "Whitelist and bans"
        case control = "Control"
    }

    package let name: String
    /// As `help` shows them: those in brackets may be left out.
    package let parameters: String
    package let summary: String
    package let topic: Topic
    package let access: Access
    let run: @Sendable (RPCCall) async throws -> JSONValue

    init(
        _ name: String, _ summary: String, _ topic: Topic, access: Access = .reading,
        _ run: @escaping @Sendable (RPCCall) async throws -> JSONValue
    ) {
        self.init(name, "", summary, topic, access: access, run)
    }

    init(
        _ name: String, _ parameters: String, _ summary: String, _ topic: Topic, access: Access = .reading,
        _ run: @escaping @Sendable (RPCCall) async throws -> JSONValue
    ) {
        self.name = name
        self.parameters = parameters
        self.summary = summary
        self.topic = topic
        self.access = access
        self.run = run
    }

    package var usage: String { parameters.isEmpty ? name : "\(name) \(parameters)" }

    /// Every method there is, topic by topic.
    package static let all: [RPCMethod] = [
        ChainMethods.all, TransactionMethods.all, AddressMethods.all, NetworkMethods.all, WatchMethods.all,
        MasternodeMethods.all,
        WhitelistMethods.all, BanMethods.all, ControlMethods.all,
    ]
    .flatMap { $0 }

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    package static func named(_ name: String) -> RPCMethod? {
        byName[name == "get-blockchain-info" ? "getblockchaininfo" : name]
    }
}

/// One call of a method.
struct RPCCall: Sendable {
    let state: RPCState
    let parameters: [JSONValue]
    let reader: ChainReader
    let grade: RPCAccess.Grade

    /// - Throws: `RPCFault` while the daemon opens its stores.
    func node() throws(RPCFault) -> RPCNode {
        guard let node = state.node else { throw .loading("loading: the daemon is opening its stores, try again") }
        return node
    }

    /// Reads the chain on a thread that may wait for the disk.
    func chain<Value: Sendable>(
        _ body: @Sendable @escaping (ChainStore) throws -> Value
    ) async throws -> Value {
        let store = try node().chain
        return try await reader.read { try body(store) }
    }

    func snapshot() async throws -> NodeSnapshot { try await node().node.snapshot() }

    func parameter(_ index: Int) -> JSONValue? {
        guard parameters.indices.contains(index), parameters[index] != .null else { return nil }
        return parameters[index]
    }

    /// - Throws: `RPCFault` if it is missing or no text.
    func text(_ index: Int, orFault fault: RPCFault) throws(RPCFault) -> String {
        guard let text = parameter(index)?.text else { throw fault }
        return text
    }
}
