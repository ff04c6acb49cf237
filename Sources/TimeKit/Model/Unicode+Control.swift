extension Unicode.Scalar {
    /// Whether it does something to a terminal or to the text around it, in place of being seen.
    package var isControl: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format: true
        default: false
        }
    }
}
