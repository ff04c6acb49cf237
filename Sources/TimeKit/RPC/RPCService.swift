import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import TimeControl
import TimeModel

/// What HTTP requests come to.
struct RPCService: Sendable {
    let access: RPCAccess
    let answerer: RPCAnswerer
    let state: RPCState
    private let budget = BodyBudget(limit: RPCLimits.bodiesSize)

    init(access: RPCAccess, state: RPCState) {
        self.access = access
        self.state = state
        answerer = RPCAnswerer(state)
    }

    func add(to router: Router<RPCContext>) {
        router.add(middleware: StatusPages(access: access, state: state))
        router.post("/") { request, context in await answer(request, context) }
    }

    private func answer(_ request: Request, _ context: RPCContext) async -> Response {
        let grade = access.grade(of: request, context)
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

extension RPCAccess {
    func grade(of request: Request, _ context: RPCContext) -> Grade {
        guard let remote = context.remote else { return .none }
        return grade(
            of: remote, authorization: request.headers[.authorization],
            isFromPage: request.headers[.origin] != nil || !Self.isNameOfThisMachine(request.head.authority))
    }
}

/// A request's surroundings.
struct RPCContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nil if the connection is gone.
    let remote: PeerAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remote = source.channel.remoteAddress?.ipAddress.flatMap { PeerAddress($0) }
    }
}
