public import TimeChain
public import TimeCommandLine
public import TimeConfiguration
import TimeModel

extension ChainStore {
    /// The store of the configured node, with its lock taken.
    public static func open(for configuration: NodeConfiguration) throws(OperatorError) -> ChainStore {
        do {
            return try ChainStore(
                directory: configuration.storeDirectory, network: NetworkParameters(configuration.network))
        } catch {
            throw OperatorError(error)
        }
    }
}
