/// A place in a text, both counted from 1. Columns are characters, not bytes.
public struct TextPlace: Hashable, Sendable, CustomStringConvertible {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public var description: String { "line \(line), column \(column)" }
}

/// Finds lines and columns, best in the order of the text: it goes on from the last place asked for.
struct PlaceFinder {
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1
    private var column = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func place(at target: Int) -> TextPlace {
        if target < offset { self = PlaceFinder(bytes) }
        while offset < min(target, bytes.count) {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                // Bytes that go on a character of UTF-8 are none of their own.
                column += 1
            }
            offset += 1
        }
        return TextPlace(line: line, column: column)
    }
}
