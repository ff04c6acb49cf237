import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeTransport

/// The daemon itself.
enum ControlMethods {
    static let all = [
        RPCMethod("help", "[METHOD]", "The methods, or what one of them takes.", .control, help),
        RPCMethod("uptime", "Seconds since the daemon started.", .control) {
            JSONValue($0.state.uptime.components.seconds)
        },
        RPCMethod("stop", "End the daemon, as SIGTERM does.", .control, access: .operating) { call in
            call.state.stop()
            return "TIME Coin server stopping"
        },
        RPCMethod(
            "getconfig", "Every setting with its value and its origin, without passwords.", .control,
            access: .operating, configuration),
    ]

    /// A setting that a running node can't change shows both what counts and what will.
    private static func configuration(_ call: RPCCall) -> JSONValue {
        let (running, latest) = (call.state.configuration, call.state.latestConfiguration)
        let waiting = Dictionary(uniqueKeysWithValues: running.settingsWaiting(in: latest).map { ($0.key, $0.value) })
        let reloaded = latest.settings.filter { NodeConfiguration.reloadedKeys.contains($0.key) }
        let kept = running.settings.filter { !NodeConfiguration.reloadedKeys.contains($0.key) }
        let settings = (reloaded + kept)
            .map { setting -> (String, JSONValue) in
                var fields: [String: JSONValue] = [
                    "value": .string(setting.value), "origin": .string("\(setting.origin)"),
                ]
                fields["after_restart"] = waiting[setting.key].map(JSONValue.string)
                return (setting.key, .object(fields))
            }
        return ["settings": .object(Dictionary(uniqueKeysWithValues: settings))]
    }

    private static func help(_ call: RPCCall) throws -> JSONValue {
        guard let name = call.parameter(0)?.text else { return .string(HelpText.all) }
        guard let method = RPCMethod.named(name) else { throw RPCFault.unknownMethod(name) }
        return .string(HelpText.of(method))
    }
}

/// The methods as people read of them.
package enum HelpText {
    package static let all = RPCMethod.Topic.allCases
        .map { topic in
            (["== \(topic.rawValue) =="] + RPCMethod.all.filter { $0.topic == topic }.map(\.usage))
                .joined(separator: "\n")
        }
        .joined(separator: "\n\n")

    static func of(_ method: RPCMethod) -> String {
        let access = method.access == .operating ? "Needs a password." : "Needs no password on this machine."
        return "\(method.usage)\n\n\(method.summary)\n\(access)"
    }
}
