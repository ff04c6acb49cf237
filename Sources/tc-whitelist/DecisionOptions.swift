import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

/// What is decided about: some addresses, or everything that is pending.
struct DecisionOptions: ParsableArguments {
    @OptionGroup var change: ChangeOptions
    @OptionGroup var reason: ReasonOption

    @Flag(help: "Everything that is pending, but for what is banned.")
    var all = false

    @Argument(help: "An address or a range as it is listed.", transform: AddressArgument.prefix)
    var address: [AddressPrefix] = []

    func validate() throws {
        if all == !address.isEmpty { throw ValidationError("give addresses, or --all") }
    }

    /// Runs `decide` for each address or range, in one transaction.
    func run(_ decide: (inout WhitelistEdit, AddressPrefix) throws -> Void) throws {
        var skipped: [ChangeReport.Skipped] = []
        try change.change(skipped: { skipped }) { edit in
            guard all else {
                for prefix in address { try decide(&edit, prefix) }
                return
            }
            for prefix in try edit.pending() {
                do {
                    try decide(&edit, prefix)
                } catch let refusal as WhitelistRefusal {
                    guard case .banned = refusal else { throw refusal }
                    skipped.append(ChangeReport.Skipped(subject: "\(prefix)", reason: "\(refusal)"))
                }
            }
        }
    }
}
