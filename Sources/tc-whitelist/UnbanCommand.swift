import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct UnbanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unban", abstract: "Lift bans, those that the node set among them.")

    @OptionGroup var change: ChangeOptions
    @OptionGroup var reason: ReasonOption

    @Argument(help: "An address or a range as bans lists it.", transform: AddressArgument.prefix)
    var address: [AddressPrefix]

    func run() throws {
        try change.change { edit in
            for prefix in address { try edit.unban(prefix, reason: reason.text) }
        }
    }
}
