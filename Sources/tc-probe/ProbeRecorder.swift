import Foundation
import Synchronization
import TimeCommandLine
import TimeModel
import TimeNode

/// Writes all that a run's probes see and do, a line for each event.
final class ProbeRecorder: Sendable {
    private let path: String
    private let plans: [ProbePlan]
    private let state: Mutex<(file: FileHandle, failure: String?)>

    init(path: String, plans: [ProbePlan]) throws(OperatorError) {
        // So that no old recording is lost for a file that can't be written.
        try OutputFile.write("", to: path)
        guard let file = FileHandle(forWritingAtPath: path) else {
            throw OperatorError(.cannotCreate, "cannot write \(path)", remedy: "check the path and its permissions")
        }
        self.path = path
        self.plans = plans
        state = Mutex((file, nil))
    }

    func record(_ place: Int, _ event: ProbeCore.Event, _ now: Moment, _ wallClock: UnixTime) {
        state.withLock { state in
            guard state.failure == nil else { return }
            do {
                let line = ProbeRecordLine(plans[place], place: place, event, at: now, wallClock: wallClock)
                let text = try Output.json(schema: ProbeRecordLine.schema, line) + "\n"
                try state.file.write(contentsOf: Data(text.utf8))
            } catch {
                state.failure = "\(error)"
            }
        }
    }

    /// - Throws: if not everything could be written.
    func finish() throws {
        try state.withLock { state in
            try? state.file.close()
            guard let failure = state.failure else { return }
            throw OperatorError(.ioError, "cannot write \(path)", why: failure, remedy: "check the disk")
        }
    }
}

/// Reads such a file.
enum ProbeRecordFile {
    static func lines(_ path: String) throws(OperatorError) -> [ProbeRecordLine] {
        let bytes = try InputFile.read(path, limit: ProbeDocument.mostBytes)
        var lines: [ProbeRecordLine] = []
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let line = try? JSONDecoder().decode(ProbeRecordLine.self, from: Data(line)) else {
                throw malformed(path, "line \(number + 1) is no event of a probe")
            }
            lines.append(line)
        }
        return lines
    }

    static func malformed(_ path: String, _ why: String) -> OperatorError {
        OperatorError(.dataError, "cannot use \(path)", why: why, remedy: "give a file that --record wrote")
    }
}
