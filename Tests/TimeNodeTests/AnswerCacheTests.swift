import Testing
import TimeModel
import TimeNode
import TimeWire

struct AnswerCacheTests {
    private func question(_ height: UInt64, kind: MessageKind = .blockRangeResponse) -> AnswerCache.Question {
        AnswerCache.Question(kind: kind, heights: Height(height)...Height(height + 49))
    }

    /// Whether the cache had it.
    private func has(_ cache: AnswerCache, _ question: AnswerCache.Question, size: Int = 1) -> Bool {
        var had = true
        _ = cache.answer(to: question) {
            had = false
            return [UInt8](repeating: 7, count: size)
        }
        return had
    }

    @Test func whatWasAnsweredOnceIsNotMadeAgain() {
        let cache = AnswerCache()
        #expect(cache.answer(to: question(1)) { [1, 2, 3] } == [1, 2, 3])
        #expect(cache.answer(to: question(1)) { [4] } == [1, 2, 3])
        #expect(!has(cache, question(1, kind: .blocksResponse)) && !has(cache, question(2)))
    }

    @Test func nothingIsKeptOfAFailure() throws {
        struct Unreadable: Error {}
        let cache = AnswerCache()
        #expect(throws: Unreadable.self) { try cache.answer(to: question(1)) { throw Unreadable() } }
        #expect(!has(cache, question(1)))
    }

    @Test func theOldestMakeRoomAndHugeOnesAreNotKept() {
        let cache = AnswerCache()
        let size = NodeLimits.cachedAnswerBytes
        let room = NodeLimits.cachedAnswersBytes / size
        for height in 0...UInt64(room) { #expect(!has(cache, question(height), size: size)) }
        #expect(has(cache, question(1)) && has(cache, question(UInt64(room))))
        #expect(!has(cache, question(0)), "the oldest")

        #expect(!has(cache, question(1_000), size: size + 1))
        #expect(!has(cache, question(1_000)))
    }

    @Test func aReorganisationForgetsAlsoWhatWasReadBefore() {
        let cache = AnswerCache()
        #expect(!has(cache, question(1)) && has(cache, question(1)))
        cache.forget()
        #expect(!has(cache, question(1)))
        let old = cache.answer(to: question(50)) {
            cache.forget()
            return [1]
        }
        #expect(old == [1])
        #expect(!has(cache, question(50)), "read before the switch")
    }
}
