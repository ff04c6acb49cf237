import Foundation
import Testing
import TimeControl

/// A `timed` that answers RPC on an address of its own, for as long as the object lives.
final class RPCDaemon: Sendable {
    let scratch: Scratch
    let program: Program
    let address: String
    let port: UInt16 = 24_101

    init(
        _ address: String, chain: String? = RecordedChain.path, configuration: String = "", extra: [String] = []
    ) async throws {
        self.address = address
        scratch = try Scratch()
        if let chain {
            let importer = try Program([
                "import-blocks", "--network", "testnet", "--datadir", scratch.path("data"), chain,
            ])
            try #require(await importer.waitForExit() == 0, "\(importer.lines.suffix(5))")
        }
        let file = scratch.path("config.toml")
        try "[node]\nnetwork = \"testnet\"\n\(configuration)\n".write(toFile: file, atomically: true, encoding: .utf8)
        program = try Program(
            ["run", "--conf", file, "--datadir", scratch.path("data"), "--listen", address, "--rpc", address] + extra,
            answersRPC: true)
        try #require(await program.waitForLine(" listening "), "\(program.lines.suffix(5))")
    }

    var cookie: String? {
        try? String(contentsOfFile: scratch.path("data/.cookie"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func connect() throws -> RPCConnection { try RPCConnection(to: address, port: port) }

    /// Ends the daemon and says how.
    func end() async -> Int32? {
        program.kill(SIGTERM)
        return await program.waitForExit(limit: .seconds(10))
    }

    /// Memory that the process has now, in MiB.
    var memory: Int {
        let status = try? String(contentsOfFile: "/proc/\(program.pid)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 / 1_024 } ?? 0
    }
}

/// One connection to a daemon's RPC, which any number of requests go over.
final class RPCConnection: Sendable {
    struct Answer {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        /// `null` if it is no JSON.
        var json: JSONValue { (try? JSONValue(parsing: body, maximumValues: .max)) ?? .null }
    }

    let socket: RawSocket

    init(to address: String, port: UInt16) throws {
        socket = try RawSocket(from: "127.0.0.1", to: address, port: port)
    }

    /// - Parameter pair: `user:password`
    func call(_ method: String, _ parameters: JSONValue = [], pair: String? = nil) async throws -> Answer {
        let request: JSONValue = ["jsonrpc": "2.0", "id": 7, "method": .string(method), "params": parameters]
        return try await post("\(request)", pair: pair)
    }

    func post(_ body: String, pair: String? = nil, headers: [String] = []) async throws -> Answer {
        try await post(Array(body.utf8), pair: pair, headers: headers)
    }

    func post(_ body: [UInt8], pair: String? = nil, headers: [String] = []) async throws -> Answer {
        var lines = ["POST / HTTP/1.1", "Host: localhost", "Content-Length: \(body.count)"] + headers
        if let pair { lines.append("Authorization: Basic \(Data(pair.utf8).base64EncodedString())") }
        try await socket.sendAll(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        return try await answer()
    }

    /// A request without a body.
    func ask(
        _ page: String, by method: String = "GET", host: String = "localhost", pair: String? = nil,
        headers: [String] = []
    ) async throws -> Answer {
        var lines = ["\(method) \(page) HTTP/1.1", "Host: \(host)"] + headers
        if let pair { lines.append("Authorization: Basic \(Data(pair.utf8).base64EncodedString())") }
        try await socket.sendAll(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
        return try await answer(hasBody: method != "HEAD")
    }

    /// Waits for what comes for two minutes at most.
    func answer(hasBody: Bool = true) async throws -> Answer {
        var bytes: [UInt8] = []
        let end = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < end {
            if let answer = Self.answer(in: bytes, hasBody: hasBody) { return answer }
            let next = await socket.receive()
            bytes += next
            if next.isEmpty, socket.isClosed { break }
        }
        throw RawSocket.Failure(what: "answer", code: 0)
    }

    private static func answer(in bytes: [UInt8], hasBody: Bool) -> Answer? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let announced = head.lowercased().firstMatch(of: #/content-length: (\d+)/#).flatMap { Int($0.1) } ?? 0
        let length = hasBody ? announced : 0
        guard bytes.count >= end.upperBound + length, let status = head.split(separator: " ").dropFirst().first,
            let code = Int(status)
        else { return nil }
        return Answer(status: code, head: head, body: Array(bytes[end.upperBound..<end.upperBound + length]))
    }
}
