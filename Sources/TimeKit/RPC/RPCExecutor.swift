import NIOCore

/// Runs tasks on the thread that their connections' bytes come in on.
///
/// An answer then costs one wake-up of a thread that mostly sleeps, and waits for nothing that the node computes on the
/// threads that other tasks share. What takes long has to run elsewhere, as `ChainReader` does.
final class RPCExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
