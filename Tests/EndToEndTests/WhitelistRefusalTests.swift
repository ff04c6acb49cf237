import Foundation
import GRDB
import Testing
import TimeModel
import TimePeers

/// What an operator can get wrong, and what can be wrong with a store: a status, and a line that says what to do.
@Suite struct WhitelistRefusalTests {
    @Test(arguments: [
        (["add", "seed.example.org"], Int32(64), "named by address"), (["add", "1.2.3"], 64, "not an IPv4"),
        (["add", "1.2.3.4/33"], 64, "a range ends in a length"),
        (["add", "1.2.3.4:24000"], 64, "without brackets and port"),
        (["add"], 64, "Missing"), (["add", "1.2.3.4", "--permissions", "keep,root"], 64, "\"root\" is no permission"),
        (["add", "1.2.3.4", "--ttl", "0s"], 64, "over already"), (["add", "1.2.3.4", "--ttl=-5m"], 64, "over already"),
        (["add", "1.2.3.4", "--ttl", "soon"], 64, "such as 12h"),
        (["ban", "1.2.3.4", "--for", "1y"], 64, "such as 12h"),
        (["add", "4.0.0.0/7"], 65, "too wide"), (["ban", "::/0"], 65, "too wide"),
        (["remove", "192.0.2.1"], 65, "is not in the whitelist"), (["approve", "192.0.2.1"], 65, "nothing is pending"),
        (["reject", "192.0.2.1"], 65, "nothing is pending"), (["unban", "192.0.2.1"], 65, "is not banned"),
        (["undo", "1"], 65, "there is no record 1"), (["undo", "one"], 64, "is invalid"),
        (["approve"], 64, "--all"), (["approve", "--all", "1.2.3.4"], 64, "--all"),
        (["check", "192.0.2.0/24"], 64, "this is a range"), (["list", "--state", "trusted"], 64, "is invalid"),
        (["list", "--json", "--ndjson"], 64, "contradict"), (["log", "--since", "2026-02-30"], 64, "a time in UTC"),
        (["verify"], 66, "there is no store"), (["export"], 66, "there is no store"),
        (["import", "/nonexistent/x.json"], 66, "No such file"), (["import", "/"], 64, "--format"),
        (["import", "/", "--format", "csv"], 66, "directory"), (["import", "/dev/null"], 64, "--format"),
        (["frobnicate"], 64, "Unknown option"),
    ])
    func aMistakeHasItsStatusAndMakesNoStore(arguments: [String], status: Int32, text: String) throws {
        let tool = try WhitelistTool()
        let run = try tool.run(arguments + tool.place)
        #expect(run.status == status, "\(run.error)")
        #expect(run.error.contains(text), "\(run.error)")
        #expect(run.output.isEmpty)
        // A range that is too wide is seen by the store, which is made for it.
        if text != "too wide" { #expect(!FileManager.default.fileExists(atPath: tool.path)) }
    }

    @Test(arguments: [
        ["list"], ["show", "192.0.2.1"], ["why", "192.0.2.1"], ["check", "192.0.2.1"], ["pending"], ["bans"], ["log"],
        ["stats"], ["verify"], ["export"],
    ])
    func commandsThatLookMakeNothing(arguments: [String]) throws {
        let tool = try WhitelistTool()
        _ = try tool.run(arguments + tool.place)
        _ = try tool.run(arguments + ["--testnet", "--datadir", tool.scratch.path("data")])
        #expect(try FileManager.default.contentsOfDirectory(atPath: tool.scratch.path).isEmpty)
        _ = try tool("add", "192.0.2.1")
        let before = tool.scratch.contents(".")
        #expect(try tool.run(arguments + tool.place).status == 0)
        #expect(tool.scratch.contents(".") == before)
    }

    @Test func oneBadLineKeepsAFileOut() throws {
        let tool = try WhitelistTool()
        let file = try tool.write("address,state\n192.0.2.1,approved\n192.0.2.2,aproved\n192.0.2.3,\n", to: "list.csv")
        let refused = try tool("import", file)
        #expect(refused.status == 65)
        #expect(refused.error.contains("list.csv: line 3, column 11: no state: \"aproved\""))
        #expect(!FileManager.default.fileExists(atPath: tool.path))
        let partly = try tool("import", file, "--skip-invalid")
        #expect(partly.status == 0 && partly.lines.count == 2)
        #expect(partly.error.contains("skipped line 3, column 11"))
    }

    @Test func whatTheStoreRefusesKeepsAFileOutToo() throws {
        let tool = try WhitelistTool()
        _ = try tool("ban", "192.0.2.2")
        let file = try tool.write("192.0.2.1\n192.0.2.2\n", to: "list.txt")
        let refused = try tool("import", file)
        #expect(refused.status == 65 && refused.error.contains("line 2, column 1: 192.0.2.2 is banned"))
        #expect(try tool.store().entries().isEmpty)
        #expect(try tool("import", file, "--skip-invalid").lines.count == 1)
    }

    @Test func whatCannotBeWrittenIsToldApart() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1")
        #expect(try tool("export", "/nonexistent/list.json").status == 73)
        #expect(try tool("export", "/dev/full", "--format", "json").status == 74)
    }

    @Test func aStoreThatIsNoneIsLeftAlone() throws {
        for content in ["no database at all, just text", String(repeating: "x", count: 8192)] {
            let tool = try WhitelistTool()
            _ = try tool.write(content, to: "peers.sqlite")
            for command in ["list", "add"] {
                let run = try tool.run([command] + (command == "add" ? ["192.0.2.1"] : []) + tool.place)
                #expect(run.status == 74, "\(run.error)")
            }
            #expect(tool.scratch.contents(".")["peers.sqlite"] == Data(content.utf8))
        }
    }

    @Test func anotherProgramsDatabaseIsLeftAlone() throws {
        let tool = try WhitelistTool()
        try DatabaseQueue(path: tool.path).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        let before = tool.scratch.contents(".")
        #expect(try tool("add", "192.0.2.1").status == 74)
        #expect(try tool("list").status == 74)
        #expect(tool.scratch.contents(".") == before)
    }

    @Test func aStoreOfANewerVersionIsRefused() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1")
        try DatabaseQueue(path: tool.path)
            .write {
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')")
            }
        for arguments in [["list"], ["add", "192.0.2.2"], ["check", "192.0.2.1"], ["verify"]] {
            let run = try tool.run(arguments + tool.place)
            #expect(run.status == 78 && run.error.contains("newer version"), "\(run.error)")
        }
    }

    @Test func aStoreOfAnotherNetworkIsRefused() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1")
        let run = try tool.run(["list", "--store", tool.path, "--network", "mainnet"])
        #expect(run.status == 78 && run.error.contains("testnet"))
    }

    @Test func aStoreWithDamagedPagesIsRefusedOrNamed() throws {
        let tool = try WhitelistTool()
        let file = try tool.write((1...3000).map { "10.0.\($0 / 250).\($0 % 250 + 1)\n" }.joined(), to: "list.txt")
        #expect(try tool("import", file, "--quiet").status == 0)
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: tool.path))
        let size = try handle.seekToEnd()
        for offset in stride(from: UInt64(16_384), to: size - 4096, by: 12_288) {
            try handle.seek(toOffset: offset)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        }
        try handle.close()
        let before = tool.scratch.contents(".")
        #expect(try tool("verify").status == 74)
        #expect(try tool("list").status == 74)
        #expect(tool.scratch.contents(".") == before)
    }

    @Test func aTamperedRecordIsNamed() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1", "192.0.2.2", "192.0.2.3")
        #expect(try tool("verify").status == 0)
        try DatabaseQueue(path: tool.path)
            .write { database in
                try database.execute(sql: "DROP TRIGGER audit_changes_no_row")
                try database.execute(sql: "UPDATE audit SET actor = 'nobody' WHERE id = 2")
            }
        let run = try tool("verify")
        #expect(run.status == 65)
        #expect(run.lines == ["audit record 2 was tampered with: its hash does not follow"])
        #expect(try tool("verify", "--json").output.contains("audit record 2"))
    }

    @Test func aRowThatWasChangedPastTheLogIsNamed() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1")
        try DatabaseQueue(path: tool.path).write { try $0.execute(sql: "UPDATE whitelist SET permissions = 'none'") }
        let run = try tool("verify")
        #expect(run.status == 65)
        #expect(run.lines == ["192.0.2.1 (manual) is not what the audit log says"])
    }

    /// So that the daemon can use a store that root made before its first start.
    @Test(.enabled(if: geteuid() == 0)) func whatRootMakesBelongsToTheDirectorysOwner() throws {
        let tool = try WhitelistTool()
        let data = tool.scratch.path("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        chown(data, 65_534, 65_534)
        #expect(try tool.run(["add", "192.0.2.1", "--testnet", "--datadir", data]).status == 0)
        for name in ["timekit", "timekit/peers.sqlite", "timekit/peers.sqlite.lock"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: data + "/" + name)
            #expect(attributes[.ownerAccountID] as? Int == 65_534, "\(name)")
        }
    }

    @Test(.enabled(if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")))
    func aUserWithoutRightsIsToldSo() throws {
        let tool = try WhitelistTool()
        _ = try tool("add", "192.0.2.1")
        chmod(tool.scratch.path, 0o755)
        func asNobody(_ arguments: [String]) throws -> Int32 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
            process.arguments =
                ["--reuid", "65534", "--clear-groups", Program.url("tc-whitelist").path] + arguments + tool.place
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        #expect(try asNobody(["check", "192.0.2.1"]) == 0)
        #expect(try asNobody(["check", "192.0.2.2"]) == 1)
        #expect(try asNobody(["add", "192.0.2.2"]) == 77)
        chmod(tool.path, 0o600)
        #expect(try asNobody(["check", "192.0.2.1"]) == 77)
        #expect(try tool("list").lines.count == 2)
    }
}
