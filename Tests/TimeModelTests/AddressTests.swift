import TestSupport
import Testing
import TimeModel

struct AddressTests {
    struct KeyCase: Decodable, Sendable {
        let address: String
        let network: String
        let payload: HexBytes
        let publicKey: HexBytes
    }

    struct ParseCase: Decodable, Sendable, CustomTestStringConvertible {
        let what: String
        let text: String
        let ok: Bool
        let error: String?
        let network: String?
        let payload: HexBytes?
        let writtenAgain: String?

        var testDescription: String { what }
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "addresses", as: [KeyCase].self))
    func `derives the recorded address of a key`(_ golden: KeyCase) throws {
        let network = try #require(NetworkParameters.Network(rawValue: golden.network))
        let parsed = try Address(parsing: golden.address)
        #expect(parsed.description == golden.address)
        #expect(parsed.network == network)
        #expect(parsed.payload == golden.payload.bytes)
        #expect(parsed.scriptPubkey == Array(golden.address.utf8))
        // Two of the recorded keys aren't 32 bytes, which no key here can be.
        guard let key = Hash256(golden.publicKey.bytes) else { return }
        #expect(Address(publicKey: key, network: network) == parsed)
        #expect(Address.isAddress(golden.address.utf8, of: key))
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "address_parse", as: [ParseCase].self))
    func `takes and refuses texts as the network does, but for letters beyond ASCII`(_ golden: ParseCase) throws {
        guard golden.ok, golden.text.utf8.allSatisfy({ $0 < 128 }) else {
            let error = #expect(throws: AddressError.self) { try Address(parsing: golden.text) }
            if let reason = golden.error { #expect(error?.code == Self.codes[reason]) }
            return
        }
        let address = try Address(parsing: golden.text)
        #expect(address.network.rawValue == golden.network)
        #expect(address.payload == golden.payload?.bytes)
        #expect(address.description == golden.writtenAgain)
    }

    private static let codes: [String: AddressError.Code] = [
        "Invalid address length": .length, "Invalid address prefix (expected TIME)": .prefix,
        "Invalid network digit (expected 0 or 1)": .networkDigit, "Invalid base58 character": .character,
        "Invalid payload": .payload, "Invalid checksum": .checksum,
    ]

    @Test(arguments: ["pub1", "pub2"], [NetworkParameters.Network.mainnet, .testnet])
    func `derives the golden addresses`(_ name: String, _ network: NetworkParameters.Network) throws {
        let key = try #require(Hash256(hex: try GoldenValue.text(name)))
        let expected = try GoldenValue.text("addr.\(name).\(network.rawValue)")
        #expect(Address(publicKey: key, network: network).description == expected)
    }

    @Test func `keeps leading zeros of the payload`() throws {
        let key = try #require(Hash256(hex: try GoldenValue.text("addr.leadingzero.pub")))
        let expected = try GoldenValue.text("addr.leadingzero.mainnet")
        #expect(Address(publicKey: key, network: .mainnet).description == expected)
    }

    @Test func `compares addresses byte by byte`() throws {
        let key = try #require(Hash256(hex: try GoldenValue.text("pub1")))
        let address = Address(publicKey: key, network: .mainnet).description
        let lookalike = address.replacing("K", with: "\u{212A}")
        #expect(lookalike == address, "the Kelvin sign equals K for Swift")
        #expect(Address.isAddress(address.utf8, of: key))
        #expect(Address.isAddress(lookalike.utf8, of: key) == false)
    }
}
