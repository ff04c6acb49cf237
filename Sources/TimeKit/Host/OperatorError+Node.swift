public import TimeChain
public import TimeCommandLine
public import TimeTransport

extension OperatorError {
    /// - Parameter inputOutput: the status when a file other than the store's can't be read or written.
    public init(_ error: ChainStoreError, inputOutput: ProgramStatus = .ioError) {
        let status: ProgramStatus =
            switch error.code {
            case .busy: .temporaryFailure
            case .newerSchema, .wrongNetwork: .configuration
            case .foreign, .corrupt, .blockFile: .dataError
            case .full: .ioError
            case .inputOutput: inputOutput
            case .tooDeep: .software
            }
        self.init(status, "cannot use \(error.path)", why: error.explanation, remedy: error.advice)
    }

    public init(_ error: TransportError) {
        let place = error.endpoint.map { " \($0)" } ?? ""
        self.init(
            error.code == .notPermitted ? .noPermission : .unavailable, "cannot \(error.operation.rawValue)\(place)",
            why: error.reason, remedy: error.advice)
    }
}
