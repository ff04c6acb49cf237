package import TimeModel

package enum RPCLimitTable {
    package static let rows: [Limit] = []
}
