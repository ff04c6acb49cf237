/// A setting with what it comes to, and who said so.
public struct ConfigurationSetting: Hashable, Sendable {
    /// What decided about a setting, the strongest first.
    public enum Origin: Hashable, Sendable {
        /// The option's name.
        case commandLine(String)
        /// The variable's name.
        case environment(String)
        case file(ConfigurationPlace)
        case standard
    }

    /// The key of `config.toml`, also of what `time.conf` says, or the name of an environment variable.
    public let key: String
    /// Elements of a list stand apart by spaces; nothing that is secret is told.
    public let value: String
    public let origin: Origin
}

extension ConfigurationSetting.Origin: CustomStringConvertible {
    public var description: String {
        switch self {
        case .commandLine(let option): option
        case .environment: "environment"
        case .file(let place): place.file + (place.line.map { ":\($0)" } ?? "")
        case .standard: "default"
        }
    }
}
