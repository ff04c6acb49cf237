internal import Foundation
internal import TimeModel

/// A file of blocks, each as its size in four bytes, the highest first, and its bytes.
struct BlockFile {
    let path: String
    private let handle: FileHandle
    private let size: UInt64
    /// Where the next block's size stands.
    private(set) var offset: UInt64 = 0

    init(reading path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw ChainStoreError(.inputOutput, path, "can't be opened for reading")
        }
        self.path = path
        self.handle = handle
        size = try handle.seekToEnd()
        try handle.seek(toOffset: 0)
    }

    /// Nil at the end of the file.
    mutating func next() throws -> EncodedBlock? {
        guard offset < size else { return nil }
        guard let header = try handle.read(upToCount: 4), header.count == 4 else {
            throw fault("the file ends within a size")
        }
        let length = header.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= ChainLimits.maximumBlockSize else {
            throw fault("\(length) bytes are more than a block may have")
        }
        guard length <= size - offset - 4, let bytes = try handle.read(upToCount: Int(length)) else {
            throw fault("the file ends within a block of \(length) bytes")
        }
        do {
            let block = try EncodedBlock(bincode: [UInt8](bytes))
            offset += 4 + length
            return block
        } catch {
            throw fault("no block can be decoded there: \(error)")
        }
    }

    /// What is wrong with the block that begins at `offset`, or at the current one.
    func fault(_ reason: String, at offset: UInt64? = nil) -> ChainStoreError {
        ChainStoreError(.blockFile, path, "at byte \(offset ?? self.offset): \(reason)")
    }
}
