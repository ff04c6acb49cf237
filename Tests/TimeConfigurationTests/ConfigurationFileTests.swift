import Testing
import TimeConfiguration
import TimeModel

@Suite struct ConfigurationFileTests {
    static let base = "/home/op/.timecoin"

    @Test(
        arguments: [
            (["/time.conf", "/config.toml", "/testnet/time.conf"], nil, "/time.conf"),
            (["/config.toml", "/testnet/time.conf"], nil, "/config.toml"),
            (["/testnet/time.conf", "/testnet/config.toml"], nil, "/testnet/time.conf"),
            (["/testnet/config.toml"], nil, "/testnet/config.toml"),
            (["/time.conf", "/testnet/config.toml"], NetworkParameters.Network.testnet, "/testnet/config.toml"),
            (["/testnet/config.toml"], .mainnet, nil),
            ([], nil, nil),
        ] as [([String], NetworkParameters.Network?, String?)])
    func theFirstFileOfTheSearchOrderCounts(
        existing: [String], network: NetworkParameters.Network?, expected: String?
    ) throws {
        var files = FakeFiles()
        for name in existing { files.files[Self.base + name] = "" }
        #expect(try files.load(.init(network: network)).file == expected.map { Self.base + $0 })
    }

    @Test func aDataDirectoryIsSearchedFirst() throws {
        let files = FakeFiles(files: ["/d/config.toml": "", Self.base + "/time.conf": ""])
        #expect(try files.load(.init(dataDirectory: "/d")).file == "/d/config.toml")
    }

    @Test func withoutAFileTheNetworkIsMainnetUnlessGiven() throws {
        #expect(try FakeFiles().load().network == .mainnet)
        #expect(try FakeFiles().load().dataDirectory == Self.base)
        #expect(try FakeFiles().load(.init(network: .testnet)).dataDirectory == Self.base + "/testnet")
    }

    @Test func aNamedFileMustExist() {
        #expect(throws: ConfigurationError.self) { try FakeFiles().load(.init(file: "/none.toml")) }
    }

    @Test func withoutAHomeADataDirectoryIsEnough() throws {
        let files = FakeFiles(variables: [:])
        #expect(throws: ConfigurationError.self) { try files.load() }
        #expect(try files.load(.init(dataDirectory: "/d")).dataDirectory == "/d")
    }

    @Test func theEnvironmentCanDisableTheWhitelistExtension() throws {
        var files = FakeFiles()
        #expect(try !files.load().isWhitelistExtensionDisabled)
        files.variables["DISABLE_WHITELIST_EXTENSION"] = "1"
        #expect(try files.load().isWhitelistExtensionDisabled)
    }

    @Test func filesOfTheSystemAreRead() throws {
        let environment = OperatorEnvironment(variables: ["HOME": "/nonexistent"])
        #expect(try NodeConfiguration(.init(file: "/dev/null"), environment: environment).network == .mainnet)
        #expect(throws: ConfigurationError.self) {
            try NodeConfiguration(.init(file: "/"), environment: environment)
        }
        #expect(throws: ConfigurationError.self) {
            try NodeConfiguration(.init(file: "/dev/zero"), environment: environment)
        }
    }

    @Test func textThatIsNotUTF8IsNamedByLine() throws {
        let environment = OperatorEnvironment(variables: ["HOME": "/h"]) { _ in [0x23, 0x0A, 0xFF, 0x0A] }
        do {
            _ = try NodeConfiguration(.init(file: "/c.toml"), environment: environment)
            Issue.record("accepted")
        } catch {
            #expect(error.place?.line == 2)
        }
    }

    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.255", true), ("192.0.2.0/24", "192.0.3.0", false), ("0.0.0.0/0", "8.8.8.8", true),
        ("192.0.2.128/25", "192.0.2.127", false), ("2001:db8::/32", "2001:db8:1::1", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("192.0.2.1", "192.0.2.1", true),
    ])
    func prefixesContainTheirAddresses(prefix: String, address: String, isInside: Bool) throws {
        let address = try #require(PeerAddress(address))
        #expect(try #require(AddressPrefix(prefix)).contains(address) == isInside)
    }
}
