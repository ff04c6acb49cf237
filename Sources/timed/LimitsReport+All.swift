import TimeChain
import TimeCommandLine
import TimeConfiguration
import TimeControl
import TimeModel
import TimeNode
import TimePeers
import TimeRPC
import TimeSimulation
import TimeTransport
import TimeWire

extension LimitsReport {
    /// The limits of every floor, from the bottom up.
    static let all = LimitsReport(
        ModelLimitTable.rows + WireLimitTable.rows + ChainLimitTable.rows + PeersLimitTable.rows
            + ConfigurationLimitTable.rows + TransportLimitTable.rows + NodeLimitTable.rows + ControlLimitTable.rows
            + CommandLineLimitTable.rows + RPCLimitTable.rows + SimulationLimitTable.rows)
}
