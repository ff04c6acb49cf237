/// Where an output stands between unspent and archived, in the order on the wire (`wire §6`).
public enum UTXOState: Hashable, Sendable {
    case unspent
    case locked(by: TransactionID, at: UnixTime)
    case spentPending(by: TransactionID, votes: UInt32, totalNodes: UInt32, at: UnixTime)
    case spentFinalized(by: TransactionID, at: UnixTime, votes: UInt32)
    case archived(by: TransactionID, height: Height, at: UnixTime)
}

/// An output and its state.
public struct OutPointState: Hashable, Sendable {
    public var outpoint: OutPoint
    public var state: UTXOState

    public init(outpoint: OutPoint, state: UTXOState) {
        self.outpoint = outpoint
        self.state = state
    }
}

/// A change of state that subscribers were once told of (`wire §6`).
public struct UTXOStateChange: Hashable, Sendable {
    public var outpoint: OutPoint
    public var newState: UTXOState
    public var timestamp: UnixTime

    public init(outpoint: OutPoint, newState: UTXOState, timestamp: UnixTime) {
        self.outpoint = outpoint
        self.newState = newState
        self.timestamp = timestamp
    }
}

extension UTXOState: BincodeCodable {
    public static var minimumEncodedSize: Int { 4 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        switch try reader.readVariant(below: 5) {
        case 0: self = .unspent
        case 1: self = .locked(by: try reader.read(), at: try reader.read())
        case 2:
            self = .spentPending(
                by: try reader.read(), votes: try reader.read(), totalNodes: try reader.read(), at: try reader.read())
        case 3: self = .spentFinalized(by: try reader.read(), at: try reader.read(), votes: try reader.read())
        default: self = .archived(by: try reader.read(), height: try reader.read(), at: try reader.read())
        }
    }

    public func encode(to writer: inout BincodeWriter) {
        switch self {
        case .unspent: writer.write(UInt32(0))
        case .locked(let spender, let time): writer.writeAll(UInt32(1), spender, time)
        case .spentPending(let spender, let votes, let totalNodes, let time):
            writer.writeAll(UInt32(2), spender, votes, totalNodes, time)
        case .spentFinalized(let spender, let time, let votes): writer.writeAll(UInt32(3), spender, time, votes)
        case .archived(let spender, let height, let time): writer.writeAll(UInt32(4), spender, height, time)
        }
    }
}

extension OutPointState: BincodeCodable {
    public static var minimumEncodedSize: Int { OutPoint.minimumEncodedSize + UTXOState.minimumEncodedSize }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        outpoint = try reader.read()
        state = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) { writer.writeAll(outpoint, state) }
}

extension UTXOStateChange: BincodeCodable {
    public static var minimumEncodedSize: Int { OutPointState.minimumEncodedSize + 8 }

    public init(from reader: inout BincodeReader) throws(BincodeError) {
        outpoint = try reader.read()
        newState = try reader.read()
        timestamp = try reader.read()
    }

    public func encode(to writer: inout BincodeWriter) { writer.writeAll(outpoint, newState, timestamp) }
}
