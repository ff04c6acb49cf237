import Testing
import TimeConfiguration
import TimeModel

@Suite struct TimeConfTests {
    static let upstreamKeys = [
        "testnet", "mainnet", "port", "listen", "externalip", "maxconnections", "server", "rpcport", "rpcbind",
        "rpcallowip", "rpcuser", "rpcpassword", "rpcauth", "rpctls", "rpctlscert", "rpctlskey", "wstls", "wstlscert",
        "wstlskey", "tls", "masternode", "masternodeprivkey", "reward_address", "addnode", "ban", "bansubnet",
        "whitelistonly", "debug", "datadir", "txindex",
    ]

    @Test(arguments: upstreamKeys)
    func everyKeyOfUpstreamIsKnown(key: String) throws {
        let values = [
            "port": "24000", "addnode": "192.0.2.1", "ban": "192.0.2.2", "bansubnet": "192.0.2.0/24",
            "debug": "info", "datadir": "/srv", "rpcbind": "127.0.0.1", "rpcallowip": "192.0.2.0/24",
            "rpcauth": "alice:0a$" + String(repeating: "0a", count: 32),
        ]
        let loaded = try FakeFiles.load("/time.conf", "\(key)=\(values[key] ?? "1")")
        #expect(!loaded.notices.contains { $0.text.contains("unknown key") })
    }

    @Test func theKeysThatCountAreHeeded() throws {
        let text = """
            # a comment
            TestNet = 1
            port=24199
            port = 24198
            addnode=192.0.2.1
            addnode=192.0.2.2:24111
            addnode=seed1.time-coin.io
            ban=198.51.100.7
            bansubnet=203.0.113.0/24
            debug=debug,sled=off
            datadir=/srv/time
            rpcuser=alice
            whitelist=1
            [main]
            """
        let loaded = try FakeFiles.load("/time.conf", text)
        #expect(loaded.network == .testnet)
        #expect(loaded.listenEndpoint == endpoint("0.0.0.0:24198"))
        #expect(loaded.whitelistedPeers == [endpoint("192.0.2.1:24100"), endpoint("192.0.2.2:24111")])
        #expect(loaded.bannedPrefixes.count == 2)
        #expect(loaded.logLevel == .debug)
        #expect(loaded.dataDirectory == "/srv/time")
        #expect(loaded.notices.map(\.place?.line) == [13, 14, 10, 12])
        #expect(loaded.invalidWhitelistedPeers.map(\.description) == ["Invalid address in addnode: seed1.time-coin.io"])
    }

    @Test(arguments: [
        ("/x/time.conf", "", NetworkParameters.Network.mainnet),
        ("/x/testnet/time.conf", "", .testnet),
        ("/x/time.conf", "testnet=1", .testnet),
        ("/x/testnet/time.conf", "testnet=0", .mainnet),
        ("/x/testnet/time.conf", "mainnet=1", .mainnet),
        ("/x/time.conf", "testnet=1\nmainnet=1", .testnet),
        ("/x/time.conf", "testnet=0\ntestnet=1", .testnet),
    ])
    func theNetworkIsFoundAsUpstreamDoes(
        file: String, text: String, network: NetworkParameters.Network
    ) throws {
        #expect(try FakeFiles.load(file, text).network == network)
    }

    @Test func whatIsWrongWithAccessToRPCIsSkippedWithANotice() throws {
        let hash = String(repeating: "0a", count: 32)
        let loaded = try FakeFiles.load(
            "/time.conf",
            """
            rpcallowip=192.168.0.0/255.255.0.0
            rpcallowip=10.1.2.3
            rpcallowip=localhost
            rpcallowip=192.168.0.0/255.0.255.0
            rpcallowip=2001:db8::/255.255.0.0
            rpcauth=alice:0a$\(hash)
            rpcauth=alice
            rpcuser=bob
            rpctlscert=/etc/rpc.pem
            """)
        #expect(
            loaded.rpc?.allowed
                == ["192.168.0.0/16", "10.1.2.3", "127.0.0.1"].compactMap { AddressPrefix($0) })
        #expect(loaded.rpc?.hashedPasswords.count == 1)
        #expect(loaded.rpc?.user == nil)
        #expect(loaded.rpc?.tls == nil)
        #expect(loaded.notices.compactMap(\.place?.line).sorted() == [4, 5, 7, 8, 9])
        #expect(loaded.notices.allSatisfy { $0.text.hasPrefix("has no effect") })
    }

    @Test func listenOffMeansNoListener() throws {
        #expect(try FakeFiles.load("/time.conf", "listen=0").listenEndpoint == nil)
    }

    @Test(arguments: [
        ("port=24000 # x", 1), ("\n\nport=0", 3), ("ban=somebody", 1),
        ("bansubnet=192.0.2.0", 1), ("debug=loud", 1), ("datadir=relative", 1),
    ])
    func aBadValueIsNamedWithItsLine(text: String, line: Int) throws {
        let error = try #require(FakeFiles.error("/time.conf", text))
        #expect(error.code == .invalidValue)
        #expect(error.place?.line == line)
    }
}
