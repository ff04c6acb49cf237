public import ArgumentParser
public import TimeConfiguration
public import TimeModel
public import TimePeers

extension NetworkParameters.Network: ExpressibleByArgument {}

extension LogLevel: ExpressibleByArgument {
    public init?(argument: String) { self.init(text: argument) }
}

extension EndpointSetting: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension PacingSetting.Name: ExpressibleByArgument {}
extension WhitelistState: ExpressibleByArgument {}
extension WhitelistSource: ExpressibleByArgument {}
extension WhitelistFile.Format: ExpressibleByArgument {}
