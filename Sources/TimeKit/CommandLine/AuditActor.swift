#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Who changes a store, as its audit log names them.
public enum AuditActor {
    /// Program and user, such as `tc-whitelist:alice`: the one who called sudo(8), else the one whose rights it has.
    public static func name(program: String, environment: [String: String]) -> String {
        let caller = environment["SUDO_USER"].flatMap { isUserName($0) ? $0 : nil }
        return "\(program):\(caller ?? effectiveUser())"
    }

    /// The environment is whatever the caller made it, and the log is read by others.
    private static func isUserName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    }

    private static func effectiveUser() -> String {
        let id = geteuid()
        guard let entry = getpwuid(id), let name = entry.pointee.pw_name else { return "\(id)" }
        return String(cString: name)
    }
}
