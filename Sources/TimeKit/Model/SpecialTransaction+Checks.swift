/// Why a special transaction isn't what the network takes at its tip (`chain-rules B9`).
public struct SpecialTransactionError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        case emptyField = "empty_field"
        case missingPort = "missing_port"
        case publicKey = "public_key"
        case signature
        /// The wallet address of a registration is not the key's.
        case walletAddress = "wallet_address"
    }

    public let code: Code
    /// The field in question, by its name on the wire.
    public let field: String

    init(_ code: Code, field: String) {
        self.code = code
        self.field = field
    }
}

extension SpecialTransactionError: CustomStringConvertible {
    public var description: String { "special transaction refused for its \(field): \(code.rawValue)" }
}

extension SpecialTransaction {
    /// Fields, signature and address binding: what a transaction without inputs and outputs must show (`chain-rules B9`).
    public func check() throws(SpecialTransactionError) {
        try checkFields()
        try checkSignature()
        try checkAddressBinding()
    }

    /// No field empty that may not be, a port in a registration's node address, a key of 64 hexadecimal digits.
    public func checkFields() throws(SpecialTransactionError) {
        let required: [(name: String, value: String)]
        switch self {
        case .masternodeRegistration(let registration):
            required = [("node_address", registration.nodeAddress), ("wallet_address", registration.walletAddress)]
            guard registration.nodeAddress.isEmpty || registration.nodeAddress.utf8.contains(UInt8(ascii: ":")) else {
                throw SpecialTransactionError(.missingPort, field: "node_address")
            }
        case .masternodeDeregistration(let deregistration):
            required = [("node_address", deregistration.nodeAddress)]
        case .masternodePayoutUpdate(let update):
            required = [("node_address", update.nodeAddress), ("new_reward_address", update.newRewardAddress)]
        }
        for (name, value) in required + [("signature", signature)] where value.isEmpty {
            throw SpecialTransactionError(.emptyField, field: name)
        }
        guard Hash256(hex: publicKey) != nil else { throw SpecialTransactionError(.publicKey, field: "pubkey") }
    }

    /// The signature under the key that the transaction itself names, which need not be the registered one.
    public func checkSignature() throws(SpecialTransactionError) {
        guard let raw = Hash256(hex: publicKey), let key = VerifyingKey(raw) else {
            throw SpecialTransactionError(.publicKey, field: "pubkey")
        }
        guard let bytes = Hex.decode(signature),
            Ed25519.verify(signature: bytes, message: signedText.utf8, key: key, rule: .plain)
        else { throw SpecialTransactionError(.signature, field: "signature") }
    }

    /// The wallet address of a registration is the key's, on either network. The other kinds name no wallet.
    public func checkAddressBinding() throws(SpecialTransactionError) {
        guard case .masternodeRegistration(let registration) = self else { return }
        guard let key = Hash256(hex: publicKey) else {
            throw SpecialTransactionError(.publicKey, field: "pubkey")
        }
        guard Address.isAddress(registration.walletAddress.utf8, of: key) else {
            throw SpecialTransactionError(.walletAddress, field: "wallet_address")
        }
    }

    /// What the signature covers (`chain-data §5`). A registration's reward address isn't part of it.
    public var signedText: String {
        switch self {
        case .masternodeRegistration(let registration):
            let collateral = registration.collateralOutpoint.isEmpty ? "none" : registration.collateralOutpoint
            return "MNREG:\(registration.nodeAddress):\(registration.walletAddress):\(publicKey):\(collateral)"
        case .masternodeDeregistration(let deregistration):
            return "MNDEREG:\(deregistration.nodeAddress):\(deregistration.slotID)"
        case .masternodePayoutUpdate(let update):
            return "MNPAYOUT:\(update.nodeAddress):\(update.newRewardAddress)"
        }
    }

    /// Hexadecimal text of the key that the transaction names.
    public var publicKey: String {
        switch self {
        case .masternodeRegistration(let registration): registration.publicKey
        case .masternodeDeregistration(let deregistration): deregistration.publicKey
        case .masternodePayoutUpdate(let update): update.publicKey
        }
    }

    private var signature: String {
        switch self {
        case .masternodeRegistration(let registration): registration.signature
        case .masternodeDeregistration(let deregistration): deregistration.signature
        case .masternodePayoutUpdate(let update): update.signature
        }
    }
}
