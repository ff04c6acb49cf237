internal import TimeModel

/// A virtual machine with one address and one program.
struct VirtualHost: Sendable {
    let address: PeerAddress
    /// Where it accepts connections, if it does.
    let port: UInt16?
    var program: any SimulatedProgram
    /// The process runs, paused or not.
    var isRunning = false
    /// Its kernel runs, and answers for the process.
    var isPowered = true
    /// How often it has started.
    var boots: UInt32 = 0
    /// Faults that hold it: crashes keep it down, pauses stop it.
    var crashes = 0
    var pauses = 0
    var clockOffset: Int64 = 0
    /// What came during a pause.
    var waiting: [SocketEvent] = []
}
