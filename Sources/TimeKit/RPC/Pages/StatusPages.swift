import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import TimeNode

/// The pages for machines that watch the daemon.
struct StatusPages: RouterMiddleware {
    typealias Context = RPCContext

    private enum Page: String {
        case metrics = "/metrics"
        case health = "/healthz"
        case readiness = "/readyz"
    }

    let service: RPCService
    private var state: RPCState { service.state }

    func handle(
        _ request: Request, context: RPCContext, next: (Request, RPCContext) async throws -> Response
    ) async throws -> Response {
        guard let page = Page(rawValue: request.uri.path) else { return try await next(request, context) }
        let grade = await service.grade(of: request, context)
        guard grade != .none else { return RPCService.refusal(.forbidden) }
        guard [.get, .head].contains(request.method) else {
            var refusal = RPCService.refusal(.methodNotAllowed)
            refusal.headers[.allow] = "GET, HEAD"
            return refusal
        }
        // Addresses of peers aren't for everybody; that the node lives is.
        guard page != .metrics || grade != .stranger else { return RPCService.refusal(.unauthorized) }
        let response = await answer(page)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ page: Page) async -> Response {
        let health = state.health
        switch page {
        case .metrics:
            // A loop that is stuck would not answer.
            let snapshot = health.failure == nil ? await state.node?.node.snapshot() : nil
            return Self.response(
                NodeMetrics(state, snapshot).text, type: "text/plain; version=0.0.4; charset=utf-8")
        case .health: return Self.response(problem: health.failure)
        case .readiness: return Self.response(problem: health.delay)
        }
    }

    private static func response(problem: String?) -> Response {
        response((problem ?? "ok") + "\n", problem == nil ? .ok : .serviceUnavailable)
    }

    private static func response(
        _ text: String, _ status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
