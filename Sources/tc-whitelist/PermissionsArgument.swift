import ArgumentParser
import TimePeers

/// Names of permissions on the command line, with an error that says which is none.
enum PermissionsArgument {
    static func parse(_ text: String) throws -> WhitelistPermissions {
        if let permissions = WhitelistPermissions(text) { return permissions }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let unknown = names.first { !WhitelistPermissions.names.contains($0) } ?? text
        throw ValidationError(
            "\"\(unknown)\" is no permission; there are \(WhitelistPermissions.names.joined(separator: ", ")), and none"
        )
    }
}
