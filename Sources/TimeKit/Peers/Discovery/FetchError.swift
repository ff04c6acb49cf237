/// Why a document couldn't be fetched.
public struct FetchError: Error, Hashable, Sendable {
    public enum Code: Hashable, Sendable {
        /// The host's name has no address.
        case unresolved
        /// Nobody answers at the address.
        case unreachable
        case timedOut
        /// No TLS, or a certificate that isn't to be trusted.
        case tls
        case tooLarge
        case tooManyRedirects
        /// From https to http.
        case insecureRedirect
        /// The server's answer is another than the document.
        case status(Int)
        /// Not a web address, or a file where none is allowed.
        case unsupported
        case unreadableFile
        case cancelled
        /// The connection broke off, or something else that libcurl says.
        case broken
    }

    public let code: Code
    public let url: String
    public let why: String

    /// Whether trying again later may work without anybody doing anything.
    public var isTemporary: Bool {
        switch code {
        case .unreachable, .timedOut, .broken, .cancelled: true
        case .status(let status): status >= 500 || status == 429
        case .unresolved, .tls, .tooLarge, .tooManyRedirects, .insecureRedirect, .unsupported, .unreadableFile: false
        }
    }

    /// What to do about it.
    public var advice: String {
        switch code {
        case .unresolved: "check the host's name and this machine's resolver"
        case .unreachable: "check the address, the network and the firewall, or wait for the server"
        case .timedOut: "try again later, or check the network"
        case .tls: "check the server's certificate, this machine's clock and its certificate authorities"
        case .tooLarge: "check that the address is that of a list of peers"
        case .tooManyRedirects, .insecureRedirect: "give the address that it leads to, if you trust it"
        case .status(let status) where status >= 500: "try again later"
        case .status: "check the address"
        case .unsupported: "give an address that begins with https://"
        case .unreadableFile: "check the path and its permissions"
        case .cancelled: "try again"
        case .broken: "try again later"
        }
    }
}

extension FetchError: CustomStringConvertible {
    public var description: String { "\(url): \(why); \(advice)" }
}
