import Foundation
import TestSupport
import Testing
import TimeModel
import TimePeers
import WebSupport

struct PeerDirectoryTests {
    private let directory = PeerDirectory(
        defaultPort: 24_100, ownAddresses: [PeerAddress("50.28.104.99")!])

    private func judge(_ list: [String], allowsPrivate: Bool = false) -> PeerDirectory.Judgement {
        var directory = directory
        directory.allowsPrivate = allowsPrivate
        return directory.judge([list]) { $0.description == "50.28.104.66" }
    }

    @Test(arguments: [
        ("seed1.time-coin.io", PeerListRule.notAnAddress), ("", .notAnAddress), ("50.28.104", .notAnAddress),
        ("050.28.104.50", .notAnAddress), ("<script>", .notAnAddress), ("50.28.104.50/24", .notAnAddress),
        ("50.28.104.50:0", .badPort), ("50.28.104.50:70000", .badPort), ("[2600::1]:x", .badPort),
        ("0.0.0.0", .unspecified), ("::", .unspecified), ("127.0.0.1", .loopback), ("::1", .loopback),
        ("10.1.2.3", .privateUse), ("172.31.0.1", .privateUse), ("192.168.1.1", .privateUse), ("fd00::1", .privateUse),
        ("169.254.1.1", .linkLocal), ("fe80::1", .linkLocal), ("224.0.0.1", .multicast), ("ff02::1", .multicast),
        ("192.0.2.1", .reserved), ("198.18.0.1", .reserved), ("240.0.0.1", .reserved), ("255.255.255.255", .reserved),
        ("100.64.0.1", .reserved), ("2001:db8::1", .reserved), ("2002:a00::1", .reserved), ("64:ff9b::1", .reserved),
        ("50.28.104.99", .ownAddress), ("50.28.104.66", .banned),
    ])
    func anEntryIsRefusedByItsRule(text: String, rule: PeerListRule) {
        #expect(judge([text]).refused.map(\.rule) == [rule])
        #expect(judge([text]).accepted.isEmpty)
    }

    @Test func goodEntriesAreTakenInTheirOrderWithTheirPorts() {
        let judgement = judge(["50.28.104.50", " 45.79.201.211:24199 ", "2600:3c00::1", "[2600:3c00::2]:9"])
        #expect(
            judgement.accepted.map(\.description) == [
                "50.28.104.50:24100", "45.79.201.211:24199", "[2600:3c00::1]:24100", "[2600:3c00::2]:9",
            ])
        #expect(judgement.refused.isEmpty)
    }

    @Test func privateAddressesAreTakenWhereTheyAreAllowed() {
        #expect(judge(["127.0.0.2", "10.0.0.1", "169.254.1.1"], allowsPrivate: true).accepted.count == 2)
    }

    @Test func anAddressCountsOnceAndTheLimitHolds() {
        let judgement = judge(["50.28.104.50", "50.28.104.50:9"])
        #expect(judgement.accepted.count == 1 && judgement.refused.map(\.rule) == [.duplicate])
        let many = (0..<501).map { "50.28.\($0 / 250).\($0 % 250 + 1)" }
        #expect(judge(many).accepted.count == 500)
        #expect(judge(many).refused.map(\.rule) == [.overLimit])
    }

    @Test func aQuorumKeepsWhatSoManyListsName() {
        var directory = directory
        directory.quorum = 2
        let lists = [["50.0.0.1", "50.0.0.2", "50.0.0.2"], ["50.0.0.2:1", "50.0.0.3"], ["50.0.0.3"]]
        let judgement = directory.judge(lists) { _ in false }
        #expect(judgement.accepted.map(\.address.description) == ["50.0.0.2", "50.0.0.3"])
        #expect(judgement.refused.map(\.rule) == [.duplicate, .belowQuorum])
    }

    @Test(arguments: [
        (10, 7, 0, nil), (10, 6, 0, PeerDirectory.Guard.shrunk(from: 10, to: 6)), (10, 0, 10, .shrunk(from: 10, to: 0)),
        (10, 10, 20, nil), (10, 10, 21, .grown(from: 10, to: 31)), (100, 100, 200, nil), (3, 3, 20, nil),
        (0, 0, 500, nil),
    ])
    func aListThatChangesTooMuchIsLeftAside(
        known: Int, kept: Int, added: Int, objection: PeerDirectory.Guard?
    ) {
        let before = (0..<known).map { "50.0.0.\($0)" }
        let after = before.prefix(kept) + (0..<added).map { "51.0.\($0 / 250).\($0 % 250)" }
        #expect(PeerDirectory.objection(to: Array(after), known: before) == objection)
    }

    @Test func anEmptyListIsLeftAside() {
        #expect(PeerDirectory.objection(to: [], known: nil) == .empty)
    }
}

/// Whole runs against a real server: what becomes of each kind of answer, in the store above all.
struct DiscoveryTests {
    private let folder: StoreFolder
    private let store: WhitelistStore

    init() throws {
        folder = try StoreFolder()
        store = try folder.open()
    }

    private func run(_ urls: [String], quorum: Int = 1, isForced: Bool = false) async throws -> Discovered {
        let discovery = Discovery(
            urls: urls, directory: PeerDirectory(defaultPort: 24_100, quorum: quorum), isForced: isForced,
            fetcher: HTTPFetcher(version: "1", authorities: nil))
        let discovered = try await discovery.run(store, at: UnixTime(1_000))
        if discovered.isConclusive {
            try store.edit { try $0.propose(discovered, policy: WhitelistPolicy(.testnet)) }
        }
        return discovered
    }

    /// What a server says once, and what comes of it.
    private func discover(_ body: String) async throws -> Discovered {
        let server = try await WebServer { _ in .init(200, body) }
        let discovered = try await run([server.url])
        await server.close()
        return discovered
    }

    @Test(arguments: [
        #"["50.0.0.1","50.0.0.2:24100"]"#, #"[{"ip":"50.0.0.1"},{"address":"50.0.0.2","port":24100,"tier":"gold"}]"#,
        " [\n\"50.0.0.1\" , {\"ip\": \"50.0.0.2\", \"address\": \"nonsense\"}]\n",
    ])
    func theKnownShapesAreRead(body: String) async throws {
        let discovered = try await discover(body)
        #expect(discovered.judgement.accepted.map(\.description) == ["50.0.0.1:24100", "50.0.0.2:24100"])
        let entries = try store.entries()
        #expect(entries.map(\.source) == [.api, .api])
        #expect(entries.allSatisfy { $0.reason.hasPrefix("Masternode from 127.0.0.1") && $0.state == .approved })
    }

    @Test(arguments: [
        ("", "empty"), ("<!doctype html><html>", "web page"), (#"["50.0.0.1", "50."#, "not JSON"),
        (#"{"peers":["50.0.0.1"]}"#, "an object"), ("[1,2]", "entry 1 is a number"),
        ("[\"50.0.0.1\",null]", "entry 2 is null"),
        ("[[\"50.0.0.1\"]]", "entry 1 is an array"), ("\"50.0.0.1\"", "a text"), ("[{\"ip\":7}]", "without ip"),
        (String(repeating: "[", count: 100_000), "nested deeper"), ("[]", "the list is empty"),
        ("\u{0}\u{1}", "not JSON"),
    ])
    func anythingElseChangesNothing(body: String, complaint: String) async throws {
        let discovered = try await discover(body)
        #expect(!discovered.isConclusive)
        let text = try #require(discovered.lists.first?.complaint)
        #expect(text.contains(complaint), "\(text)")
        #expect(try store.entries().isEmpty && store.revision() == 0)
    }

    @Test func theLastGoodListStandsInForAServerThatIsDown() async throws {
        let server = try await WebServer { _ in .list(["50.0.0.1"]) }
        _ = try await run([server.url])
        await server.close()
        let discovered = try await run([server.url])
        #expect(discovered.isConclusive && !discovered.lists[0].isCurrent)
        #expect(discovered.judgement.accepted.map(\.address.description) == ["50.0.0.1"])
        #expect(discovered.lists[0].complaint?.contains("Connection refused") == true)
    }

    @Test func aListThatLostHalfItsEntriesIsNotTakenUnlessForced() async throws {
        let peers = (1...10).map { "50.0.0.\($0)" }
        let isHalved = Flag()
        let server = try await WebServer { _ in .list(isHalved.isSet ? Array(peers.prefix(5)) : peers) }
        _ = try await run([server.url])
        isHalved.set()
        let discovered = try await run([server.url])
        #expect(!discovered.isConclusive)
        #expect(discovered.lists[0].state == .objectionable(.shrunk(from: 10, to: 5)))
        #expect(try store.entries().count == 10)
        #expect(try await run([server.url], isForced: true).judgement.accepted.count == 5)
        // Taken once, it is what the next is compared with; what vanished stays until it expires.
        #expect(try await run([server.url]).isConclusive)
        #expect(try store.entries().count == 10)
        await server.close()
    }

    @Test func anUnchangedListIsUsedAsItWas() async throws {
        let server = try await WebServer { request in
            request.headers["if-none-match"] == "\"7\"" ? .init(304) : .list(["50.0.0.1"], headers: ["ETag: \"7\""])
        }
        _ = try await run([server.url])
        let discovered = try await run([server.url])
        #expect(discovered.lists[0].state == .unchanged)
        #expect(discovered.judgement.accepted.count == 1)
        await server.close()
    }

    @Test func bannedAddressesAreNotTaken() async throws {
        try store.edit { try $0.ban(AddressPrefix("50.0.0.0/24")!, reason: "noisy") }
        let discovered = try await discover(#"["50.0.0.1","50.0.1.1"]"#)
        #expect(discovered.judgement.refused.map(\.rule) == [.banned])
        #expect(try store.entries().map(\.prefix.description) == ["50.0.1.1"])
    }

    /// The physical limit: three round trips on loopback and one commit to the disk.
    @Test(.alone) func aThousandAddressesFromThreeServersAreFetchedJudgedAndStoredInASecond() async throws {
        let all = (0..<1_000).map { "50.1.\($0 / 250).\($0 % 250 + 1)" }
        let parts = [all[0..<500], all[250..<750], all[500..<1_000]]
        var servers: [WebServer] = []
        for part in parts {
            let list = Array(part)
            servers.append(try await WebServer { _ in .list(list) })
        }
        let start = ContinuousClock.now
        let discovered = try await run(servers.map(\.url), quorum: 2)
        let elapsed = ContinuousClock.now - start
        print("a thousand addresses from three lists took \(elapsed)")
        #expect(discovered.judgement.accepted.count == 500)
        #expect(discovered.judgement.refused.count { $0.rule == .belowQuorum } == 500)
        #expect(try store.entries().count == 500)
        #expect(elapsed < .seconds(1))
        for server in servers { await server.close() }
    }
}
