extension String {
    /// Without characters that a terminal would obey: servers and peers have their say in what is stored.
    package var printable: String {
        guard unicodeScalars.contains(where: Self.isCommand) else { return self }
        var text = UnicodeScalarView()
        for scalar in unicodeScalars { text.append(Self.isCommand(scalar) ? "\u{FFFD}" : scalar) }
        return String(text)
    }

    /// Control characters, and those that turn the direction of writing.
    private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
