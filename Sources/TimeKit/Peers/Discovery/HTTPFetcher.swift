internal import Foundation
internal import Synchronization

/// Fetches small documents by HTTP: with TLS verified, in bounded time, and no larger than a limit.
///
/// Each fetch has a thread of its own, so that no event loop waits. Cancelling the task ends it within a second.
public struct HTTPFetcher: Sendable {
    /// A document, or the news that it hasn't changed.
    public struct Answer: Hashable, Sendable {
        /// Nil: it hasn't changed since the validators that were sent.
        public let body: [UInt8]?
        /// To be sent the next time.
        public let validators: Validators
    }

    /// How a server recognises what we have.
    public struct Validators: Hashable, Sendable {
        public var etag: String?
        public var lastModified: String?

        public init(etag: String? = nil, lastModified: String? = nil) {
            self.etag = etag
            self.lastModified = lastModified
        }
    }

    /// A JSON document to be sent.
    public struct Message: Hashable, Sendable {
        public let body: String
        /// Value of the header of that name; nil: none is sent.
        public let authorization: String?

        public init(body: String, authorization: String? = nil) {
            self.body = body
            self.authorization = authorization
        }
    }

    /// Whatever a server answered to a document.
    public struct Reply: Hashable, Sendable {
        public let status: Int
        public let body: [UInt8]
    }

    /// A file of certificate authorities in place of the system's.
    public let authorities: String?
    let userAgent: String
    /// Whether `file://` is taken: only where the operator wrote the address.
    let allowsFiles: Bool
    let patience: Duration
    /// Bytes of an answer at most.
    let documentSize: Int

    /// - Parameters:
    ///   - version: Of the program, for the user agent.
    ///   - patience: For everything; nil for `PeersLimits.fetchPatience`.
    ///   - documentSize: Bytes of an answer at most; nil for `PeersLimits.documentSize`.
    public init(
        version: String, authorities: String?, allowsFiles: Bool = false, patience: Duration? = nil,
        documentSize: Int? = nil
    ) {
        self.authorities = authorities
        userAgent = "TimeKit/\(version)"
        self.allowsFiles = allowsFiles
        self.patience = patience ?? PeersLimits.fetchPatience
        self.documentSize = documentSize ?? PeersLimits.documentSize
    }

    /// The document at `url`, at most `documentSize` bytes of it.
    public func fetch(_ url: String, _ validators: Validators = Validators()) async throws(FetchError) -> Answer {
        let fetch = Fetch(url: url, fetcher: self, validators: validators)
        return try await onThread(fetch) { (fetch) throws(FetchError) in try fetch.follow() }
    }

    /// Sends a document to this machine or another, without a proxy between, and takes whatever comes back.
    public func post(_ message: Message, to url: String) async throws(FetchError) -> Reply {
        let fetch = Fetch(url: url, fetcher: self, validators: Validators())
        return try await onThread(fetch) { (fetch) throws(FetchError) in try fetch.exchange(message) }
    }

    private func onThread<Value: Sendable>(
        _ fetch: Fetch, _ body: @escaping @Sendable (Fetch) throws(FetchError) -> Value
    ) async throws(FetchError) -> Value {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread { continuation.resume(returning: Result { () throws(FetchError) in try body(fetch) }) }.start()
            }
        } onCancel: {
            fetch.cancel()
        }
        return try result.get()
    }
}

/// One fetch, with its redirects.
private final class Fetch: Sendable {
    private let url: String
    private let fetcher: HTTPFetcher
    private let validators: HTTPFetcher.Validators
    private let isCancelled = Atomic(false)

    init(url: String, fetcher: HTTPFetcher, validators: HTTPFetcher.Validators) {
        self.url = url
        self.fetcher = fetcher
        self.validators = validators
    }

    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    func exchange(_ message: HTTPFetcher.Message) throws(FetchError) -> HTTPFetcher.Reply {
        let end = ContinuousClock.now + fetcher.patience
        let transfer = try HTTPTransfer(url, fetcher, validators, sending: message, until: end) {
            self.isCancelled.load(ordering: .relaxed)
        }
        return try transfer.exchange()
    }

    func follow() throws(FetchError) -> HTTPFetcher.Answer {
        let end = ContinuousClock.now + fetcher.patience
        var place = url
        for _ in 0...PeersLimits.redirects {
            let transfer = try HTTPTransfer(place, fetcher, validators, until: end) {
                self.isCancelled.load(ordering: .relaxed)
            }
            guard let next = try transfer.perform() else { return transfer.answer }
            if place.lowercased().hasPrefix("https:"), !next.lowercased().hasPrefix("https:") {
                throw FetchError(code: .insecureRedirect, url: url, why: "it leads to \(next), which isn't safe")
            }
            guard next.lowercased().hasPrefix("http") else {
                throw FetchError(code: .unsupported, url: url, why: "it leads to \(next)")
            }
            place = next
        }
        throw FetchError(code: .tooManyRedirects, url: url, why: "more than \(PeersLimits.redirects) redirects")
    }
}
