import Testing
import TimeConfiguration
import TimeModel
import TimePeers

@Suite struct ConfigTOMLTests {
    @Test func everyKeyIsHeeded() throws {
        let text = """
            [node]
            network = "testnet"
            build_number = 2400
            [network]
            listen_address = "127.0.0.2:24199"
            connect = ["192.0.2.1", "[2001:db8::1]:24101"]
            whitelisted_peers = ["192.0.2.2:1"]
            banned_peers = ["198.51.100.7"]
            banned_subnets = ["203.0.113.0/24"]
            max_inbound_peers = 10
            max_outbound_peers = 20
            plaintext_fallback = true
            relay_announcements = true
            [whitelist]
            approve = "automatic"
            announced = "none"
            [discovery]
            urls = ["https://192.0.2.1/peers", "https://192.0.2.2/peers"]
            quorum = 2
            allow_private = true
            [storage]
            data_dir = "/srv/time"
            [logging]
            level = "debug"
            """
        let loaded = try FakeFiles.load("/etc/config.toml", text)
        #expect(loaded.file == "/etc/config.toml")
        #expect(loaded.network == .testnet)
        #expect(loaded.buildNumber == 2400)
        #expect(loaded.listenEndpoint == endpoint("127.0.0.2:24199"))
        #expect(loaded.dialAddress == PeerAddress("127.0.0.2"))
        #expect(loaded.connectPeers == [endpoint("192.0.2.1:24100"), endpoint("[2001:db8::1]:24101")])
        #expect(loaded.whitelistedPeers == [endpoint("192.0.2.2:1")])
        #expect(loaded.bannedPrefixes.map(\.description) == ["198.51.100.7", "203.0.113.0/24"])
        #expect(
            loaded.whitelistPolicy
                == WhitelistPolicy(.testnet, approval: .automatic, announced: WhitelistPolicy.Announced.none))
        #expect(
            loaded.discovery
                == DiscoverySettings(
                    urls: ["https://192.0.2.1/peers", "https://192.0.2.2/peers"], quorum: 2, allowsPrivate: true))
        #expect(loaded.maximumInboundPeers == 10)
        #expect(loaded.maximumOutboundPeers == 20)
        #expect(loaded.allowsPlaintextFallback)
        #expect(loaded.relaysAnnouncements)
        #expect(loaded.dataDirectory == "/srv/time")
        #expect(loaded.storeDirectory == "/srv/time/timekit")
        #expect(loaded.logLevel == .debug)
        #expect(loaded.notices == [])
    }

    @Test func anEmptyFileMeansTheDefaults() throws {
        let loaded = try FakeFiles.load("/c.toml", "")
        #expect(loaded.network == .testnet)
        #expect(loaded.buildNumber == 2344)
        #expect(loaded.listenEndpoint == endpoint("0.0.0.0:24100"))
        #expect(loaded.dialAddress == nil)
        #expect(loaded.dataDirectory == "/home/op/.timecoin/testnet")
        #expect(!loaded.allowsPlaintextFallback)
        #expect(!loaded.relaysAnnouncements)
        #expect(loaded.whitelistPolicy == WhitelistPolicy(.testnet, approval: .automatic, announced: .all))
        #expect(loaded.discovery?.urls == ["https://time-coin.io/api/testnet/peers"])
        #expect(loaded.logLevel == .info)
    }

    @Test func onMainnetAnOperatorApprovesAndOnlyPaidMasternodesAreProposed() throws {
        let loaded = try FakeFiles.load("/c.toml", "[node]\nnetwork = \"mainnet\"")
        #expect(loaded.whitelistPolicy == WhitelistPolicy(.mainnet, approval: .manual, announced: .paid))
    }

    @Test(arguments: ["enabled = false\n[network]", "quorum = 1\n[network]\nenable_peer_discovery = false"])
    func discoveryCanBeTurnedOff(text: String) throws {
        #expect(try FakeFiles.load("/c.toml", "[discovery]\n\(text)").discovery == nil)
    }

    @Test(arguments: ["host.example", "10.0.0.0/8", "192.0.2.256", "192.0.2.1:0", ""])
    func whatIsNoAddressIsLeftOutOfTheWhitelist(text: String) throws {
        let loaded = try FakeFiles.load("/c.toml", "[network]\nwhitelisted_peers = [\"\(text)\", \"192.0.2.1\"]")
        #expect(loaded.whitelistedPeers == [endpoint("192.0.2.1:24100")])
        #expect(loaded.invalidWhitelistedPeers.map(\.description) == ["Invalid address in whitelisted_peers: \(text)"])
    }

    @Test func upstreamsOldFileIsAcceptedAndSaysWhatHasNoEffect() throws {
        let text = """
            [node]
            name = "x"
            version = "1"
            network = "mainnet"
            [network]
            listen_address = "0.0.0.0:24000"
            max_peers = 50
            enable_upnp = false
            enable_peer_discovery = true
            bootstrap_peers = ["192.0.2.1"]
            [rpc]
            enabled = true
            listen_address = "127.0.0.1:24001"
            allow_origins = []
            [storage]
            backend = "sled"
            data_dir = "./data"
            cache_size_mb = 256
            [consensus]
            min_masternodes = 3
            [block]
            block_time_seconds = 600
            max_block_size_kb = 1024
            max_transactions_per_block = 10000
            [logging]
            level = "info"
            format = "pretty"
            output = "stdout"
            file_path = ""
            [masternode]
            enabled = false
            collateral_txid = ""
            [security]
            enable_rate_limiting = true
            max_requests_per_second = 1000
            enable_authentication = false
            api_key = ""
            [ai]
            enabled = true
            [ai.nested]
            x = 1.5
            """
        let loaded = try FakeFiles.load("/c.toml", text)
        #expect(loaded.network == .mainnet)
        #expect(loaded.dataDirectory == "/home/op/.timecoin")
        #expect(loaded.connectPeers.map(\.port) == [24_000])
        #expect(loaded.notices.count == 20)
        #expect(loaded.notices.allSatisfy { $0.text.hasPrefix("has no effect: ") && $0.place?.line != nil })
    }

    @Test func theCommandLineWins() throws {
        let text = """
            [node]
            network = "mainnet"
            [network]
            connect = ["192.0.2.1"]
            """
        let overrides = ConfigurationOverrides(
            network: .testnet, dataDirectory: "/d", listen: EndpointSetting("127.0.0.9"),
            connect: [EndpointSetting("127.0.0.2"), EndpointSetting("192.0.2.1")].compactMap { $0 },
            buildNumber: 2062, logLevel: .trace)
        let loaded = try FakeFiles.load("/c.toml", text, overrides)
        #expect(loaded.network == .testnet)
        #expect(loaded.dataDirectory == "/d")
        #expect(loaded.listenEndpoint == endpoint("127.0.0.9:24100"))
        #expect(loaded.connectPeers == [endpoint("192.0.2.1:24100"), endpoint("127.0.0.2:24100")])
        #expect(loaded.buildNumber == 2062)
        #expect(loaded.logLevel == .trace)
    }

    @Test(arguments: ["", "pacing = \"adaptive\"\n", "pacing = \"plan\"\n"])
    func aFlagForThePlansPacingKeepsTheFilesRate(line: String) throws {
        var overrides = ConfigurationOverrides()
        overrides.pacing = .plan
        let loaded = try FakeFiles.load("/c.toml", "[sync]\n\(line)max_blocks_per_minute = 7", overrides)
        #expect(loaded.pacing == .plan(blocksPerMinute: 7))
        overrides.pacing = .adaptive
        let other = try FakeFiles.load("/c.toml", "[sync]\n\(line)max_blocks_per_minute = 7", overrides)
        #expect(other.pacing == .adaptive)
    }

    @Test(arguments: [
        ("network.listen_adress = \"127.0.0.1\"", 1, ConfigurationError.Code.unknownKey, "network.listen_address?"),
        ("[network]\n\nlistenaddress = \"127.0.0.1\"", 3, .unknownKey, "network.listen_address?"),
        ("listen_address = \"127.0.0.1\"", 1, .unknownKey, "network.listen_address?"),
        ("[wholly]\nelse_where = 1", 2, .unknownKey, "timed.toml(5)"),
        ("[network]\nlisten = \"yes\"", 2, .wrongType, "true or false"),
        ("# x\n[node]\nbuild_number = \"1\"", 3, .wrongType, "an integer"),
        ("[node]\nnetwork = 1", 2, .wrongType, "a string"),
        ("[network]\nconnect = [\n  \"192.0.2.1\",\n  7,\n]", 2, .wrongType, "an array of strings"),
        ("node = 1", 1, .unknownKey, "timed.toml(5)"),
        ("[network]\nconnect = [ # a\n  \"192.0.2.1\",\n  \"192.0.2.256\",\n]", 4, .invalidValue, "192.0.2.256"),
        ("[network]\nlisten_address = \"here:1\"", 2, .invalidValue, "ADDRESS:PORT"),
        ("[network]\nlisten_address = \"127.0.0.1:99999\"", 2, .invalidValue, "127.0.0.1:99999"),
        ("[network]\nbanned_subnets = [\"192.0.2.0/33\"]", 2, .invalidValue, "192.0.2.0/33"),
        ("[node]\nnetwork = \"maintest\"", 2, .invalidValue, "\"testnet\""),
        ("[node]\nbuild_number = -1", 2, .invalidValue, "0 to"),
        ("[network]\nmax_inbound_peers = 251", 2, .invalidValue, "0 to 250"),
        ("[sync]\npacing = \"fast\"", 2, .invalidValue, "no such pacing"),
        ("[sync]\nmax_blocks_per_minute = 0", 2, .invalidValue, "1 to 1200"),
        ("[whitelist]\napprove = \"perhaps\"", 2, .invalidValue, "automatic, manual"),
        ("[whitelist]\nannounced = \"free\"", 2, .invalidValue, "paid, all, none"),
        ("[discovery]\nurls = [\"ftp://192.0.2.1\"]", 2, .invalidValue, "https://"),
        ("[discovery]\nquorum = 2", 2, .conflict, "name more"),
        ("[discovery]\nquorum = 0", 2, .invalidValue, "1 to 16"),
        ("[logging]\nlevel = \"loud\"", 2, .invalidValue, "trace, debug"),
        ("[storage]\ndata_dir = \"data\"", 2, .invalidValue, "absolute"),
        ("[node]\nnetwork = \"testnet\"\nnetwork = \"mainnet\"", 3, .syntax, "redefine"),
        ("[node]\nnetwork = ", 2, .syntax, "not TOML"),
        (
            "[network]\nwhitelisted_peers = [\"192.0.2.9\"]\nbanned_subnets = [\"192.0.2.0/24\"]", 2, .conflict,
            "192.0.2.9 is banned on line 3"
        ),
    ])
    func aMistakeIsNamedWithItsLine(
        text: String, line: Int, code: ConfigurationError.Code, mention: String
    ) throws {
        let error = try #require(FakeFiles.error("/etc/timed.toml", text))
        #expect(error.code == code, "\(error)")
        #expect(error.place?.file == "/etc/timed.toml")
        #expect(error.place?.line == line, "\(error)")
        #expect(error.description.contains(mention), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    @Test(arguments: [
        ("[network]\nnote = \"\"\"\nlisten = 1\n\"\"\"\nlisten = 1", 5),
        ("\"network\".listen = 1", 1),
        ("network = {\n  listen = 1 }", 1),
        ("[ network ]\n'listen' = 1 # x = 2", 2),
    ])
    func keysAreFoundInEveryNotation(text: String, line: Int) throws {
        let text = text.replacing("note = \"\"\"", with: "listen_address = \"\"\"")
        let error = try #require(FakeFiles.error("/c.toml", text))
        #expect(error.place?.line == line, "\(error)")
    }

    /// One half alone would mean another password, or answers in clear text.
    @Test(arguments: [
        ("user = \"alice\"", "rpc.user"), ("password = \"secret\"", "rpc.password"),
        ("tls_certificate = \"/etc/rpc.pem\"", "rpc.tls_certificate"), ("tls_key = \"/etc/rpc.key\"", "rpc.tls_key"),
        ("tls_certificate = \"/etc/rpc.pem\"\ntls_key = \"\"", "rpc.tls_certificate"),
    ])
    func halfOfAPairIsAnError(line: String, key: String) throws {
        let error = try #require(FakeFiles.error("/c.toml", "[rpc]\n\(line)"))
        #expect(error.code == .conflict)
        #expect(error.place == ConfigurationPlace(file: "/c.toml", line: 2, key: key))
    }
}
