extension CBORValue where Self: FixedWidthInteger & UnsignedInteger {
    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        guard let value = Self(exactly: try reader.head(.unsigned)) else { throw CBORError(.invalidValue, at: start) }
        self = value
    }

    package func encode(to writer: inout CBORWriter) { writer.head(.unsigned, UInt64(self)) }
}

extension UInt8: CBORValue {}
extension UInt32: CBORValue {}

extension UnixTime: CBORValue {
    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        let isNegative = reader.isNext(.negative)
        guard let magnitude = Int64(exactly: try reader.head(isNegative ? .negative : .unsigned)) else {
            throw CBORError(.invalidValue, at: start)
        }
        self.init(isNegative ? ~magnitude : magnitude)
    }

    package func encode(to writer: inout CBORWriter) {
        rawValue < 0 ? writer.head(.negative, UInt64(~rawValue)) : writer.head(.unsigned, UInt64(rawValue))
    }
}

extension String: CBORValue {
    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        let count = try reader.count(.text)
        guard let text = String(validating: try reader.take(count), as: UTF8.self) else {
            throw CBORError(.invalidValue, at: start)
        }
        self = text
    }

    package func encode(to writer: inout CBORWriter) {
        writer.head(.text, UInt64(utf8.count))
        writer.raw(utf8)
    }
}

/// An array of integers, not a byte string.
extension [UInt8]: CBORValue {
    package init(from reader: inout CBORReader) throws(CBORError) {
        self = []
        let count = try reader.count(.array)
        reserveCapacity(count)
        for _ in 0..<count { append(try UInt8(from: &reader)) }
    }

    package func encode(to writer: inout CBORWriter) {
        writer.head(.array, UInt64(count))
        for byte in self { byte.encode(to: &writer) }
    }
}

/// An array of 32 integers.
extension Hash256: CBORValue {
    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        guard let hash = Hash256(try [UInt8](from: &reader)) else { throw CBORError(.invalidValue, at: start) }
        self = hash
    }

    package func encode(to writer: inout CBORWriter) { bytes.encode(to: &writer) }
}

/// A byte string, unlike all other bytes.
extension Signature64: CBORValue {
    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        let count = try reader.count(.bytes)
        guard let signature = Signature64(Array(try reader.take(count))) else {
            throw CBORError(.invalidValue, at: start)
        }
        self = signature
    }

    package func encode(to writer: inout CBORWriter) {
        writer.head(.bytes, UInt64(bytes.count))
        writer.raw(bytes)
    }
}

extension Optional: CBORValue where Wrapped: CBORValue {
    package init(from reader: inout CBORReader) throws(CBORError) {
        self = reader.null() ? nil : try Wrapped(from: &reader)
    }

    package func encode(to writer: inout CBORWriter) {
        if let self { self.encode(to: &writer) } else { writer.null() }
    }
}

/// A TIME-MSG blob: one map.
package protocol CBORObject {
    init(fields reader: inout CBORReader) throws(CBORError)
    func encodeFields(to writer: inout CBORWriter)
}

extension CBORObject {
    /// Decodes a blob that a peer or a relay sent; throws what keeps it from being one.
    package init(cbor bytes: [UInt8]) throws(CBORError) {
        guard bytes.count <= Limits.maximumEnvelopeSize else { throw CBORError(.tooLarge, at: 0) }
        var reader = CBORReader(bytes)
        try self.init(fields: &reader)
        try reader.end()
    }

    package func cborEncoded() -> [UInt8] {
        var writer = CBORWriter()
        encodeFields(to: &writer)
        return writer.bytes
    }
}
