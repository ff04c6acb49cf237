import ArgumentParser
import Testing
import TimeCommandLine
import TimeModel

/// Addresses and times on the command line.
@Suite struct PeerArgumentTests {
    static func complaint(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let error as ValidationError {
            return error.message
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        ("seed.example.org", "peers are named by address, not by host name"), ("", "an address is missing"),
        ("localhost", "peers are named by address, not by host name"),
        ("1.2.3", "not an IPv4 or IPv6 address"), ("1.2.3.256", "not an IPv4 or IPv6 address"),
        ("::g", "not an IPv4 or IPv6 address"), ("fe80::1%eth0", "not an IPv4 or IPv6 address"),
        ("1.2.3.4/33", "a range ends in a length, from /0 to /32"),
        ("1.2.3.4/", "a range ends in a length, from /0 to /32"),
        ("1.2.3.4/-1", "a range ends in a length, from /0 to /32"),
        ("::/129", "a range ends in a length, from /0 to /128"),
        ("1.2.3.4:24000", "give the address without brackets and port: a peer is its address"),
        ("[::1]", "give the address without brackets and port: a peer is its address"),
        (" 1.2.3.4", "not an IPv4 or IPv6 address"),
    ])
    func aWrongAddressIsToldWhatIsWrong(text: String, complaint: String) {
        #expect(Self.complaint { _ = try AddressArgument.prefix(text) } == complaint)
    }

    @Test func aRangeIsNoAddress() throws {
        #expect(try AddressArgument.prefix("198.51.100.7/24").description == "198.51.100.0/24")
        #expect(try AddressArgument.address("198.51.100.7/32").description == "198.51.100.7")
        #expect(Self.complaint { _ = try AddressArgument.address("198.51.100.0/24") } != nil)
    }

    @Test(arguments: [("45s", 45), ("90m", 5400), ("12h", 43_200), ("30d", 2_592_000), ("0s", 0), ("-5m", -300)])
    func aLengthOfTimeIsANumberAndAUnit(text: String, seconds: Int64) throws {
        #expect(try TimeSpan(text).seconds == seconds)
    }

    @Test(arguments: ["", "d", "12", "1w", "1.5h", "1 h", "٣d", "--5m", "99999999999999999999d", "400000d", "1h30m"])
    func whatIsNoLengthOfTimeIsRefused(text: String) {
        #expect(Self.complaint { _ = try TimeSpan(text) } != nil)
    }

    @Test(arguments: ["0s", "-5m"])
    func anEndThatIsOverIsRefused(text: String) {
        #expect(Self.complaint { _ = try TimeSpan.lasting(text) }?.contains("over already") ?? false)
    }

    @Test func aPointInThePastIsATimeOrALengthBeforeNow() throws {
        let now = UnixTime(1_000_000_000)
        #expect(try PastTime("7d").time(at: now) == now.advanced(bySeconds: -7 * 86_400))
        #expect(try PastTime("2001-09-09T01:46:40Z").time(at: now) == now)
        #expect(try PastTime("2001-09-09").time(at: now) == now.advanced(bySeconds: -6400))
        for text in ["yesterday", "2001-13-01", "2001-09-09T01:46:40", "-7d"] {
            #expect(Self.complaint { _ = try PastTime(text) } != nil, "\(text)")
        }
    }

    @Test func theActorIsTheOneWhoCalled() {
        #expect(AuditActor.name(program: "x", environment: ["SUDO_USER": "alice"]) == "x:alice")
        let own = AuditActor.name(program: "x", environment: [:])
        #expect(own.hasPrefix("x:") && own.count > 2)
        for name in ["", "a b", "a\nb", "a:b", String(repeating: "a", count: 33), "\u{1B}[2J"] {
            #expect(AuditActor.name(program: "x", environment: ["SUDO_USER": name]) == own)
        }
    }
}
