import Foundation

/// A directory that vanishes with the object.
final class Scratch: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("timekit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { path + "/" + name }

    /// Every file below `name` with its content, to see whether anything was touched.
    func contents(_ name: String) -> [String: Data] {
        let root = path(name)
        var files: [String: Data] = [:]
        for case let file as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            files[file] = FileManager.default.contents(atPath: root + "/" + file)
        }
        return files
    }
}
