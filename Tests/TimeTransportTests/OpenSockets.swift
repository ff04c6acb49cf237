import Foundation

/// The TCP sockets that this process holds.
enum OpenSockets {
    /// Those with `port` at either end.
    static func count(port: UInt16) -> Int {
        let held = Set(descriptors().compactMap(inode))
        guard let table = try? String(contentsOfFile: "/proc/self/net/tcp", encoding: .utf8) else { return -1 }
        let suffix = ":" + String(port, radix: 16, uppercase: true).leftPadded(to: 4)
        return table.split(separator: "\n").dropFirst()
            .count { line in
                let fields = line.split(separator: " ")
                guard fields.count > 9 else { return false }
                return (fields[1].hasSuffix(suffix) || fields[2].hasSuffix(suffix)) && held.contains(String(fields[9]))
            }
    }

    private static func descriptors() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    }

    private static func inode(of descriptor: String) -> String? {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + descriptor),
            target.hasPrefix("socket:[")
        else { return nil }
        return String(target.dropFirst(8).dropLast())
    }
}

extension String {
    fileprivate func leftPadded(to length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}
