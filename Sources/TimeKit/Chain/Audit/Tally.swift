/// Counts occurrences and remembers what the first was, so that a block full of them is one line.
struct Tally {
    private var count = 0
    private var first = ""

    mutating func add(_ description: @autoclosure () -> String) {
        if count == 0 { first = description() }
        count += 1
    }

    /// Nil if there was none.
    var summary: String? {
        switch count {
        case 0: nil
        case 1: first
        default: "\(first), and \(count - 1) more"
        }
    }
}
