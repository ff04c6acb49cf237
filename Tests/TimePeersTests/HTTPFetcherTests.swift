import Foundation
import Testing
import TimePeers
import WebSupport

/// Against a real server, with real TLS.
struct HTTPFetcherTests {
    private func fetcher(
        authorities: String? = nil, allowsFiles: Bool = false, patience: Duration? = nil
    ) -> HTTPFetcher {
        HTTPFetcher(version: "1.2.3", authorities: authorities, allowsFiles: allowsFiles, patience: patience)
    }

    private func code(_ fetcher: HTTPFetcher, _ url: String) async -> FetchError.Code? {
        do {
            _ = try await fetcher.fetch(url)
            return nil
        } catch {
            return error.code
        }
    }

    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("authority-\(UUID().uuidString)").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func aDocumentComesWithItsValidatorsAndIsNotFetchedTwice() async throws {
        let server = try await WebServer { request in
            request.headers["if-none-match"] == "\"v1\""
                ? WebServer.Reply(304) : .list(["192.0.2.1"], headers: ["ETag: \"v1\"", "Last-Modified: yesterday"])
        }
        let first = try await fetcher().fetch(server.url)
        #expect(first.body == Array(#"["192.0.2.1"]"#.utf8))
        #expect(first.validators == .init(etag: "\"v1\"", lastModified: "yesterday"))
        #expect(try await fetcher().fetch(server.url, first.validators).body == nil)
        #expect(server.requests.map { $0.headers["user-agent"] } == ["TimeKit/1.2.3", "TimeKit/1.2.3"])
        #expect(server.requests.last?.headers["if-modified-since"] == "yesterday")
        await server.close()
    }

    @Test func nobodyAtTheAddressIsUnreachable() async throws {
        let server = try await WebServer { _ in .init() }
        await server.close()
        #expect(await code(fetcher(), server.url) == .unreachable)
    }

    @Test func aNameWithoutAddressIsUnresolved() async {
        #expect(await code(fetcher(), "http://no-such-host.invalid/") == .unresolved)
    }

    @Test(arguments: [403, 404, 500, 503, 204])
    func anotherStatusIsAnError(status: Int) async throws {
        let server = try await WebServer { _ in .init(status, "[]") }
        let code = await code(fetcher(), server.url)
        #expect(code == .status(status))
        await server.close()
    }

    @Test func redirectsAreFollowedThreeTimes() async throws {
        let server = try await WebServer { request in
            let step = Int(request.path.dropFirst()) ?? 0
            return step == 0 ? .init(200, "there") : .init(302, headers: ["Location: /\(step - 1)"])
        }
        #expect(try await fetcher().fetch(server.url + "/3").body == Array("there".utf8))
        #expect(await code(fetcher(), server.url + "/4") == .tooManyRedirects)
        await server.close()
    }

    @Test func aRedirectToAFileIsNotFollowed() async throws {
        let server = try await WebServer { _ in .init(302, headers: ["Location: file:///etc/hostname"]) }
        #expect(await code(fetcher(allowsFiles: true), server.url) == .unsupported)
        await server.close()
    }

    @Test func tooLargeABodyIsCutOff() async throws {
        let large = String(repeating: "x", count: 10 << 20)
        let honest = try await WebServer { _ in .init(200, large) }
        #expect(await code(fetcher(), honest.url) == .tooLarge)
        await honest.close()
    }

    @Test func aBodyWithoutALengthIsCutOffAtTheLimit() async throws {
        let server = try await WebServer { _ in
            .init(200, String(repeating: "x", count: 2 << 20), headers: ["Transfer-Encoding: identity"])
        }
        #expect(await code(fetcher(), server.url) == .tooLarge)
        await server.close()
    }

    @Test(.timeLimit(.minutes(1))) func aBodyThatDripsEndsWithTheTime() async throws {
        // Would last for an hour and a half.
        let server = try await WebServer { _ in .init(200, String(repeating: "1", count: 5_400), drip: .seconds(1)) }
        #expect(await code(fetcher(patience: .milliseconds(300)), server.url) == .timedOut)
        await server.close()
    }

    @Test func aBodyThatIsCutShortIsBroken() async throws {
        let server = try await WebServer { _ in .init(200, "[", isCutShort: true) }
        #expect(await code(fetcher(), server.url) == .broken)
        await server.close()
    }

    @Test func cancellingEndsTheFetch() async throws {
        let server = try await WebServer { _ in
            .init(200, String(repeating: "x", count: 1_000), drip: .milliseconds(50))
        }
        let task = Task { await code(fetcher(), server.url) }
        while server.requests.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == .cancelled)
        await server.close()
    }

    @Test func aTrustedCertificateIsTaken() async throws {
        let authority = try TestAuthority()
        let server = try await WebServer(tls: authority.context(for: "127.0.0.1")) { _ in .init(200, "safe") }
        let trusted = try file(authority.pem)
        #expect(try await fetcher(authorities: trusted).fetch(server.url).body == Array("safe".utf8))
        #expect(await code(fetcher(), server.url) == .tls)
        #expect(await code(fetcher(authorities: "/nonexistent"), server.url) == .tls)
        await server.close()
    }

    @Test func aCertificateOfAnotherNameIsRefused() async throws {
        let authority = try TestAuthority()
        let server = try await WebServer(tls: authority.context(for: "other.example")) { _ in .init(200, "safe") }
        #expect(await code(fetcher(authorities: try file(authority.pem)), server.url) == .tls)
        await server.close()
    }

    @Test func plaintextOnATLSPortIsRefused() async throws {
        let server = try await WebServer { _ in .init(200, "[]") }
        #expect(await code(fetcher(), server.url.replacing("http:", with: "https:")) == .tls)
        await server.close()
    }

    @Test func aSafeServerCannotSendUsToAnUnsafeOne() async throws {
        let authority = try TestAuthority()
        let plain = try await WebServer { _ in .init(200, "[]") }
        let url = plain.url
        let server = try await WebServer(tls: authority.context(for: "127.0.0.1")) { _ in
            .init(301, headers: ["Location: \(url)"])
        }
        #expect(await code(fetcher(authorities: try file(authority.pem)), server.url) == .insecureRedirect)
        #expect(plain.requests.isEmpty)
        await server.close()
        await plain.close()
    }

    @Test(arguments: ["ftp://127.0.0.1/x", "not a url", "", "file:///etc/hostname", "gopher://127.0.0.1/"])
    func otherThanTheWebIsRefused(url: String) async {
        let code = await code(fetcher(), url)
        #expect(code == .unsupported || code == .unresolved || code == .broken, "\(String(describing: code))")
    }

    @Test func aFileIsReadWhereItIsAllowed() async throws {
        let path = try file("[]")
        #expect(try await fetcher(allowsFiles: true).fetch("file://" + path).body == Array("[]".utf8))
        #expect(await code(fetcher(allowsFiles: true), "file:///nonexistent/list") == .unreadableFile)
    }
}
