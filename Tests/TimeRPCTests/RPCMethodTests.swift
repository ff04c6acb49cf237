import Foundation
import Testing
import TimeControl
import TimeRPC

/// timed(8) lists the methods that there are.
@Suite struct RPCMethodTests {
    @Test func everyMethodIsInTheManual() throws {
        let manual = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("man/timed.8"), encoding: .utf8)
        let section = try #require(
            manual.split(separator: ".Sh ", omittingEmptySubsequences: true).first { $0.hasPrefix("RPC\n") })
        let documented = section.matches(of: #/\.It Li (.+)\n(.+)(\nNeeds the password\.)?/#)
            .map { [String($0.1), String($0.2), $0.3 == nil ? "" : "password"] }
        let offered = RPCMethod.Topic.allCases.flatMap { topic in RPCMethod.all.filter { $0.topic == topic } }
            .map { [$0.usage, $0.summary, $0.access == .operating ? "password" : ""] }
        #expect(documented == offered)
    }

    @Test func namesAreUniqueAndHelpHasThemAll() {
        #expect(Set(RPCMethod.all.map(\.name)).count == RPCMethod.all.count)
        for method in RPCMethod.all { #expect(HelpText.all.contains(method.usage)) }
        #expect(RPCMethod.named("get-blockchain-info")?.name == "getblockchaininfo")
    }
}

@Suite struct JSONValueTests {
    @Test(arguments: [
        "null", "true", "7", "-7", "18446744073709551615", "1.5", "1000.0", #""a\"b\\c""#, "[]", "[1,[2,{}]]",
        #"{"a":1,"b":[null]}"#, #""\u000a""#,
    ])
    func whatIsReadIsWritten(text: String) throws {
        #expect("\(try JSONValue(parsing: Array(text.utf8)))" == text)
    }

    @Test func fractionsKeepTheirPoint() {
        #expect("\(JSONValue.number(1000))" == "1000.0")
        #expect("\(JSONValue.number(.infinity))" == "null")
        #expect("\(JSONValue(UInt64.max))" == "18446744073709551615")
    }

    @Test func depthAndNumberOfValuesAreLimited() {
        let deep = Array((String(repeating: "[", count: 17) + String(repeating: "]", count: 17)).utf8)
        #expect(throws: (any Error).self) { try JSONValue(parsing: deep) }
        #expect(throws: (any Error).self) { try JSONValue(parsing: Array("[1,1,1]".utf8), maximumValues: 3) }
        #expect(throws: Never.self) { try JSONValue(parsing: Array("[1,1,1]".utf8), maximumValues: 4) }
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("10", 10), ("-12.50", -12.5), ("0.1", 0.1), ("1e5", 100_000), ("1E+05", 100_000),
        ("-3.2e-10", -3.2e-10), ("12345678901234567890.5", 12_345_678_901_234_567_890.5),
    ])
    func numbersAreRead(text: String, value: Double) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)).number == value)
    }

    @Test(arguments: [
        "", "-", "+1", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "1e5.0", "1-2", "1.2.3", "0x1", "--1",
    ])
    func whatIsNoNumberIsRefused(text: String) {
        #expect(throws: (any Error).self) { try JSONValue(parsing: Array(text.utf8)) }
    }
}
