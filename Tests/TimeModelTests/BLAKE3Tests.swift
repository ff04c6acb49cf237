import TestSupport
import Testing
import TimeModel

struct BLAKE3Tests {
    struct Case: Decodable, Sendable {
        let length: Int
        let hash: String
    }

    @Test(arguments: try Fixture.decode("blake3.json", as: [Case].self))
    func `hashes the bytes 0, 1 ... 250, 0 ... of every length as the reference does`(_ golden: Case) {
        let input = (0..<golden.length).map { UInt8($0 % 251) }
        #expect(BLAKE3.hash(input).description == golden.hash, "length \(golden.length)")
        #expect(BLAKE3.hash(AnySequence(input)).description == golden.hash, "length \(golden.length), not contiguous")
    }
}
