import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeModel

extension ChainStore {
    /// The store of the configured node, with its lock taken.
    static func open(for configuration: NodeConfiguration) throws(OperatorError) -> ChainStore {
        do {
            return try ChainStore(
                directory: configuration.storeDirectory, network: NetworkParameters(configuration.network))
        } catch {
            throw OperatorError(error)
        }
    }
}
