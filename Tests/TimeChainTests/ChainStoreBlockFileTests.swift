import Foundation
import TestSupport
import Testing
import TimeChain
import TimeModel

struct ChainStoreBlockFileTests {
    private let directory: StoreDirectory
    private let store: ChainStore
    private let recorded: Data

    init() throws {
        directory = try StoreDirectory()
        store = try directory.open()
        recorded = try Fixture.data("chains/rich.bin")
    }

    private func file(_ data: Data) throws -> String {
        let path = directory.file("blocks.bin")
        try data.write(to: URL(fileURLWithPath: path))
        return path
    }

    private func size(ofBlocks count: Int) throws -> Int {
        try ChainFile.blocks("rich").prefix(count).reduce(0) { $0 + $1.bytes.count + 4 }
    }

    @Test(arguments: ["plain", "rich"])
    func anExportedChainIsTheFileThatWasImported(_ name: String) throws {
        let chain = try RecordedChain.named(name)
        let source = Fixture.url("chains/\(name).bin").path
        #expect(try store.importBlocks(from: source, now: RecordedChain.clock) == chain.blocks.count)
        try store.expect(try #require(chain.records.last))
        let target = directory.file("out.bin")
        try store.exportBlocks(to: target)
        #expect(FileManager.default.contentsEqual(atPath: target, andPath: source))
        #expect(!FileManager.default.fileExists(atPath: target + ".partial"))
    }

    @Test func blocksThatAreThereAlreadyArePassedOver() throws {
        try store.connect(try RecordedChain.rich.get(), 0..<123)
        #expect(try store.importBlocks(from: try file(recorded), now: RecordedChain.clock) == 320 - 123)
        #expect(try store.importBlocks(from: try file(recorded), now: RecordedChain.clock) == 0)
    }

    /// In the middle of a size, of a block, and of the last one.
    @Test(arguments: [(100, 2), (100, 4), (100, 500), (319, 700), (0, 3)])
    func aTruncatedFileIsReportedByItsOffset(_ complete: Int, more: Int) throws {
        let offset = try size(ofBlocks: complete)
        let error = try #require(importError(recorded.prefix(offset + more)))
        #expect(error.code == .blockFile)
        #expect(error.description.contains("at byte \(offset):"))
        #expect(store.tip.height == Height(UInt64(complete)))
    }

    @Test(arguments: [0x00, 0xFF] as [UInt8])
    func aFileThatIsGarbageFromSomewhereOnIsReportedByItsOffset(_ filler: UInt8) throws {
        let offset = try size(ofBlocks: 200)
        let error = try #require(importError(recorded.prefix(offset) + Data(repeating: filler, count: 9000)))
        #expect(error.description.contains("at byte \(offset):"))
        #expect(store.tip.height == 200)
    }

    @Test func aBlockThatBreaksARuleIsReportedByItsOffset() throws {
        let (before, after) = (try size(ofBlocks: 50), try size(ofBlocks: 51))
        let error = try #require(importError(recorded.prefix(before) + recorded.dropFirst(after)))
        #expect(error.description.contains("at byte \(before): block 52"))
        #expect(store.tip.height == 50)
    }

    @Test func aFileOfAnotherChainIsRefused() throws {
        try store.connect(try RecordedChain.plain.get(), 0..<30)
        let error = try #require(importError(recorded))
        #expect(error.description.contains("at byte 0: block 1 is of another chain"))
        #expect(store.tip.height == 30)
    }

    @Test func filesThatCantBeOpenedAreReported() throws {
        #expect(
            throwing(.inputOutput) {
                _ = try store.importBlocks(from: directory.file("none"), now: RecordedChain.clock)
            })
        #expect(throwing(.inputOutput) { try store.exportBlocks(to: directory.file("none/out.bin")) })
    }

    private func importError(_ data: Data) -> ChainStoreError? {
        do {
            _ = try store.importBlocks(from: try file(data), now: RecordedChain.clock)
            return nil
        } catch {
            return error as? ChainStoreError
        }
    }
}
