import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct RemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take trust back, whatever its source.")

    @OptionGroup var change: ChangeOptions
    @OptionGroup var reason: ReasonOption

    @Argument(help: "An address or a range as it is listed.", transform: AddressArgument.prefix)
    var address: [AddressPrefix]

    func run() throws {
        try change.change { edit in
            for prefix in address { try edit.revoke(prefix, reason: reason.text) }
        }
    }
}
