/// What the inputs of one transaction sign (`chain-data §5`, tx input): hashed once for all of them.
public struct InputSigningMessages: Sendable {
    private let prefix: [UInt8]
    private let outputsHash: Hash256

    public init(_ transaction: Transaction) {
        var writer = BincodeWriter()
        if transaction.version >= 2 { writer.write(Self.chainID) }
        writer.write(transaction.unsignedID)
        prefix = writer.bytes
        var outputs = BincodeWriter()
        outputs.write(transaction.outputs)
        outputsHash = Hash256.sha256(of: outputs.bytes)
    }

    /// 72 bytes, or 68 for a transaction before version 2.
    public subscript(input: Int) -> [UInt8] {
        var writer = BincodeWriter(capacity: 72)
        writer.writeRaw(prefix)
        writer.write(UInt32(truncatingIfNeeded: input))
        writer.write(outputsHash)
        return writer.bytes
    }

    /// On both networks.
    private static let chainID: UInt32 = 1
}

/// The script of an input: a public key and a signature (`chain-data §5.1`).
public struct InputSignature: Hashable, Sendable {
    public let key: VerifyingKey
    private let signature: [UInt8]

    public static let scriptSize = Hash256.byteCount + Ed25519.signatureSize

    public init(script: [UInt8]) throws(InputSignatureError) {
        guard script.count == Self.scriptSize else { throw .scriptSize }
        guard let raw = Hash256(script.prefix(Hash256.byteCount)), let key = VerifyingKey(raw) else { throw .key }
        self.key = key
        signature = Array(script.dropFirst(Hash256.byteCount))
    }

    /// The signature that `key` makes.
    public init(of message: [UInt8], by key: Ed25519.SigningKey) {
        self.key = key.verifyingKey
        signature = key.sign(message)
    }

    public var script: [UInt8] { key.rawRepresentation.bytes + signature }

    /// Whether an output of this script may be spent by the key: it says the key's address on either network.
    public func owns(outputScript: [UInt8]) -> Bool {
        Address.isAddress(outputScript, of: key.rawRepresentation)
    }

    public func verify(message: [UInt8]) -> Bool {
        Ed25519.verify(signature: signature, message: message, key: key, rule: .strict)
    }
}

/// Why an input may not spend the output it names.
public enum InputSignatureError: String, Error, Hashable, Sendable {
    /// The script isn't 96 bytes.
    case scriptSize = "script_size"
    /// The script's first 32 bytes are no public key.
    case key
    /// The output doesn't pay the key's address.
    case owner
    /// The signature isn't the key's over this transaction and input.
    case signature
}

extension Transaction {
    /// Checks what one input shows against the script of the output that it spends, in the network's order.
    public func verifyInput(
        _ input: Int, spending outputScript: [UInt8], messages: InputSigningMessages
    ) throws(InputSignatureError) {
        let signature = try InputSignature(script: inputs[input].scriptSig)
        guard signature.owns(outputScript: outputScript) else { throw .owner }
        guard signature.verify(message: messages[input]) else { throw .signature }
    }
}
