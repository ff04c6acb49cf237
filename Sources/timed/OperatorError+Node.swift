import TimeChain
import TimeCommandLine
import TimeTransport

extension OperatorError {
    init(_ error: ChainStoreError) {
        let status: ProgramStatus =
            switch error.code {
            case .busy: .temporaryFailure
            case .newerSchema, .wrongNetwork: .configuration
            case .foreign, .corrupt, .blockFile: .dataError
            case .full, .inputOutput: .ioError
            case .tooDeep: .software
            }
        self.init(status, "cannot use \(error.path)", why: error.explanation, remedy: error.advice)
    }

    init(_ error: TransportError) {
        let place = error.endpoint.map { " \($0)" } ?? ""
        self.init(
            .unavailable, "cannot \(error.operation.rawValue)\(place)", why: error.reason, remedy: error.advice)
    }
}
