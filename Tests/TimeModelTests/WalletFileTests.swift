import TestSupport
import Testing
import TimeModel

struct WalletFileTests {
    static let file = "wallet.file (nonce 000102..0b)"
    static let plaintext = "wallet.plaintext.bincode"

    static func bytes(_ name: String) throws -> [UInt8] { Hex.decode(try GoldenValue.text(name)) ?? [] }

    @Test func `opens the golden file`() throws {
        let file = try WalletFile(bincode: Self.bytes(Self.file))
        #expect(file.bincodeEncoded() == (try Self.bytes(Self.file)))
        let contents = try file.open(password: "pass")
        #expect(contents.bincodeEncoded() == (try Self.bytes(Self.plaintext)))
        #expect(contents.secretKey.description == (try GoldenValue.text("seed1")))
        #expect(contents.publicKey.description == (try GoldenValue.text("pub1")))
        #expect(contents.address == (try GoldenValue.text("addr.pub1.mainnet")))
        #expect(contents.network == .mainnet)
        #expect(contents.label == "Default Wallet")
        #expect(!"\(contents)\(String(reflecting: contents))".contains("01010101"))
    }

    @Test func `writes the golden file`() throws {
        let contents = try WalletContents(bincode: Self.bytes(Self.plaintext))
        let file = try WalletFile(sealing: contents, password: "pass", salt: Array(0..<16), nonce: Array(0..<12))
        #expect(file.bincodeEncoded() == (try Self.bytes(Self.file)))
    }

    @Test func `refuses what it can't open`() throws {
        let golden = try WalletFile(bincode: Self.bytes(Self.file))
        #expect(throws: WalletFileError.wrongPassword) { try golden.open(password: "Pass") }
        var file = golden
        file.ciphertext[0] ^= 1
        #expect(throws: WalletFileError.wrongPassword) { try file.open(password: "pass") }
        file = golden
        file.version = 2
        #expect(throws: WalletFileError.unknownVersion) { try file.open(password: "pass") }
        for change in [
            { $0.salt = "AA" }, { $0.salt = "not base 64 at all, no" }, { $0.nonce = [] }, { $0.ciphertext = [1] },
        ] as [(inout WalletFile) -> Void] {
            file = golden
            change(&file)
            #expect(throws: WalletFileError.malformed) { try file.open(password: "pass") }
        }
    }

    @Test func `seals nothing without a whole salt and nonce`() throws {
        let contents = try WalletContents(bincode: Self.bytes(Self.plaintext))
        #expect(throws: WalletFileError.malformed) {
            try WalletFile(sealing: contents, password: "", salt: [1], nonce: Array(0..<12))
        }
        #expect(throws: WalletFileError.malformed) {
            try WalletFile(sealing: contents, password: "", salt: Array(0..<16), nonce: [])
        }
    }
}
