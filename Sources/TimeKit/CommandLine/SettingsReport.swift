public import TimeConfiguration

/// Every setting with who decided about it, as text for people; the value comes last, since it may be long.
public struct SettingsReport: Sendable {
    public let lines: [String]

    public init(_ configuration: NodeConfiguration) {
        let rows = configuration.settings.map { setting in
            [setting.key, setting.origin.description, setting.value.isEmpty ? "-" : setting.value]
        }
        lines = TextTable([["SETTING", "FROM", "VALUE"]] + rows).lines
    }
}
