public import TimeChain
public import TimeCommandLine
public import TimeConfiguration
import TimeModel

extension ChainStore {
    /// The store of the configured node, with its lock taken.
    public static func open(for configuration: NodeConfiguration) throws(OperatorError) -> ChainStore {
        try open(for: configuration, lock: StoreLock(for: configuration))
    }

    static func open(for configuration: NodeConfiguration, lock: StoreLock) throws(OperatorError) -> ChainStore {
        do { return try ChainStore(lock: lock, network: NetworkParameters(configuration.network)) } catch {
            throw OperatorError(error)
        }
    }
}

extension StoreLock {
    /// That of the configured node's store.
    public convenience init(for configuration: NodeConfiguration) throws(OperatorError) {
        do { try self.init(directory: configuration.storeDirectory) } catch { throw OperatorError(error) }
    }
}
