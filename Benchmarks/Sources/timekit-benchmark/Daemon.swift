import Foundation

/// A `timed` process and what the kernel says of it.
final class Daemon {
    private let process = Process()
    private let log: URL

    init(_ timed: String, _ arguments: [String], log: URL) throws {
        self.log = log
        FileManager.default.createFile(atPath: log.path, contents: nil)
        process.executableURL = URL(fileURLWithPath: timed)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        try process.run()
    }

    var isRunning: Bool { process.isRunning }
    var exitCode: Int32 { process.terminationStatus }
    var output: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Polls until the log holds `text`; throws after `limit` seconds or when the process ended.
    func wait(for text: String, limit: Double) throws {
        let end = Date().addingTimeInterval(limit)
        while !output.contains(text) {
            guard process.isRunning, Date() < end else {
                throw Failure("'\(text)' never came; last words:\n\(output.suffix(500))")
            }
            usleep(5_000)
        }
    }

    /// Resident bytes now, and the most there were.
    var resident: (now: Int, peak: Int) {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        func kilobytes(_ key: String) -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
            return line.flatMap {
                Int($0.split(separator: " ", omittingEmptySubsequences: true)[1].trimmingCharacters(in: .whitespaces))
            } ?? 0
        }
        return (kilobytes("VmRSS:") * 1_024, kilobytes("VmHWM:") * 1_024)
    }

    /// User and system time so far, in seconds.
    var processorTime: Double {
        let stat = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        guard let afterName = stat.lastIndex(of: ")") else { return 0 }
        let fields = stat[afterName...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    func end() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    deinit { end() }
}

struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
