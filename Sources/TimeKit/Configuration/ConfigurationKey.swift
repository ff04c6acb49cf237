/// A key that a configuration file may contain, and what becomes of its value.
struct ConfigurationKey: Sendable {
    typealias Path<Value> = WritableKeyPath<ConfigurationDraft, Value> & Sendable

    enum Use: Sendable {
        case text(any Path<Placed<String>?>)
        case flag(any Path<Placed<Bool>?>)
        case integer(ClosedRange<Int>, any Path<Placed<Int>?>)
        case list(any Path<[Placed<String>]>)
        /// Accepted for the sake of existing files; the text says why it changes nothing.
        case ignored(String)
    }

    let name: String
    let use: Use

    init(_ name: String, _ use: Use) {
        self.name = name
        self.use = use
    }
}
