import Testing
import TimeModel
import TimePeers

/// Files of whitelist entries: read back as written, and wrong ones told by line and column.
@Suite struct WhitelistFileTests {
    static let now = UnixTime(1_790_000_000)

    static func entry(
        _ prefix: String, _ source: WhitelistSource = .manual, _ state: WhitelistState = .approved,
        permissions: WhitelistPermissions = .all, reason: String = "known", note: String? = nil,
        deadline: UnixTime? = nil
    ) throws -> WhitelistEntry {
        WhitelistEntry(
            prefix: try #require(AddressPrefix(prefix)), source: source, state: state, permissions: permissions,
            tier: .silver, reason: reason, note: note, created: now, updated: now, deadline: deadline)
    }

    static func read(_ text: String, _ format: WhitelistFile.Format) throws -> WhitelistFile {
        try WhitelistFile(Array(text.utf8), format: format, network: .testnet, reason: "from a file", at: now)
    }

    /// What is wrong with the whole file, or with its only wrong entry.
    static func fault(_ text: String, _ format: WhitelistFile.Format) -> String? {
        do {
            return try read(text, format).faults.first?.description
        } catch {
            return "\(error)"
        }
    }

    static func written() throws -> [WhitelistEntry] {
        [
            try entry("192.0.2.1", reason: "a \"quoted\", odd reason", note: " with\nlines and spaces "),
            try entry("198.51.100.0/24", .imported, .pending, permissions: [.keep, .noban]),
            try entry("203.0.113.9", .api, .rejected, permissions: []),
            try entry(
                "2001:db8::1", .manual, .revoked, reason: "Grüße \u{1F44B}", deadline: now.advanced(bySeconds: 99)),
        ]
    }

    @Test(arguments: [WhitelistFile.Format.json, .csv])
    func whatIsWrittenIsReadBack(format: WhitelistFile.Format) throws {
        let written = try Self.written()
        let file = try Self.read(
            try WhitelistFile.text(of: written, format: format, network: .testnet), format)
        #expect(file.faults.isEmpty)
        #expect(file.lines.map(\.entry.prefix) == written.map(\.prefix))
        #expect(file.lines.map(\.entry.state) == written.map(\.state))
        #expect(file.lines.map(\.entry.permissions) == written.map(\.permissions))
        #expect(file.lines.map(\.entry.reason) == written.map(\.reason))
        #expect(file.lines.map(\.entry.note) == written.map(\.note))
        #expect(file.lines.map(\.entry.deadline) == written.map(\.expires))
        #expect(file.lines.map(\.entry.tier) == written.map(\.tier))
        #expect(file.lines.map(\.origin) == written.map(\.source))
        #expect(file.lines.allSatisfy { $0.entry.source == .imported })
    }

    @Test func aPlainListHoldsWhatIsApproved() throws {
        let text = try WhitelistFile.text(of: try Self.written(), format: .plain, network: .testnet)
        #expect(text == "192.0.2.1\n")
        let file = try Self.read("# ours\n\n  192.0.2.1   # rack 4\r\n2001:db8::/32\n", .plain)
        #expect(file.lines.map(\.entry.prefix.description) == ["192.0.2.1", "2001:db8::/32"])
        #expect(file.lines.map(\.place) == [TextPlace(line: 3, column: 3), TextPlace(line: 4, column: 1)])
        #expect(file.lines.allSatisfy { $0.entry.state == .approved && $0.entry.reason == "from a file" })
    }

    @Test func aListOfAddressesIsJSONEnough() throws {
        let file = try Self.read(#"["192.0.2.1", {"address": "192.0.2.2", "note": null}]"#, .json)
        #expect(file.lines.map(\.entry.prefix.description) == ["192.0.2.1", "192.0.2.2"])
        #expect(file.lines.map(\.place.column) == [2, 15])
    }

    @Test(arguments: [
        ("192.0.2.1\nseed.example.org\n", "line 2, column 1: peers are named by address, not by host name"),
        ("  1.2.3\n", "line 1, column 3: not an IPv4 or IPv6 address: \"1.2.3\""),
        ("192.0.2.1:24000", "line 1, column 1: give the address without brackets and port"),
        ("4.0.0.0/6", "line 1, column 1: too wide a range, give /8 or longer: \"4.0.0.0/6\""),
        ("192.0.2.1/33", "line 1, column 1: a range ends in a length, from /0 to /32"),
        ("192.0.2.1\n192.0.2.1\n", "line 2, column 1: 192.0.2.1 is named twice"),
    ])
    func aPlainFaultHasItsPlace(text: String, fault: String) throws {
        #expect(try #require(Self.fault(text, .plain)).hasPrefix(fault))
    }

    @Test(arguments: [
        ("", "line 1, column 1: the first line has to name the columns"),
        ("192.0.2.1,approved\n", "line 1, column 1: the first line has to name the columns; there is none called"),
        ("address,sate\n", "line 1, column 9: the first line has to name the columns; there is none called \"sate\""),
        ("address,address\n", "line 1, column 9: the column address is named twice"),
        ("state\napproved\n", "line 1, column 1: the first line has to name the columns, address among them"),
        ("address,state\n192.0.2.1,aproved\n", "line 2, column 11: no state: \"aproved\""),
        ("address,note,state\n192.0.2.1,Grüße,x\n", "line 2, column 17: no state: \"x\""),
        ("address,state\n\n192.0.2.1\n", "line 3, column 1: 1 values for 2 columns"),
        ("address,state\n192.0.2.1,approved,more\n", "line 2, column 20: 3 values for 2 columns"),
        ("address,permissions\n192.0.2.1,\"keep,all\"\n", "line 2, column 11: no permissions: \"keep,all\""),
        ("address,note\n192.0.2.1,\"open\n", "line 2, column 11: quotes are never closed"),
        ("address,note\n192.0.2.1,\"a\"b\n", "line 2, column 14: a comma is missing after the quotes"),
        ("address,expires\n192.0.2.1,tomorrow\n", "line 2, column 11: no expires: \"tomorrow\""),
        ("address,expires\n192.0.2.1,2020-01-01\n", "line 2, column 11: 2020-01-01T00:00:00Z is over already"),
        ("address,state\n,approved\n", "line 2, column 1: an address is missing"),
    ])
    func aCSVFaultHasItsPlace(text: String, fault: String) throws {
        #expect(try #require(Self.fault(text, .csv)).hasPrefix(fault))
    }

    @Test(arguments: [
        ("", "line 1, column 1: the text ends too early"),
        (
            "{\"entries\": [\n  {\"address\": \"192.0.2.1\",\n  \"state\": \"x\"}]}",
            "line 3, column 12: no state: \"x\""
        ),
        ("[\n  {\"adress\": \"192.0.2.1\"}]", "line 2, column 4: no member of an entry: \"adress\""),
        ("[{}]", "line 1, column 2: an address is missing"),
        ("[7]", "line 1, column 2: an entry is expected, not a number"),
        ("[\"192.0.2.1\",]", "line 1, column 14: no JSON value"),
        ("[\"192.0.2.1\"\n", "line 2, column 1: a comma or ] is missing"),
        ("[\"192.0.2.1", "line 1, column 12: the text ends within quotes"),
        ("[] []", "line 1, column 4: something follows the end"),
        ("<html>", "line 1, column 1: no JSON value"), ("\"x\"", "line 1, column 1: a list is expected, not a text"),
        ("{}", "line 1, column 1: a list \"entries\" is missing"),
        ("{\"entries\": {}}", "line 1, column 13: a list is expected, not an object"),
        ("{\"network\": \"mainnet\", \"entries\": []}", "line 1, column 13: the entries are not of testnet"),
        ("[\"\\ud800\"]", "line 1, column 9: half of a character"),
        ("[\"\\u12\"]", "line 1, column 5: four hexadecimal digits are missing"),
        ("[\"a\tb\"]", "line 1, column 4: a control character within a text"),
        (String(repeating: "[", count: 100_000), "line 1, column 17: nested too deeply"),
    ])
    func aJSONFaultHasItsPlace(text: String, fault: String) throws {
        #expect(try #require(Self.fault(text, .json)).hasPrefix(fault))
    }

    @Test(arguments: WhitelistFile.Format.allCases)
    func whatIsNoTextIsRefused(format: WhitelistFile.Format) {
        #expect(throws: WhitelistFile.Fault(place: TextPlace(line: 2, column: 3), reason: "not UTF-8 text")) {
            try WhitelistFile(
                Array("#\n#a".utf8) + [0xFF], format: format, network: .testnet, reason: "", at: Self.now)
        }
    }

    @Test func tooManyEntriesAreRefused() {
        let text = String(repeating: "192.0.2.1\n", count: 100_001)
        #expect(Self.fault(text, .plain) == "line 100001, column 1: more than 100000 entries")
    }

    /// Every prefix of a good file is read or refused, whatever it is.
    @Test(arguments: WhitelistFile.Format.allCases)
    func aFileThatEndsTooEarlyIsNoTrap(format: WhitelistFile.Format) throws {
        let bytes = Array(try WhitelistFile.text(of: try Self.written(), format: format, network: .testnet).utf8)
        for count in 0...bytes.count {
            _ = try? WhitelistFile(
                bytes.prefix(count) + [], format: format, network: .testnet, reason: "", at: Self.now)
        }
    }

    @Test func ofSeveralSourcesTheStrongestApprovedOneCounts() throws {
        let text = """
            address,source,state,reason
            192.0.2.1,api,approved,a
            192.0.2.1,config,approved,b
            192.0.2.1,manual,revoked,c
            192.0.2.2,api,pending,d
            192.0.2.2,announced,rejected,e
            """
        #expect(try Self.read(text, .csv).lines.map(\.entry.reason) == ["b", "e"])
    }

    @Test(arguments: [
        ("a.json", WhitelistFile.Format.json), ("b.x.CSV", .csv), ("/c/d.txt", .plain), ("peers.list", .plain),
        ("e", nil), ("f.xml", nil),
    ])
    func theNameTellsTheFormat(name: String, format: WhitelistFile.Format?) {
        #expect(WhitelistFile.Format(fileName: name) == format)
    }
}
