import Foundation
import Testing
import TimeConfiguration
import TimeControl
import TimeModel
import TimeRPC

@Suite struct RPCAccessTests {
    private static let pair = RPCCredentials(user: "alice", password: "secret")

    private func access(allowing: [String] = []) -> RPCAccess {
        // HMAC-SHA-256 of "hunter2" with the key "pepper".
        let hash = Hex.decode("e075c939d4acb1f39c7839b235d928a7bff10dbef921146af19ca9832808bbfc") ?? []
        return RPCAccess(
            RPCSettings(
                listen: PeerEndpoint(address: .anyIPv4, port: 24_101),
                hashedPasswords: [.init(user: "bob", salt: "pepper", hash: hash)],
                allowed: allowing.compactMap { AddressPrefix($0) }),
            pair: Self.pair)
    }

    private func grade(
        _ remote: String, _ pair: String? = nil, isFromPage: Bool = false, allowing: [String] = []
    ) -> RPCAccess.Grade? {
        PeerAddress(remote)
            .map { address in
                let access = access(allowing: allowing)
                let hasPassword = pair.map { access.accepts("Basic " + Data($0.utf8).base64EncodedString()) }
                return access.grade(of: address, hasPassword: hasPassword ?? false, isFromPage: isFromPage)
            }
    }

    @Test func thisMachineReadsAndThePasswordOperates() {
        #expect(grade("127.0.0.1") == .reader)
        #expect(grade("::1") == .reader)
        #expect(grade("127.0.0.1", "alice:wrong") == .reader)
        #expect(grade("127.0.0.1", "alice:secret") == .operator)
    }

    @Test(arguments: ["Basic", "basic", "BASIC"])
    func theSchemesCaseDoesNotMatter(scheme: String) {
        #expect(access().accepts(scheme + " " + Data("alice:secret".utf8).base64EncodedString()))
    }

    @Test func aHashedPasswordOperates() {
        #expect(grade("127.0.0.1", "bob:hunter2") == .operator)
        #expect(grade("127.0.0.1", "bob:hunter3") == .reader)
        #expect(grade("127.0.0.1", "alice:hunter2") == .reader)
    }

    @Test func othersAreAnsweredIfTheyAreNamedAndHaveThePassword() {
        #expect(grade("192.0.2.7", "alice:secret") == RPCAccess.Grade.none)
        #expect(grade("192.0.2.7", allowing: ["192.0.2.0/24"]) == .stranger)
        #expect(grade("192.0.2.7", "alice:secret", allowing: ["192.0.2.0/24"]) == .operator)
        #expect(grade("198.51.100.7", "alice:secret", allowing: ["192.0.2.0/24"]) == RPCAccess.Grade.none)
    }

    @Test func aWebPageNeedsThePassword() {
        #expect(grade("127.0.0.1", isFromPage: true) == .stranger)
        #expect(grade("127.0.0.1", "alice:secret", isFromPage: true) == .operator)
    }

    @Test(
        arguments: [
            (nil, true), ("", true), ("localhost", true), ("localhost:24101", true), ("node.localhost:1", true),
            ("127.0.0.1:24101", true), ("127.0.17.3", true), ("[::1]:24101", true), ("::1", true),
            ("mynode:24101", true),
            ("example.com", false), ("example.com:24101", false), ("127.0.0.1.example.com:24101", false),
            ("192.0.2.7:24101", true), ("localhost.example.com", false),
        ] as [(String?, Bool)])
    func aNameWithDotsIsAWebPages(host: String?, isOurs: Bool) {
        #expect(RPCAccess.isNameOfThisMachine(host) == isOurs)
    }

    @Test(arguments: ["", "Basic", "Basic !", "Bearer abc", "Basic YWxpY2U="])
    func whatIsNoPasswordIsNone(authorization: String) {
        #expect(!access().accepts(authorization))
    }
}
