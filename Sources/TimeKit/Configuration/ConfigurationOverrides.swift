public import TimeModel

/// What the command line says; it wins over the file. Nil leaves the file's word, or the default.
public struct ConfigurationOverrides: Hashable, Sendable {
    /// The configuration file. Nil: the first one of the search order that exists.
    public var file: String?
    public var network: NetworkParameters.Network?
    public var dataDirectory: String?
    public var listen: EndpointSetting?
    /// Peers in addition to the file's.
    public var connect: [EndpointSetting]
    public var buildNumber: UInt32?
    /// False: no web server is asked for peers, whatever the file says.
    public var discovers: Bool
    /// Where to answer RPC.
    public var rpcListen: EndpointSetting?
    /// False: no RPC is answered, whatever the file says.
    public var answersRPC: Bool
    public var logLevel: LogLevel?
    public var pacing: PacingSetting.Name?

    public init(
        file: String? = nil, network: NetworkParameters.Network? = nil, dataDirectory: String? = nil,
        listen: EndpointSetting? = nil, connect: [EndpointSetting] = [], buildNumber: UInt32? = nil,
        discovers: Bool = true, rpcListen: EndpointSetting? = nil, answersRPC: Bool = true, logLevel: LogLevel? = nil
    ) {
        self.file = file
        self.network = network
        self.dataDirectory = dataDirectory
        self.listen = listen
        self.connect = connect
        self.buildNumber = buildNumber
        self.discovers = discovers
        self.rpcListen = rpcListen
        self.answersRPC = answersRPC
        self.logLevel = logLevel
    }
}
