extension PaymentRequest {
    /// The id that a request gets unless its maker chooses another text (`chain-data §4`).
    public var defaultID: String {
        var writer = BincodeWriter()
        writer.writeRaw(fromAddress.utf8)
        writer.writeRaw(toAddress.utf8)
        writer.writeAll(amount, timestamp)
        return Hash256.sha256(of: writer.bytes).description
    }

    /// The bytes that the signature covers: without the requester's name and the expiry (`chain-data §5`).
    public var signedBytes: [UInt8] {
        var writer = BincodeWriter()
        for text in [id, fromAddress, toAddress] { writer.writeRaw(text.utf8) }
        writer.write(amount)
        writer.writeRaw(memo.utf8)
        writer.write(timestamp)
        return writer.bytes
    }

    /// Whether the key in the request signed it; upstream doesn't ask whether it is the key of `fromAddress`.
    public var hasValidSignature: Bool {
        guard let signature = Hex.decode(signature), let key = Hash256(hex: publicKey).flatMap({ VerifyingKey($0) })
        else { return false }
        return Ed25519.verify(signature: signature, message: signedBytes, key: key, rule: .strict)
    }
}
