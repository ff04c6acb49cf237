public import ArgumentParser
public import TimeConfiguration
public import TimeModel

extension NetworkParameters.Network: ExpressibleByArgument {}

extension LogLevel: ExpressibleByArgument {
    public init?(argument: String) { self.init(text: argument) }
}

extension EndpointSetting: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
