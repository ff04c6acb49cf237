public import TimeModel

/// What one probe found out, as all of JSON, files and comparisons have it.
public struct ProbeReport: Hashable, Sendable, Codable {
    public struct TLS: Hashable, Sendable, Codable {
        public let version: String
        public let cipher: String?
        /// SHA-256 of the certificate.
        public let fingerprint: String?
        public let serverName: String

        public init(version: String, cipher: String?, fingerprint: String?, serverName: String) {
            self.version = version
            self.cipher = cipher
            self.fingerprint = fingerprint
            self.serverName = serverName
        }

        private enum CodingKeys: String, CodingKey {
            case version, cipher, fingerprint
            case serverName = "server_name"
        }
    }

    public struct Tip: Hashable, Sendable, Codable {
        public let height: UInt64
        public let hash: String
        /// The height that is due by this machine's clock.
        public let expected: UInt64
        /// The highest that a peer of the same run told; nil for a run with one peer.
        public var best: UInt64?

        public init(height: Height, hash: BlockHash, expected: Height) {
            self.height = height.rawValue
            self.hash = "\(hash)"
            self.expected = expected.rawValue
        }

        /// Blocks that are missing by the clock.
        public var lag: UInt64 { expected > height ? expected - height : 0 }
    }

    /// As it was given.
    public let target: String
    public let network: String
    /// UTC.
    public let started: String
    public var address: String?
    public var port: UInt16?
    /// Ours of the connection.
    public var source: String?
    public var build: UInt32?
    public var tls: TLS?
    public var tip: Tip?
    public var ping: PingStatistics?
    /// In order, without those that weren't come to.
    public var layers: [ProbeStep] = []
    public var verdict = ProbeVerdict.healthy

    public init(target: String, network: NetworkParameters.Network, started: String) {
        self.target = target
        self.network = network.rawValue
        self.started = started
    }

    /// The first layer of those that went worst; nil if all is well.
    public var worst: ProbeStep? {
        layers.first { $0.outcome == .failed } ?? layers.first { $0.outcome == .degraded }
    }

    public func step(_ layer: ProbeLayer) -> ProbeStep? { layers.first { $0.layer == layer } }

    /// Puts a layer in its place, and takes the verdict from all.
    public mutating func set(_ step: ProbeStep) {
        layers.removeAll { $0.layer == step.layer }
        let order = ProbeLayer.allCases
        let place = order.firstIndex(of: step.layer) ?? order.endIndex
        layers.insert(
            step, at: layers.firstIndex { (order.firstIndex(of: $0.layer) ?? 0) > place } ?? layers.endIndex)
        verdict = layers.compactMap { $0.fault?.verdict }.max() ?? .healthy
    }
}
