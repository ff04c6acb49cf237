import ArgumentParser
public import TimeModel
import TimePeers

/// Addresses on the command line, with an error that says what is wrong.
public enum AddressArgument {
    /// An address or a range.
    public static func prefix(_ text: String) throws -> AddressPrefix {
        do {
            return try AddressPrefix(operatorText: text)
        } catch {
            throw ValidationError(error.description)
        }
    }

    /// One address and no range.
    public static func address(_ text: String) throws -> PeerAddress {
        let prefix = try prefix(text)
        guard prefix.isSingleAddress else { throw ValidationError("give one address; this is a range") }
        return prefix.address
    }
}
