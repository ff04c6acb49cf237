/// Metrics in Prometheus' text format, version 0.0.4.
public struct MetricsText: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case gauge
        case counter
    }

    public struct Sample: Hashable, Sendable {
        let labels: [Label]
        let value: String

        public init(_ value: some CustomStringConvertible & Sendable, _ labels: Label...) {
            self.value = value.description
            self.labels = labels
        }
    }

    public struct Label: Hashable, Sendable {
        let name: String
        let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        fileprivate var text: String {
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                .replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }
    }

    public private(set) var text = ""

    public init() {}

    /// Adds a metric; without samples nothing.
    ///
    /// - Parameter name: Without the `timekit_` that it begins with.
    public mutating func add(_ name: String, _ help: String, _ samples: [Sample], kind: Kind = .gauge) {
        guard !samples.isEmpty else { return }
        text += "# HELP timekit_\(name) \(help)\n# TYPE timekit_\(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.isEmpty ? "" : "{\(sample.labels.map(\.text).joined(separator: ","))}"
            text += "timekit_\(name)\(labels) \(sample.value)\n"
        }
    }

    public mutating func add(
        _ name: String, _ help: String, _ value: some CustomStringConvertible & Sendable, kind: Kind = .gauge
    ) {
        add(name, help, [Sample(value)], kind: kind)
    }
}
