import CProcess
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import ServiceLifecycle
package import TimeCommandLine
package import TimeConfiguration
import TimeControl
import TimeModel

/// The daemon's HTTP server: JSON-RPC at `/`, and the pages for machines that watch it.
///
/// Its password is in the cookie file for as long as it runs.
package struct RPCServer: Sendable {
    private let settings: RPCSettings
    private let credentials: RPCCredentials
    private let cookie: RPCCookie
    private let service: RPCService
    private let server: HTTPServerBuilder
    private let logger: Logger

    /// - Throws: `OperatorError` if the certificate can't be used.
    package init(_ settings: RPCSettings, state: RPCState, logger: Logger) throws(OperatorError) {
        self.settings = settings
        // What HTTP itself has to say is of interest only where something is wrong with it.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        self.logger = quiet
        credentials = RPCCredentials(
            user: settings.user ?? "__cookie__", password: settings.password ?? Self.madeUpPassword())
        cookie = RPCCookie(directory: state.configuration.dataDirectory)
        let access = RPCAccess(settings, pair: credentials)
        service = RPCService(access: access, state: state, logger: logger)
        let table = ConnectionTable(limit: RPCLimits.connections)
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionHandler(access: access, table: table, logger: logger)],
                idleTimeout: TimeAmount(RPCLimits.idlePatience)))
        guard let files = settings.tls else {
            server = plain
            return
        }
        let configuration = try RPCCertificate.configuration(files)
        do { server = try .tls(plain, tlsConfiguration: configuration) } catch {
            throw OperatorError(.configuration, "cannot answer RPC over TLS", why: "\(error)")
        }
    }

    /// Answers until `ending` ends; requests that are being answered get a moment more.
    ///
    /// - Parameter onListening: called once, when clients can connect and the cookie is there.
    /// - Throws: `OperatorError` if the address can't be listened on, or the cookie can't be written.
    package func run(until ending: AsyncStream<Void>, onListening: @escaping @Sendable () -> Void) async throws {
        let router = Router(context: RPCContext.self)
        service.add(to: router)
        let failure = FirstFailure()
        let loop = EventLoopGroupProvider.singleton.eventLoopGroup.any()
        loop.execute { cprocess_set_time_slice(UInt64(RPCLimits.timeSlice / .nanoseconds(1))) }
        let application = Application(
            router: router, server: server,
            configuration: ApplicationConfiguration(
                address: .hostname("\(settings.listen.address)", port: Int(settings.listen.port)),
                availableConnectionsDelegate: .maximum(RPCLimits.connections, logger: logger)),
            onServerRunning: { channel in
                do {
                    try writeCookie()
                    onListening()
                } catch {
                    failure.set(error)
                    try? await channel.close()
                }
            }, eventLoopGroupProvider: .shared(loop), logger: logger)
        defer { cookie.remove(credentials) }
        do {
            try await Self.hold(application, on: loop, until: ending, logger)
        } catch let error as IOError {
            throw Self.described(error, settings.listen)
        }
        if let error = failure.error { throw error }
    }

    private static func hold(
        _ application: some Service, on loop: any EventLoop, until ending: AsyncStream<Void>, _ logger: Logger
    ) async throws {
        var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
        configuration.maximumGracefulShutdownDuration = RPCLimits.endingPatience
        let services = ServiceGroup(configuration: configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: RPCExecutor(loop)) { try await services.run() }
            group.addTask {
                for await _ in ending {}
                await services.triggerGracefulShutdown()
            }
            while try await group.next() != nil {}
        }
    }

    private func writeCookie() throws(OperatorError) {
        do {
            try FileManager.default.createDirectory(
                atPath: (cookie.path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try cookie.write(credentials)
        } catch {
            throw OperatorError(
                .cannotCreate, "cannot write \(cookie.path)", why: "\(error.localizedDescription)",
                remedy: "check the data directory's permissions")
        }
    }

    private static func described(_ error: IOError, _ endpoint: PeerEndpoint) -> OperatorError {
        let why = String(cString: strerror(error.errnoCode))
        return OperatorError(
            error.errnoCode == EACCES ? .noPermission : .unavailable, "cannot listen for RPC on \(endpoint)", why: why,
            remedy: "end what listens there, or set rpc.listen to another port, or rpc.enabled to false")
    }

    private static func madeUpPassword() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hex.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
