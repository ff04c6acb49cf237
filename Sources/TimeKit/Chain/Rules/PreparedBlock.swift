package import TimeModel

/// A block with everything about it that needs no chain: made for many blocks at once, off the chain's thread.
package struct PreparedBlock: Sendable {
    /// As received: what the rules judge.
    package let received: IdentifiedBlock
    /// What the chain keeps: the same, unless the leader's text has white space around it (`chain-rules §2.1`).
    package let stored: IdentifiedBlock
    package let merkleForm: MerkleForm
    /// By transaction, and by input within it; empty lists for coinbase and distribution.
    let inputSignatures: [[InputSignatureVerdict]]
    /// By position in the block.
    let specialTransactions: [Int: SpecialTransactionVerdict]

    package init(_ encoded: EncodedBlock) {
        received = IdentifiedBlock(encoded)
        stored = received.withTrimmedLeader
        merkleForm = MerkleForm(of: received)
        // A block whose transactions aren't its own is refused before anybody asks about its signatures.
        let transactions = merkleForm == .mismatch ? [] : received.block.transactions
        inputSignatures = transactions.enumerated()
            .map { position, transaction in
                position < 2 ? [] : InputSignatureVerdict.verdicts(on: transaction)
            }
        var verdicts: [Int: SpecialTransactionVerdict] = [:]
        for (position, transaction) in transactions.enumerated() {
            verdicts[position] = transaction.specialData.map(SpecialTransactionVerdict.init)
        }
        specialTransactions = verdicts
    }
}

/// Which leaves the header's Merkle root is made of (`chain-rules §2.2`): all of one form, or it is wrong.
package enum MerkleForm: Hashable, Sendable {
    case current
    /// With the memos.
    case legacy
    case mismatch

    init(of block: IdentifiedBlock) {
        let root = block.block.header.merkleRoot
        if MerkleTree.root(of: block.transactionIDs.map(\.digest)) == root {
            self = .current
        } else if MerkleTree.root(of: block.block.transactions.map(\.legacyLeaf)) == root {
            self = .legacy
        } else {
            self = .mismatch
        }
    }
}

/// What an input shows, before it is known whose output it spends: the signature, if it is its key's.
typealias InputSignatureVerdict = Result<InputSignature, InputSignatureError>

extension InputSignatureVerdict {
    static func verdicts(on transaction: Transaction) -> [InputSignatureVerdict] {
        guard !transaction.inputs.isEmpty else { return [] }
        let messages = InputSigningMessages(transaction)
        return transaction.inputs.enumerated()
            .map { index, input in
                InputSignatureVerdict { () throws(InputSignatureError) in
                    let signature = try InputSignature(script: input.scriptSig)
                    guard signature.verify(message: messages[index]) else { throw .signature }
                    return signature
                }
            }
    }
}

/// What a registry change shows by itself.
struct SpecialTransactionVerdict: Sendable {
    /// The key that it names, if the signature is that key's.
    let signer: VerifyingKey?
    /// The first thing about it that the network refuses at its tip (`chain-rules B9`).
    let failure: SpecialTransactionError?

    init(_ special: SpecialTransaction) {
        let unsigned = Self.failure(of: special.checkSignature)
        signer = unsigned == nil ? Hash256(hex: special.publicKey).flatMap(VerifyingKey.init) : nil
        failure =
            Self.failure(of: special.checkFields) ?? unsigned ?? Self.failure(of: special.checkAddressBinding)
    }

    private static func failure(
        of check: () throws(SpecialTransactionError) -> Void
    ) -> SpecialTransactionError? {
        do {
            try check()
            return nil
        } catch {
            return error
        }
    }
}

extension IdentifiedBlock {
    /// Itself, or what upstream stores instead: without Unicode white space around the leader, under another hash.
    fileprivate var withTrimmedLeader: IdentifiedBlock {
        let leader = block.header.leader.unicodeScalars
        guard leader.first?.properties.isWhitespace ?? false || leader.last?.properties.isWhitespace ?? false else {
            return self
        }
        var trimmed = leader.drop(while: \.properties.isWhitespace)
        while trimmed.last?.properties.isWhitespace ?? false { trimmed.removeLast() }
        var block = block
        block.header.leader = String(trimmed)
        return IdentifiedBlock(EncodedBlock(block))
    }
}
