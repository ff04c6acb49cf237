internal import Foundation

/// To whom a store belongs that root makes: to the owner of the directory that it is made in. Otherwise an operator's
/// `sudo tc-whitelist add` before the daemon's first start would keep the daemon out of its own store.
struct StoreOwner {
    private let user: uid_t
    private let group: gid_t
    /// Directories that aren't there yet, the innermost first.
    private let missing: [String]

    /// Nil where everything belongs to the right one by itself.
    init?(path: String) {
        guard geteuid() == 0 else { return nil }
        var missing: [String] = []
        var directory = URL(fileURLWithPath: path).deletingLastPathComponent()
        var status = stat()
        while stat(directory.path, &status) != 0 {
            guard directory.path != "/" else { return nil }
            missing.append(directory.path)
            directory = directory.deletingLastPathComponent()
        }
        guard status.st_uid != 0 else { return nil }
        user = status.st_uid
        group = status.st_gid
        self.missing = missing
    }

    /// Hands over what was made. What can't be handed over stays with root, as everything else on such a disk.
    func take(_ files: [String]) {
        for file in missing + files { _ = lchown(file, user, group) }
    }
}
