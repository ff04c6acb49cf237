import Testing
import TimeConfiguration

@Suite struct MasternodeConfTests {
    private static let id = String(repeating: "ab", count: 32)

    private func files(_ text: String, beside name: String = "/etc/time.conf") -> (FakeFiles, ConfigurationOverrides) {
        (FakeFiles(files: [name: "", "/etc/masternode.conf": text]), ConfigurationOverrides(file: name))
    }

    @Test(
        arguments: [
            "mn1 \(id) 0", "mn1 192.0.2.1:24000 \(id) 1", "mn1 192.0.2.1:24000 KEY \(id) 1",
            "mn1\t192.0.2.1:24000 KEY CERT \(id)  4294967295",
        ],
        ["/etc/time.conf", "/etc/config.toml"])
    func itsFirstEntryHasNoEffectButANotice(entry: String, name: String) throws {
        let (files, overrides) = files("# mine\n\n\(entry)\nmn2 none none\n", beside: name)
        let notices = try files.load(overrides).notices
        #expect(
            notices.map(\.description) == [
                "/etc/masternode.conf:3: has no effect: this node observes and is no masternode"
            ])
    }

    @Test func anEntryOfAnotherFormIsSkipped() throws {
        let (files, overrides) = files("mn1 \(Self.id)\nmn1 a b c d e f\n")
        #expect(try files.load(overrides).notices.map(\.place?.line) == [1, 2])
    }

    @Test(arguments: [
        ("mn1 \(id) zero", "not an output's number: \"zero\""), ("mn1 \(id) -1", "not an output's number: \"-1\""),
        ("mn1 \(id) 4294967296", "not an output's number: \"4294967296\""),
        ("mn1 abcd 0", "not a transaction's identifier: \"abcd\""),
    ])
    func aMistakeInItsFirstEntryIsAnError(entry: String, problem: String) {
        let (files, overrides) = files("\n\(entry)\n")
        #expect {
            try files.load(overrides)
        } throws: { error in
            let error = error as? ConfigurationError
            return error?.problem == problem && error?.place?.file == "/etc/masternode.conf" && error?.place?.line == 2
        }
    }
}
