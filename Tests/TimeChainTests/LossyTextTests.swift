import Testing
import TimeChain
import TimeModel

@Suite struct LossyTextTests {
    /// The examples of the Unicode standard, section 3.9: one U+FFFD per maximal ill-formed part.
    @Test(arguments: [
        ("61f18080e180c262806380bf64", "a���b�c��d"),
        ("c0afe080bff0818241", "��������A"),
        ("eda080edbfbfedaf41", "��������A"),
        ("f4919293ff4180bf42", "�����A��B"),
        ("e180e2f09192f1bf41", "����A"),
        ("54494d45", "TIME"),
        ("", ""),
    ])
    func eachMaximalIllFormedPartIsOneReplacement(_ hex: String, _ text: String) throws {
        #expect(LossyText.utf8(of: try #require(Hex.decode(hex))) == Array(text.utf8))
    }

    @Test func excerptsFitALogLine() {
        #expect(LossyText.excerpt(of: "203.0.113.10:24100\n\u{1b}[2J".utf8) == "203.0.113.10:24100\\n\\u{1B}[2J")
        #expect(LossyText.excerpt(of: Array(repeating: 0x61, count: 5000)).count == 64)
    }
}
