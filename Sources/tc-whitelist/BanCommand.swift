import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct BanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ban", abstract: "Keep addresses or ranges out, whitelisted or not.")

    @OptionGroup var change: ChangeOptions
    @OptionGroup var reason: ReasonOption

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("How long: a number and s, m, h or d. The default is until lifted.", valueName: "time"),
        transform: TimeSpan.lasting)
    var length: TimeSpan?

    @Argument(help: "An address or a range such as 198.51.100.0/24.", transform: AddressArgument.prefix)
    var address: [AddressPrefix]

    func run() throws {
        try change.change(creates: true) { edit in
            for prefix in address {
                try edit.ban(prefix, reason: reason.text, expires: length?.after(edit.now))
            }
        }
    }
}
