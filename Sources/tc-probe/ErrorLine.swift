import TimeControl

/// Standard error, with the program's name before each line.
enum ErrorLine {
    static func write(_ text: String) { ErrorStream.standard.write(line: "tc-probe: \(text)") }
}
