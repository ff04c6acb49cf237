import Testing
import TimeModel
import TimeWire

struct BlockServingTests {
    private static let end = Height(.max)
    private static let cases: [(start: Height, end: Height, tip: Height, heights: ClosedRange<Height>?)] = [
        (0, 0, 2000, 0...0), (0, 0, 0, 0...0), (1, 50, 2000, 1...50), (1, 51, 2000, 1...50), (1, 10_000, 2000, 1...50),
        (1951, 2050, 2000, 1951...2000), (1999, 2008, 2000, 1999...2000), (2000, 2000, 2000, 2000...2000),
        (2001, 2050, 2000, nil), (60, 51, 2000, nil), (5000, 5001, 2000, nil), (0, end, 2000, 0...49),
        (end, end, 2000, nil), (end, 0, 2000, nil), (1, 1, 0, nil),
        (Height(.max - 10), end, end, Height(.max - 10)...end),
    ]

    @Test(arguments: cases)
    func `serves what the wire says`(start: Height, end: Height, tip: Height, heights: ClosedRange<Height>?) {
        #expect(BlockServing.heights(start: start, end: end, tip: tip) == heights)
    }

    @Test func `cuts the answer to what fits into a frame`() {
        let block = [UInt8](repeating: 0, count: 4_000_000)
        #expect(BlockServing.trimmed([]).isEmpty)
        #expect(BlockServing.trimmed([block, block]).count == 2)
        #expect(
            BlockServing.trimmed([block, block, block, [1]]).count == 2, "nothing after the first that doesn't fit")
        let exact = [UInt8](repeating: 0, count: 8_388_608 - 12)
        #expect(BlockServing.trimmed([exact]).count == 1)
        #expect(BlockServing.trimmed([exact + [0]]).isEmpty)
    }
}
