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
}
