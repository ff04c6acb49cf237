import Foundation
import Testing
import TimeModel
import TimePeers

/// Each command of `tc-whitelist` as an operator runs it.
@Suite struct WhitelistCommandTests {
    @Test func whatIsAddedIsListedCheckedAndTakenBack() throws {
        let tool = try WhitelistTool()
        #expect(try tool("check", "203.0.113.7").status == 1)
        let added = try tool("add", "203.0.113.7", "198.51.100.7/24", "--reason", "new rack", "--note", "left")
        #expect(
            added.lines == ["added 203.0.113.7 (manual): new rack", "added 198.51.100.0/24 (manual): new rack"])
        let check = try tool("check", "203.0.113.7")
        #expect(check.status == 0 && check.output.isEmpty && check.error.isEmpty)
        #expect(try tool("check", "198.51.100.200").status == 0)
        let list = try tool("list")
        #expect(list.lines.count == 3)
        #expect(list.lines.allSatisfy { $0.count <= 80 })
        #expect(list.lines[2].hasSuffix("new rack (left)"))
        #expect(try tool("remove", "203.0.113.7", "--reason", "moved").lines == ["revoked 203.0.113.7 (manual): moved"])
        #expect(try tool("check", "203.0.113.7").status == 1)
    }

    @Test func listsAreFilteredAndReadByMachines() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1", "192.0.2.2", "10.0.0.0/8", "--permissions", "keep,noban")
        _ = try tool("remove", "192.0.2.2")
        #expect(try tool("list", "--state", "revoked").lines.count == 2)
        #expect(try tool("list", "--source", "api").output.isEmpty)
        #expect(try tool("list", "--within", "192.0.2.0/24", "--ndjson").lines.count == 2)
        let json = try tool("list", "--within", "10.0.0.0/8", "--json").output
        #expect(json.hasPrefix(#"{"schema":"timekit.whitelist.list/1","entries":[{"address":"10.0.0.0/8","#))
        #expect(json.contains(#""permissions":["keep","noban"]"#))
        let line = try #require(try tool("list", "--state", "revoked", "--ndjson").lines.first)
        #expect(line.hasPrefix(#"{"schema":"timekit.whitelist.entry/1","address":"192.0.2.2""#))
    }

    @Test func aTrialChangesNothing() throws {
        let tool = try WhitelistTool()
        #expect(try tool("add", "192.0.2.1", "--dry-run").lines == ["would add 192.0.2.1 (manual): no reason given"])
        #expect(!FileManager.default.fileExists(atPath: tool.path))
        _ = try tool("add", "192.0.2.1", "--quiet")
        let before = try tool.store().revision()
        for command in [
            ["remove", "192.0.2.1"], ["ban", "192.0.2.1"], ["add", "192.0.2.2"], ["undo", "1"],
            ["prune", "--state", "approved", "--older-than", "0s"],
        ] {
            #expect(try tool.run(command + ["--dry-run"] + tool.place).status == 0, "\(command)")
        }
        let file = try tool.write("192.0.2.9\n", to: "list.txt")
        #expect(try tool("import", file, "--dry-run").lines.first?.hasPrefix("would import 192.0.2.9") ?? false)
        #expect(try tool.store().revision() == before)
    }

    @Test func changesAreQuietWhenAskedAndJSONWhenAsked() throws {
        let tool = try WhitelistTool()
        let quiet = try tool("add", "192.0.2.1", "--quiet")
        #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.error.isEmpty)
        let json = try tool("ban", "192.0.2.9", "--for", "1h", "--json").output
        #expect(json.hasPrefix(#"{"schema":"timekit.whitelist.changes/1","changes":[{"action":"ban","#))
        #expect(json.contains(#""committed":true"#))
        #expect(try tool("add", "192.0.2.1").error == "tc-whitelist: nothing changed\n")
    }

    @Test func whatIsPendingIsDecidedAboutAllAtOnceButForWhatIsBanned() throws {
        let tool = try WhitelistTool(.mainnet)
        let policy = WhitelistPolicy(.mainnet)
        try tool.store(.readWrite)
            .change(by: "test", at: UnixTime(1_000)) { edit in
                for text in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
                    try edit.propose(PeerAddress(text)!, source: .announced, reason: "heard", policy: policy)
                }
            }
        // Proposed long ago, so expired: proposed again now, they are pending.
        #expect(try tool("pending").output.isEmpty)
        let now = UnixTime(Int64(Date().timeIntervalSince1970))
        try tool.store(.readWrite)
            .change(by: "test", at: now) { edit in
                try edit.expire()
                for text in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
                    try edit.propose(PeerAddress(text)!, source: .announced, reason: "heard", policy: policy)
                }
            }
        #expect(try tool("pending").lines.count == 4)
        #expect(try tool("ban", "192.0.2.2", "--reason", "spam").status == 0)
        #expect(try tool("reject", "192.0.2.3").lines == ["rejected 192.0.2.3 (announced): no reason given"])
        let approved = try tool("approve", "--all", "--reason", "seen")
        #expect(approved.lines == ["approved 192.0.2.1 (announced): seen"])
        #expect(approved.error == "tc-whitelist: skipped 192.0.2.2 is banned (manual: spam)\n")
        #expect(try tool("approve", "192.0.2.2").status == 65)
        #expect(try tool("reject", "--all").lines.count == 1)
        #expect(try tool("approve", "--all").error == "tc-whitelist: nothing changed\n")
    }

    @Test func bansBeatTheWhitelistUntilTheyAreLifted() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "203.0.113.7")
        _ = try tool("ban", "203.0.113.0/24", "--reason", "spam")
        #expect(try tool("check", "203.0.113.7").status == 1)
        let why = try tool("why", "203.0.113.7").lines
        #expect(why.first == "203.0.113.7: banned (manual)")
        #expect(why.contains("ban 203.0.113.0/24 (manual): decides: it beats the whitelist"))
        let refused = try tool("add", "203.0.113.8")
        #expect(refused.status == 65 && refused.error.contains("--lift-ban"))
        #expect(try tool("add", "203.0.113.8", "--lift-ban").lines.first?.hasPrefix("unbanned 203.0.113.0/24") ?? false)
        #expect(try tool("check", "203.0.113.7").status == 0)
        _ = try tool("ban", "203.0.113.9", "--for", "1h")
        #expect(try tool("bans").lines.count == 2)
        #expect(try tool("bans", "--json").output.contains("timekit.whitelist.bans/1"))
        #expect(try tool("unban", "203.0.113.9").status == 0)
        #expect(try tool("unban", "203.0.113.9").status == 65)
    }

    @Test func theLogTellsWhoAndAnUndoPutsBack() throws {
        let tool = try WhitelistTool()
        let added = try tool.run(
            ["add", "192.0.2.1", "--reason", "one"] + tool.place, environment: ["SUDO_USER": "alice"])
        #expect(added.status == 0)
        _ = try tool("remove", "192.0.2.1", "--reason", "two")
        _ = try tool("add", "192.0.2.9")
        let log = try tool("log", "--address", "192.0.2.1").lines
        #expect(log.count == 3 && log[1].contains("tc-whitelist:alice") && log[2].hasSuffix("(manual): two"))
        #expect(try tool("log", "--since", "1h", "--ndjson").lines.count == 3)
        #expect(try tool("log", "--since", "2100-01-01").output.isEmpty)
        #expect(try tool("undo", "1").status == 65)
        #expect(try tool("undo", "1", "2").lines.count == 2)
        #expect(try tool("list").lines.count == 2)
        #expect(try tool("undo", "99").status == 65)
        #expect(try tool("show", "192.0.2.1").lines.contains { $0.contains("undid 192.0.2.1 (manual, now gone)") })
        #expect(try tool("show", "192.0.2.1", "--json").output.contains("\"record_count\":4"))
    }

    @Test func whatIsExpiredIsPruned() throws {
        let tool = try WhitelistTool()
        try tool.store(.readWrite)
            .change(by: "test", at: UnixTime(1_000)) { edit in
                try edit.add(AddressPrefix("192.0.2.1")!, reason: "x", deadline: UnixTime(2_000))
            }
        try tool.store(.readWrite).change(by: "test", at: UnixTime(3_000)) { try $0.expire() }
        #expect(try tool("prune", "--older-than", "99999d").error == "tc-whitelist: nothing changed\n")
        #expect(try tool("prune").lines == ["pruned 192.0.2.1 (manual): no reason given"])
        #expect(try tool("verify").status == 0)
    }

    @Test func figuresAreCounted() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1", "192.0.2.2")
        _ = try tool("ban", "192.0.2.3")
        let lines = try tool("stats").lines
        #expect(lines.contains { $0.hasPrefix("entries approved") && $0.hasSuffix(" 2") })
        #expect(lines.contains { $0.hasPrefix("audit records") && $0.hasSuffix(" 3") })
        #expect(try tool("stats", "--json").output.contains(#""bans":{"manual":1}"#))
    }

    @Test(arguments: ["json", "csv"])
    func anExportIsImportedAgain(format: String) throws {
        let tool = try WhitelistTool(.mainnet)
        _ = try tool("add", "192.0.2.1", "2001:db8::/32", "--note", "a, \"b\"", "--ttl", "30d")
        let file = tool.scratch.path("backup.\(format)")
        #expect(try tool("export", file).status == 0)
        let other = try WhitelistTool(.mainnet)
        #expect(try other("import", file).lines.count == 2)
        #expect(try other("list", "--state", "pending").lines.count == 3)
        #expect(try other("check", "192.0.2.1").status == 1)
        #expect(try other("import", file, "--approve").lines.count == 2)
        #expect(try other("check", "192.0.2.1").status == 0)
        #expect(try other("import", file).error == "tc-whitelist: nothing changed\n")
        let text = try tool("export").output
        let third = try WhitelistTool(.mainnet)
        #expect(try third("import", "-", input: text).status == 0)
        #expect(try third.store().entries().map(\.deadline) == tool.store().entries().map(\.deadline))
        #expect(try tool("export", "--format", "plain").output == "192.0.2.1\n2001:db8::/32\n")
    }

    /// The network and the store come from the configuration that the daemon reads.
    @Test func theConfigurationTellsTheStore() throws {
        let tool = try WhitelistTool()
        let directory = tool.scratch.path("node")
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let config = try tool.write("[node]\nnetwork = \"testnet\"\n", to: "node/config.toml")
        #expect(try tool.run(["add", "192.0.2.1", "--conf", config, "--datadir", directory]).status == 0)
        #expect(FileManager.default.fileExists(atPath: directory + "/timekit/peers.sqlite"))
        #expect(try tool.run(["check", "192.0.2.1", "--datadir", directory]).status == 0)
        let mainnet = try tool.run(["check", "192.0.2.1", "--datadir", directory, "--network", "mainnet"])
        #expect(mainnet.status == 78 && mainnet.error.contains("not of mainnet"))
    }
}
