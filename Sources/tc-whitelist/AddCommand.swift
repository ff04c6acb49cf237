import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Trust addresses or ranges.")

    @OptionGroup var change: ChangeOptions
    @OptionGroup var reason: ReasonOption

    @Option(
        help: ArgumentHelp("How long: a number and s, m, h or d. The default is for good.", valueName: "time"),
        transform: TimeSpan.lasting)
    var ttl: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "What it is allowed: some of keep, noban, norate, sync with commas between, or none. The default is all.",
            valueName: "names"), transform: PermissionsArgument.parse)
    var permissions: WhitelistPermissions?

    @Option(help: ArgumentHelp("A note to keep with the entry.", valueName: "text"))
    var note: String?

    @Flag(help: "Lift the bans that are in the way.")
    var liftBan = false

    @Argument(help: "An address or a range such as 198.51.100.0/24.", transform: AddressArgument.prefix)
    var address: [AddressPrefix]

    func run() throws {
        try change.change(creates: true) { edit in
            for prefix in address {
                try edit.add(
                    prefix, permissions: permissions ?? .all, reason: reason.text, note: note,
                    deadline: ttl?.after(edit.now), liftsBans: liftBan)
            }
        }
    }
}
