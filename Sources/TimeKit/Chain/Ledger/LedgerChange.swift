package import TimeModel

/// What one block does to the ledger: everything that writing it and taking it back need.
///
/// Net of the block: an output that it both creates and spends is in neither list.
package struct LedgerChange: Hashable, Sendable {
    /// The tip before.
    package let parent: ChainTip
    package let height: Height
    /// Outputs that were unspent before the block and aren't after it.
    package let spent: [LedgerOutput]
    /// Outputs that are unspent after the block and weren't before it, in block order.
    package let created: [LedgerOutput]
    /// Spent outputs whose transaction no block holds, tombstoned for the first time.
    package let tombstones: [OutPoint]
    /// The transactions that no block held before. One that is included again keeps its first place.
    package let indexed: [TransactionPlace]
    /// In the order in which they apply.
    package let registrations: [RegistrationChange]
}

package struct LedgerOutput: Hashable, Sendable {
    package let outPoint: OutPoint
    package let output: UnspentOutput

    package init(outPoint: OutPoint, output: UnspentOutput) {
        self.outPoint = outPoint
        self.output = output
    }
}

/// A transaction and its position in its block.
package struct TransactionPlace: Hashable, Sendable {
    package let id: TransactionID
    package let position: UInt32

    package init(id: TransactionID, position: UInt32) {
        self.id = id
        self.position = position
    }
}

package struct RegistrationChange: Hashable, Sendable {
    package let nodeAddress: String
    package let before: RegistrationRecord?
    package let after: RegistrationRecord?

    package init(nodeAddress: String, before: RegistrationRecord?, after: RegistrationRecord?) {
        self.nodeAddress = nodeAddress
        self.before = before
        self.after = after
    }
}

extension LedgerChange: BincodeCodable {
    package static var minimumEncodedSize: Int { ChainTip.minimumEncodedSize + 6 * 8 }

    package init(from reader: inout BincodeReader) throws(BincodeError) {
        parent = try reader.read()
        height = try reader.read()
        spent = try reader.readList()
        created = try reader.readList()
        tombstones = try reader.readList()
        indexed = try reader.readList()
        registrations = try reader.readList()
    }

    package func encode(to writer: inout BincodeWriter) {
        writer.write(parent)
        writer.write(height)
        writer.write(spent)
        writer.write(created)
        writer.write(tombstones)
        writer.write(indexed)
        writer.write(registrations)
    }
}

extension LedgerOutput: BincodeCodable {
    package static var minimumEncodedSize: Int { OutPoint.minimumEncodedSize + UnspentOutput.minimumEncodedSize }

    package init(from reader: inout BincodeReader) throws(BincodeError) {
        outPoint = try reader.read()
        output = try reader.read()
    }

    package func encode(to writer: inout BincodeWriter) {
        writer.write(outPoint)
        writer.write(output)
    }
}

extension TransactionPlace: BincodeCodable {
    package static var minimumEncodedSize: Int { Hash256.byteCount + 4 }

    package init(from reader: inout BincodeReader) throws(BincodeError) {
        id = try reader.read()
        position = try reader.read()
    }

    package func encode(to writer: inout BincodeWriter) {
        writer.write(id)
        writer.write(position)
    }
}

extension RegistrationChange: BincodeCodable {
    package static var minimumEncodedSize: Int { 8 + 2 }

    package init(from reader: inout BincodeReader) throws(BincodeError) {
        nodeAddress = try reader.read()
        before = try reader.readOptional()
        after = try reader.readOptional()
    }

    package func encode(to writer: inout BincodeWriter) {
        writer.write(nodeAddress)
        writer.write(before)
        writer.write(after)
    }
}
