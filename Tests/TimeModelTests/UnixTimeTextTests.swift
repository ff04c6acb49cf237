import Testing
import TimeModel

struct UnixTimeTextTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799), ("2026-07-23T12:34:56Z", 1_784_810_096),
        ("2100-03-01T00:00:00Z", 4_107_542_400),
    ])
    func aTimeIsReadAsItIsWritten(text: String, seconds: Int64) {
        #expect(UnixTime(text: text) == UnixTime(seconds))
        #expect(UnixTime(seconds).text == text)
    }

    @Test func fractionsAndDatesAloneAreRead() {
        #expect(UnixTime(text: "2026-07-23T12:34:56.789Z") == UnixTime(1_784_810_096))
        #expect(UnixTime(text: "2026-07-23") == UnixTime(1_784_764_800))
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-29", "2026-07-00", "26-07-23T00:00:00", "2026-07-23T24:00:00Z",
        "2026-07-23T12:60:00Z", "2026-07-23T12:34:56", "2026-07-23 12:34:56Z", "1969-12-31", "2026-07-23T1:2Z",
        "٢٠٢٦-٠٧-٢٣",
        "2026-07-23T+1:00:00Z", "2026-07-23T::Z", "--T::Z", "T",
    ])
    func whatIsNoTimeIsRefused(text: String) {
        #expect(UnixTime(text: text) == nil)
    }
}
