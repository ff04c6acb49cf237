public import Logging
public import TimeConfiguration
import TimeControl

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension NodeConfiguration {
    /// Loads the configuration from the surroundings of this process.
    public static func load(_ overrides: ConfigurationOverrides) throws(OperatorError) -> NodeConfiguration {
        var overrides = overrides
        // The daemon may be asked to leave the directory it was started in.
        overrides.dataDirectory = overrides.dataDirectory.map(absolute)
        do {
            return try NodeConfiguration(
                overrides, environment: OperatorEnvironment(variables: ProcessInfo.processInfo.environment))
        } catch {
            throw OperatorError(error)
        }
    }

    /// A logger on standard error at the configured level.
    public func logger(label: String) -> Logger {
        let environment = ProcessInfo.processInfo.environment
        let backend = LogBackend(
            level: logLevel.loggingLevel, style: .forStandardError(logFormat, environment: environment))
        return Logger(label: label) { _ in backend }
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}

extension LogLevel {
    /// The logging library's name for this level.
    public var loggingLevel: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
