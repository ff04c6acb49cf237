import TimeChain
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// Who is connected, and how far the chain is behind theirs (`operator §8.2`).
enum NetworkMethods {
    static let all = [
        RPCMethod("getnetworkinfo", "Version, and how many peers are connected.", .network, information),
        RPCMethod(
            "getpeerinfo", "Each session: standing, round trips, silence, bytes and the peer's tip.", .network
        ) { call in
            .array(try await call.snapshot().peers.map { peer($0, at: call.state.clock.wallClock()) })
        },
        RPCMethod("getconnectioncount", "How many peers are connected.", .network) {
            JSONValue(try await $0.snapshot().peers.count)
        },
        RPCMethod("getsyncstatus", "Where the chain stands, and what it is waiting for.", .network, syncStatus),
        RPCMethod("syncnow", "Ask all peers for their tips at once.", .network, access: .operating) { call in
            let asked = try await call.node().node.askTips()
            return ["result": "success", "peers_asked": JSONValue(asked)]
        },
    ]

    /// What upstream's answers state of itself, which its clients may compare.
    private static let version = 110_000
    private static let services = "0000000000000409"

    private static func subversion(_ build: UInt32?) -> JSONValue {
        .string(build.map { "/build:\($0)/" } ?? "")
    }

    private static func information(_ call: RPCCall) async throws -> JSONValue {
        let peers = try await call.snapshot().peers
        let inbound = peers.count { $0.direction == .inbound }
        return [
            "version": JSONValue(version), "subversion": .string("/timekit:\(call.state.version)/"),
            "protocolversion": 70016, "localservices": .string(services), "localrelay": true, "timeoffset": 0,
            "networkactive": true, "connections": JSONValue(peers.count), "connections_in": JSONValue(inbound),
            "connections_out": JSONValue(peers.count - inbound),
            "networks": [
                [
                    "name": .string(call.state.configuration.network.rawValue), "limited": false, "reachable": true,
                    "proxy": "", "proxy_randomize_credentials": false,
                ]
            ], "relayfee": 1e-5, "incrementalfee": 1e-5, "localaddresses": [], "warnings": "",
        ]
    }

    private static func peer(_ peer: PeerSnapshot, at now: UnixTime) -> JSONValue {
        var fields: [String: JSONValue] = [
            "addr": .string("\(peer.endpoint.address)"), "services": .string(services),
            "lastseen": JSONValue(now.rawValue), "subver": subversion(peer.build), "connected": true,
            "inbound": .bool(peer.direction == .inbound), "conntime": JSONValue(peer.since.rawValue), "timeoffset": 0,
            "pingtime": JSONValue(peer.lastRoundTrip, seconds), "version": JSONValue(version), "storage_version": 2,
            "is_masternode": .bool(peer.masternode != nil),
            "tier": .string((peer.masternode?.provenTier ?? .free).name.capitalised),
            "active": .bool(peer.masternode?.isActive ?? false), "height": JSONValue(peer.tip?.height.rawValue ?? 0),
        ]
        fields["port"] = JSONValue(peer.endpoint.port)
        fields["encrypted"] = .bool(peer.isEncrypted)
        fields["build"] = JSONValue(peer.build) { JSONValue($0) }
        fields["tip"] = JSONValue(peer.tip) { .string("\($0.hash)") }
        fields["whitelisted"] = .bool(peer.standing.trust != nil)
        fields["whitelist_source"] = JSONValue(peer.standing.trust) { .string($0.source.rawValue) }
        fields["permissions"] = .array(peer.standing.permissions.names.map { .string($0) })
        fields["health"] = .string(peer.health.rawValue)
        fields["phi"] = .number(peer.suspicion)
        fields["missed_pongs"] = JSONValue(peer.missedPongs)
        fields["round_trips"] = JSONValue(peer.roundTrips.count)
        for (name, part) in [("rtt_p50", 0.5), ("rtt_p95", 0.95), ("rtt_p99", 0.99)] {
            fields[name] = JSONValue(peer.roundTrips.quantile(part), seconds)
        }
        fields["bytes_received"] = JSONValue(peer.traffic.received)
        fields["bytes_sent"] = JSONValue(peer.traffic.sent)
        return .object(fields)
    }

    private static func seconds(_ duration: Duration) -> JSONValue { .number(duration / .seconds(1)) }

    /// Answered from what the node last said, whatever it is busy with.
    private static func syncStatus(_ call: RPCCall) async throws -> JSONValue {
        let explanation = try await call.node().node.explainSync()
        let tip = try call.node().chain.tip
        let status = call.state.status
        let target = status?.target
        let phase = status.map { $0.isSynced ? "synced" : $0.target == nil ? "waiting for peers" : "catching up" }
        return [
            "phase": .string(phase ?? "waiting for peers"), "height": JSONValue(tip.height.rawValue),
            "hash": .string("\(tip.hash)"), "target": JSONValue(target) { JSONValue($0.rawValue) },
            "lag": JSONValue(target) { JSONValue($0.blocks(above: tip.height)) },
            "blocks_connected": JSONValue(status?.blocksConnected ?? 0),
            "seconds_connecting": .number((status?.timeConnecting ?? .zero) / .seconds(1)),
            "limit": .string(explanation.limit.rawValue),
            "explanation": .array(explanation.lines.map(JSONValue.string)),
        ]
    }
}

extension String {
    /// `free` as `Free`.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
