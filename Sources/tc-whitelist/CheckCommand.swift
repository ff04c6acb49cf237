import ArgumentParser
import TimeCommandLine
import TimeModel
import TimePeers

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "End with status 0 if an address is whitelisted, and with 1 if not.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "An address.", transform: AddressArgument.address)
    var address: PeerAddress

    func run() throws {
        let standing = try store.readSilently { try $0.standing(of: address, at: WallClock.now()) }
        if standing.trust == nil { throw Verdict.no }
    }
}
