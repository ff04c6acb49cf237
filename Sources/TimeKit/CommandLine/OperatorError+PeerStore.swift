public import TimePeers

extension OperatorError {
    public init(_ error: PeerStoreError) {
        let status: ProgramStatus =
            switch error.code {
            case .busy: .temporaryFailure
            case .newerSchema, .wrongNetwork: .configuration
            case .foreign, .corrupt, .full, .inputOutput: .ioError
            case .notPermitted: .noPermission
            }
        self.init(status, "cannot use \(error.path)", why: error.explanation, remedy: error.advice)
    }

    public init(_ refusal: WhitelistRefusal) {
        self.init(.dataError, "nothing changed", why: "\(refusal)", remedy: refusal.advice)
    }

    /// Runs `body`, and tells the failures and refusals of the peer store as an operator gets to see them.
    public static func describingPeerStore<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as PeerStoreError {
            throw OperatorError(error)
        } catch let refusal as WhitelistRefusal {
            throw OperatorError(refusal)
        }
    }
}
