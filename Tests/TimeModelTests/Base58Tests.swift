import TestSupport
import Testing
import TimeModel

struct Base58Tests {
    struct Case: Decodable, Sendable {
        let text: String
        let hex: HexBytes?
        let decodedAgain: HexBytes?
        let checksum: HexBytes?
    }

    @Test(arguments: try Fixture.decode("ids.json", section: "base58", as: [Case].self))
    func `converts as the network does, but for letters beyond ASCII`(_ golden: Case) throws {
        guard let bytes = golden.hex?.bytes, let checksum = golden.checksum?.bytes else {
            #expect(Base58.decode(golden.text.utf8) == nil, "\(golden.text)")
            return
        }
        #expect(Base58.encode(bytes) == golden.text)
        #expect(Base58.decode(golden.text.utf8) == golden.decodedAgain?.bytes)
        #expect(Base58.checksum(bytes) == checksum)
    }
}
