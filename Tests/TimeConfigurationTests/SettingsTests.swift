import Testing
import TimeConfiguration
import TimeModel

struct SettingsTests {
    private func origin(_ key: String, in configuration: NodeConfiguration) -> String? {
        configuration.settings.first { $0.key == key }.map { "\($0.origin)" }
    }

    private func value(_ key: String, in configuration: NodeConfiguration) -> String? {
        configuration.settings.first { $0.key == key }?.value
    }

    @Test(arguments: NodeConfiguration.documentedKeys)
    func everyKeyHasAValueThatCanBeTold(key: String) throws {
        #expect(try FakeFiles().load().value(of: key) != nil)
    }

    @Test func defaultsAreSaidToBeSome() throws {
        let configuration = try FakeFiles().load()
        #expect(configuration.settings.allSatisfy { $0.origin == .standard })
        #expect(value("storage.data_dir", in: configuration) == "/home/op/.timecoin")
        #expect(value("rpc.listen", in: configuration) == "127.0.0.1:24001")
        #expect(value("liveness.missed_after_kept", in: configuration) == "300")
    }

    @Test func anOptionBeatsTheFileAndTheFileTheDefault() throws {
        let text = """
            [network]
            connect = ["192.0.2.1", "192.0.2.2"]
            max_inbound_peers = 10
            [rpc]
            user = "alice"
            password = "secret"
            [logging]
            level = "debug"
            """
        var overrides = ConfigurationOverrides(logLevel: .trace)
        overrides.answersRPC = true
        var files = FakeFiles(files: ["/etc/c.toml": text])
        files.variables["DISABLE_WHITELIST_EXTENSION"] = "1"
        overrides.file = "/etc/c.toml"
        let configuration = try files.load(overrides)
        #expect(origin("network.connect", in: configuration) == "/etc/c.toml:2")
        #expect(value("network.connect", in: configuration) == "192.0.2.1:24100 192.0.2.2:24100")
        #expect(origin("network.max_inbound_peers", in: configuration) == "/etc/c.toml:3")
        #expect(origin("logging.level", in: configuration) == "--log-level")
        #expect(value("logging.level", in: configuration) == "trace")
        #expect(origin("network.max_outbound_peers", in: configuration) == "default")
        #expect(origin("DISABLE_WHITELIST_EXTENSION", in: configuration) == "environment")
        #expect(value("rpc.user", in: configuration) == "alice")
        #expect(!configuration.settings.contains { $0.value.contains("secret") })
    }

    /// A password that changed is told of as well, though nobody gets to see it.
    @Test func whatWaitsForARestartIsNamed() throws {
        let old = try FakeFiles.load("/c.toml", "[rpc]\nuser = \"a\"\npassword = \"b\"\n[logging]\nlevel = \"info\"")
        let new = try FakeFiles.load(
            "/c.toml",
            """
            [network]
            connect = ["192.0.2.1"]
            whitelisted_peers = ["192.0.2.1"]
            banned_peers = ["192.0.2.2"]
            banned_subnets = ["198.51.100.0/24"]
            max_inbound_peers = 10
            [whitelist]
            approve = "manual"
            announced = "none"
            [rpc]
            user = "a"
            password = "c"
            [logging]
            level = "debug"
            """)
        #expect(old.settingsWaiting(in: old) == [])
        #expect(
            old.settingsWaiting(in: new).map(\.key) == ["network.max_inbound_peers", "rpc.password", "logging.level"])
    }

    @Test func keysOfTimeConfAreToldByTheirNamesInTOML() throws {
        let configuration = try FakeFiles.load(
            "/etc/time.conf", "testnet=1\nport=24777\nrpcport=24888\naddnode=192.0.2.1\n")
        #expect(origin("node.network", in: configuration) == "/etc/time.conf:1")
        #expect(origin("network.listen_address", in: configuration) == "/etc/time.conf:2")
        #expect(value("network.listen_address", in: configuration) == "0.0.0.0:24777")
        #expect(origin("rpc.listen", in: configuration) == "/etc/time.conf:3")
    }
}
