/// An answer in the exit status alone: no error, and nothing is said.
public struct Verdict: Error, Hashable, Sendable {
    /// Below those of sysexits(3); the program's manual page tells what it means.
    public let code: Int32

    public init(code: Int32) { self.code = code }

    /// The answer to a question is no.
    public static let no = Verdict(code: 1)
}
