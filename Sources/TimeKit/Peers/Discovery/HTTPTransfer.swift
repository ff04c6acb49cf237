internal import CCurl
internal import Foundation

/// One request and its answer, without following anything.
final class HTTPTransfer {
    private let easy: UnsafeMutableRawPointer
    private let url: String
    private let isFile: Bool
    private let incoming: Incoming
    private var headers: UnsafeMutablePointer<curl_slist>?

    /// Once for the process.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(
        _ url: String, _ fetcher: HTTPFetcher, _ validators: HTTPFetcher.Validators,
        sending message: HTTPFetcher.Message? = nil, until end: ContinuousClock.Instant,
        isCancelled: @escaping () -> Bool
    ) throws(FetchError) {
        guard Self.isReady, let easy = curl_easy_init() else {
            throw FetchError(code: .broken, url: url, why: "libcurl can't be used")
        }
        self.easy = easy
        self.url = url
        isFile = url.lowercased().hasPrefix("file:")
        incoming = Incoming(limit: fetcher.documentSize, isCancelled: isCancelled)
        let left = max(.milliseconds(1), end - .now)
        let patience = Int(left / .milliseconds(1))
        let protocols = fetcher.allowsFiles ? "http,https,file" : "http,https"
        for (option, value) in [
            (CURLOPT_URL, url), (CURLOPT_PROTOCOLS_STR, protocols), (CURLOPT_USERAGENT, fetcher.userAgent),
            (CURLOPT_CAINFO, fetcher.authorities),
        ] {
            guard let value else { continue }
            try check(ccurl_set_text(easy, option, value))
        }
        for (option, value) in [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_TIMEOUT_MS, patience),
            (CURLOPT_CONNECTTIMEOUT_MS, min(patience, Int(PeersLimits.connectPatience / .milliseconds(1)))),
            (CURLOPT_MAXFILESIZE, fetcher.documentSize),
        ] {
            try check(ccurl_set_long(easy, option, value))
        }
        try setHeaders(validators, message)
        if let message {
            try check(ccurl_set_text(easy, CURLOPT_NOPROXY, "*"))
            try check(ccurl_set_text(easy, CURLOPT_COPYPOSTFIELDS, message.body))
        }
        let context = Unmanaged.passUnretained(incoming).toOpaque()
        try check(ccurl_set_sink(easy, Incoming.takeBody, context))
        try check(ccurl_set_header_sink(easy, Incoming.takeHeader, context))
        try check(ccurl_set_watch(easy, Incoming.watch, context))
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headers)
    }

    /// What came, once `perform` has returned nil.
    var answer: HTTPFetcher.Answer {
        HTTPFetcher.Answer(
            body: ccurl_get_long(easy, CURLINFO_RESPONSE_CODE) == 304 ? nil : incoming.body,
            validators: incoming.validators)
    }

    /// Asks and waits for the whole answer.
    ///
    /// - Returns: where it leads, if it is a redirect.
    func perform() throws(FetchError) -> String? {
        try check(curl_easy_perform(easy))
        let status = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE)
        if isFile || status == 200 || status == 304 { return nil }
        if (300..<400).contains(status), let next = ccurl_get_text(easy, CURLINFO_REDIRECT_URL) {
            return String(cString: next)
        }
        throw FetchError(code: .status(status), url: url, why: "the server answers with status \(status)")
    }

    /// Asks and takes the answer, whatever its status.
    func exchange() throws(FetchError) -> HTTPFetcher.Reply {
        try check(curl_easy_perform(easy))
        return HTTPFetcher.Reply(
            status: ccurl_get_long(easy, CURLINFO_RESPONSE_CODE), body: incoming.body)
    }

    private func setHeaders(
        _ validators: HTTPFetcher.Validators, _ message: HTTPFetcher.Message?
    ) throws(FetchError) {
        var lines = ["Accept: application/json"]
        if message != nil { lines.append("Content-Type: application/json") }
        if let authorization = message?.authorization { lines.append("Authorization: \(authorization)") }
        if let etag = validators.etag { lines.append("If-None-Match: \(etag)") }
        if let time = validators.lastModified { lines.append("If-Modified-Since: \(time)") }
        for line in lines { headers = curl_slist_append(headers, line) }
        try check(ccurl_set_list(easy, CURLOPT_HTTPHEADER, headers))
    }

    private func check(_ code: CURLcode) throws(FetchError) {
        guard code != CURLE_OK else { return }
        let reason = String(cString: curl_easy_strerror(code))
        let (kind, why): (FetchError.Code, String) =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
                (.unresolved, "the host's name has no address")
            case CURLE_COULDNT_CONNECT: (.unreachable, systemReason ?? "nobody answers")
            case CURLE_OPERATION_TIMEDOUT: (.timedOut, "no whole answer in time")
            case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_USE_SSL_FAILED:
                (.tls, verification ?? reason)
            case CURLE_FILESIZE_EXCEEDED: (.tooLarge, "it has more than \(incoming.limit) bytes")
            case CURLE_WRITE_ERROR where incoming.isTooLarge:
                (.tooLarge, "it has more than \(incoming.limit) bytes")
            case CURLE_ABORTED_BY_CALLBACK: (.cancelled, "cancelled")
            case CURLE_URL_MALFORMAT: (.unsupported, "this is no web address")
            case CURLE_UNSUPPORTED_PROTOCOL: (.unsupported, "only http and https are taken here")
            case CURLE_FILE_COULDNT_READ_FILE: (.unreadableFile, "the file can't be read")
            default: (.broken, reason)
            }
        throw FetchError(code: kind, url: url, why: why)
    }

    private var systemReason: String? {
        let code = ccurl_get_long(easy, CURLINFO_OS_ERRNO)
        return code == 0 ? nil : String(cString: strerror(Int32(truncatingIfNeeded: code)))
    }

    private var verification: String? {
        let code = ccurl_get_long(easy, CURLINFO_SSL_VERIFYRESULT)
        return code == 0 ? nil : "the server's certificate can't be verified (OpenSSL \(code))"
    }
}

/// What libcurl hands over while it works.
private final class Incoming {
    private(set) var body: [UInt8] = []
    private(set) var validators = HTTPFetcher.Validators()
    private(set) var isTooLarge = false
    let limit: Int
    private let isCancelled: () -> Bool

    init(limit: Int, isCancelled: @escaping () -> Bool) {
        self.limit = limit
        self.isCancelled = isCancelled
    }

    static let takeBody: ccurl_sink = { bytes, size, count, context in
        guard let bytes, let incoming = Incoming.at(context) else { return 0 }
        let length = size * count
        guard incoming.body.count + length <= incoming.limit else {
            incoming.isTooLarge = true
            return 0
        }
        incoming.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: length))
        return length
    }

    static let takeHeader: ccurl_sink = { bytes, size, count, context in
        guard let bytes, let incoming = Incoming.at(context) else { return 0 }
        incoming.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    static let watch: ccurl_watch = { context, _, _, _, _ in Incoming.at(context)?.isCancelled() ?? true ? 1 : 0 }

    private static func at(_ context: UnsafeMutableRawPointer?) -> Incoming? {
        context.map { Unmanaged<Incoming>.fromOpaque($0).takeUnretainedValue() }
    }

    private func take(header bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= PeersLimits.validatorSize else { return }
        let line = String(decoding: bytes, as: UTF8.self)
        guard let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
        // Sent back as they are, so nothing that could be taken for another header.
        guard !value.isEmpty, value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return }
        switch line[..<colon].lowercased() {
        case "etag": validators.etag = value
        case "last-modified": validators.lastModified = value
        default: break
        }
    }
}
