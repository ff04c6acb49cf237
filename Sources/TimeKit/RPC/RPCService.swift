import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import TimeControl
import TimeModel
import TimeNode

/// What HTTP requests come to.
struct RPCService: Sendable {
    let access: RPCAccess
    let answerer: RPCAnswerer
    let state: RPCState
    private let logger: Logger
    private let budget = BodyBudget(limit: RPCLimits.bodiesSize)

    init(access: RPCAccess, state: RPCState, logger: Logger) {
        self.access = access
        self.state = state
        self.logger = logger
        answerer = RPCAnswerer(state)
    }

    func add(to router: Router<RPCContext>) {
        router.add(middleware: StatusPages(service: self))
        router.post("/") { request, context in await answer(request, context) }
    }

    private func answer(_ request: Request, _ context: RPCContext) async -> Response {
        let grade = await grade(of: request, context)
        guard grade != .none else { return refuse(.forbidden) }
        let announced = request.headers[.contentLength].flatMap { Int($0) } ?? RPCLimits.bodySize
        guard announced <= RPCLimits.bodySize else { return refuse(.contentTooLarge) }
        let share = announced > RPCLimits.smallBodySize ? budget.take(announced) : nil
        guard share != nil || announced <= RPCLimits.smallBodySize else { return refuse(.serviceUnavailable) }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: RPCLimits.bodySize)
        } catch {
            return refuse(error is NIOTooManyBytesError ? .contentTooLarge : .badRequest)
        }
        let answer = await answerer.answer(Array(body.readableBytesView), for: grade)
        withExtendedLifetime(share) {}
        return Self.response(answer)
    }

    /// Who gives a wrong password is told of in the log, and waits: nobody tries many.
    func grade(of request: Request, _ context: RPCContext) async -> RPCAccess.Grade {
        guard let remote = context.remote else { return .none }
        let hasPassword = request.headers[.authorization].map(access.accepts)
        if hasPassword == false {
            logger.warning("wrong RPC password", metadata: ["from": "\(remote)"])
            try? await state.clock.sleep(RPCLimits.wrongPasswordDelay)
        }
        return access.grade(
            of: remote, hasPassword: hasPassword ?? false,
            isFromPage: request.headers[.origin] != nil
                || !RPCAccess.isNameOfThisMachine(request.head.authority))
    }

    private static func response(_ answer: RPCAnswerer.Answer) -> Response {
        var headers: HTTPFields = [.contentType: "application/json"]
        if answer.isUnauthorized { headers[.wwwAuthenticate] = "Basic realm=\"TIME Coin RPC\"" }
        return Response(
            status: answer.isUnauthorized ? .unauthorized : .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    private func refuse(_ status: HTTPResponse.Status) -> Response {
        state.count(.refused)
        return Self.refusal(status)
    }

    /// Without reading the rest of the request: the connection ends.
    static func refusal(_ status: HTTPResponse.Status) -> Response {
        var headers: HTTPFields = [.connection: "close"]
        if status == .unauthorized { headers[.wwwAuthenticate] = "Basic realm=\"TIME Coin RPC\"" }
        return Response(status: status, headers: headers)
    }
}

/// A request's surroundings.
struct RPCContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nil if the connection is gone.
    let remote: PeerAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remote = source.channel.peerAddress
    }
}
