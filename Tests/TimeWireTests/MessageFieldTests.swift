import TestSupport
import Testing
import TimeModel
import TimeWire

/// Messages made from the named fields of `messages.json`, so that encoding is held to the recordings without decoding.
struct MessageFieldTests {
    struct Vectors: Decodable {
        let messages: [Instance]
    }

    struct Instance: Decodable {
        let name: String
        let payloadHex: HexBytes
        let fields: FieldValue
    }

    @Test func encodesMessagesMadeFromTheirFields() throws {
        var made: Set<String> = []
        for instance in try Fixture.decode("messages.json", as: Vectors.self).messages {
            guard let make = Self.makers[instance.name] else { continue }
            let message = try make(instance.fields)
            #expect(message.payload() == instance.payloadHex.bytes, "\(instance.name)")
            #expect(Message(payload: instance.payloadHex.bytes[...]) == message, "\(instance.name)")
            made.insert(instance.name)
        }
        #expect(made == Set(Self.makers.keys))
    }

    typealias Maker = @Sendable (FieldValue) throws -> Message

    static let makers: [String: Maker] = queries.merging(notices) { first, _ in first }

    private static let queries: [String: Maker] = [
        "GenesisHashResponse": { .genesisHashResponse(try $0["0"].blockHash()) },
        "ChainTipResponse": { .chainTipResponse(height: try $0["height"].height(), hash: try $0["hash"].blockHash()) },
        "GetBlocks": { .getBlocks(start: try $0["0"].height(), end: try $0["1"].height()) },
        "BlockHashResponse": {
            .blockHashResponse(height: try $0["height"].height(), hash: try $0["hash"].optional { try $0.blockHash() })
        },
        "ConsensusQueryResponse": {
            .consensusQueryResponse(
                agrees: try $0["agrees"].bool(), height: try $0["height"].height(),
                hash: try $0["their_hash"].blockHash())
        },
        "ForkAlert": {
            .forkAlert(
                ForkAlert(
                    yourHeight: try $0["your_height"].height(), yourHash: try $0["your_hash"].blockHash(),
                    consensusHeight: try $0["consensus_height"].height(),
                    consensusHash: try $0["consensus_hash"].blockHash(),
                    peerCount: try $0["consensus_peer_count"].integer(), text: try $0["message"].text()))
        },
        "ChainWorkResponse": {
            .chainWorkResponse(
                height: try $0["height"].height(), hash: try $0["tip_hash"].blockHash(),
                work: try $0["cumulative_work"].integer())
        },
        "UTXOStateHashResponse": {
            .utxoStateHashResponse(
                hash: try $0["hash"].hash(), height: try $0["height"].height(), count: try $0["utxo_count"].integer())
        },
        "UTXOStateUpdate": {
            .utxoStateUpdate(OutPointState(outpoint: try $0["outpoint"].outpoint(), state: try state($0["state"])))
        },
        "GovernanceVote": {
            let vote = try $0["0"]
            guard let signature = Signature64(try vote["signature"].bytes()) else {
                throw FieldValue.Mismatch(value: vote, expected: "signature")
            }
            return .governanceVote(
                GovernanceVote(
                    proposalID: try vote["proposal_id"].hash(), voterAddress: try vote["voter_address"].text(),
                    voterKey: try vote["voter_pubkey"].hash(), approves: try vote["approve"].bool(),
                    height: try vote["vote_height"].height(), signature: signature))
        },
    ]

    private static let notices: [String: Maker] = [
        "Handshake": {
            .handshake(
                Handshake(
                    magic: try $0["magic"].bytes(), protocolVersion: try $0["protocol_version"].integer(),
                    network: try $0["network"].text(), buildNumber: try $0["commit_count"].integer()))
        },
        "Ack": { .ack(try $0["message_type"].text()) },
        "Ping": { .ping(try heartbeat($0)) },
        "Pong": { .pong(try heartbeat($0)) },
        "PeerExchange": {
            .peerExchange(
                try $0["0"]
                    .list {
                        PeerExchangeEntry(
                            address: try $0["address"].text(), connectionCount: try $0["connection_count"].integer(),
                            isMasternode: try $0["is_masternode"].bool(),
                            tier: try $0["tier"].optional { try $0.tier() })
                    })
        },
        "MasternodeStartedAtGossip": {
            .masternodeStartedAtGossip(
                try $0["entries"]
                    .list {
                        guard case .list(let pair) = $0, pair.count == 2 else {
                            throw FieldValue.Mismatch(value: $0, expected: "pair")
                        }
                        let startedAt = UnixTime(Int64(bitPattern: try pair[1].integer()))
                        return MasternodeStart(address: try pair[0].text(), startedAt: startedAt)
                    })
        },
        "MasternodeAnnouncementV4": {
            .masternodeAnnouncementV4(
                MasternodeAnnouncement(
                    address: try $0["address"].text(), rewardAddress: try $0["reward_address"].text(),
                    tier: try $0["tier"].tier(), publicKey: try $0["public_key"].key()),
                collateral: try $0["collateral_outpoint"].optional { try $0.outpoint() },
                certificate: try $0["certificate"].bytes(), startedAt: try $0["started_at"].time(),
                collateralProof: try $0["collateral_proof"].bytes())
        },
        "TimeVoteResponse": { .timeVoteResponse(try vote($0["vote"])) },
        "TimeProofBroadcast": {
            let proof = try $0["proof"]
            return .timeProofBroadcast(
                TimeProof(
                    transactionID: try proof["txid"].transactionID(), slot: try proof["slot_index"].integer(),
                    votes: try proof["votes"].list(vote)))
        },
        "MsgAckResponse": {
            .msgAckResponse(
                messageID: try $0["msg_id"].hash(), ack: try $0["ack"].optional { try $0.bytes() },
                delivery: try $0["delivery"].optional { try $0.bytes() })
        },
    ]

    private static func heartbeat(_ fields: FieldValue) throws -> Heartbeat {
        Heartbeat(
            nonce: try fields["nonce"].integer(), timestamp: try fields["timestamp"].time(),
            height: try fields["height"].optional { try $0.height() })
    }

    private static func vote(_ fields: FieldValue) throws -> TimeVote {
        TimeVote(
            chainID: try fields["chain_id"].integer(), transactionID: try fields["txid"].transactionID(),
            commitment: try fields["tx_hash_commitment"].transactionID(), slot: try fields["slot_index"].integer(),
            decision: try fields["decision"].decision(), voter: try fields["voter_mn_id"].text(),
            weight: try fields["voter_weight"].integer(), signature: try fields["signature"].bytes())
    }

    private static func state(_ value: FieldValue) throws -> UTXOState {
        guard case .object(let variant) = value, let (name, fields) = variant.first else { return .unspent }
        let spender = try fields["txid"].transactionID()
        return switch name {
        case "Locked": .locked(by: spender, at: try fields["locked_at"].time())
        case "SpentPending":
            .spentPending(
                by: spender, votes: try fields["votes"].integer(), totalNodes: try fields["total_nodes"].integer(),
                at: try fields["spent_at"].time())
        case "SpentFinalized":
            .spentFinalized(by: spender, at: try fields["finalized_at"].time(), votes: try fields["votes"].integer())
        default:
            .archived(
                by: spender, height: try fields["block_height"].height(), at: try fields["archived_at"].time())
        }
    }
}
