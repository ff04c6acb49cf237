import TimeConfiguration
import TimeModel

/// Files that exist only in a test, and loading a configuration from them.
struct FakeFiles {
    var files: [String: String] = [:]
    var variables = ["HOME": "/home/op"]

    func load(_ overrides: ConfigurationOverrides = .init()) throws(ConfigurationError) -> NodeConfiguration {
        let files = files
        let environment = OperatorEnvironment(variables: variables) { path in files[path].map { Array($0.utf8) } }
        return try NodeConfiguration(overrides, environment: environment)
    }

    /// Loads one file that the command line names.
    static func load(
        _ name: String, _ text: String, _ overrides: ConfigurationOverrides = .init()
    ) throws(ConfigurationError) -> NodeConfiguration {
        var overrides = overrides
        overrides.file = name
        return try FakeFiles(files: [name: text]).load(overrides)
    }

    /// The error that loading the text ends with.
    static func error(_ name: String, _ text: String) -> ConfigurationError? {
        do {
            _ = try load(name, text)
            return nil
        } catch {
            return error
        }
    }
}

func endpoint(_ text: String) -> PeerEndpoint? { PeerEndpoint(text, defaultPort: 24_100) }
