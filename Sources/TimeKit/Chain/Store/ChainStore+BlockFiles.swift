internal import Foundation
public import TimeModel

extension ChainStore {
    /// Writes all blocks above genesis to a file, which takes its name when it is complete.
    ///
    /// - Parameter progress: is told the height done and the last one.
    public func exportBlocks(
        to file: String, progress: (Height, Height) -> Void = { _, _ in }
    ) throws(ChainStoreError) {
        try ChainStoreError.describing(file) {
            let partial = file + ".partial"
            guard FileManager.default.createFile(atPath: partial, contents: nil),
                let handle = FileHandle(forWritingAtPath: partial)
            else { throw ChainStoreError(.inputOutput, partial, "can't be opened for writing") }
            let last = tip.height
            var next = Height(1)
            while next <= last {
                let blocks = try blockBytes(
                    from: next, through: last, maximumCount: ChainLimits.passBatch,
                    maximumBytes: ChainLimits.passBatchSize)
                guard !blocks.isEmpty else { throw ChainStoreError(.corrupt, path, "block \(next) is missing") }
                var data = Data(capacity: blocks.reduce(0) { $0 + $1.count + 4 })
                for block in blocks {
                    withUnsafeBytes(of: UInt32(block.count).bigEndian) { data.append(contentsOf: $0) }
                    data.append(contentsOf: block)
                }
                try handle.write(contentsOf: data)
                next = next.advanced(by: blocks.count)
                progress(next.advanced(by: -1), last)
            }
            try handle.synchronize()
            try handle.close()
            guard rename(partial, file) == 0 else {
                throw ChainStoreError(.inputOutput, file, "can't be put in place: \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Connects a file's blocks by the normal rules; those that the chain holds are passed over.
    ///
    /// A fault in the file ends it with an error that names the byte; the blocks before are in the store by then.
    /// - Parameter progress: is told the height reached after each batch.
    /// - Returns: how many blocks were new.
    public func importBlocks(
        from file: String, now: UnixTime, progress: (Height) -> Void = { _ in }
    ) throws(ChainStoreError) -> Int {
        try ChainStoreError.describing(file) {
            var source = try BlockFile(reading: file)
            var imported = 0
            while true {
                let batch = try nextBatch(of: &source)
                let outcome = try connect(batch.blocks.map(\.block), now: now)
                imported += outcome.connected
                if let violation = outcome.violation {
                    throw source.fault(violation.description, at: batch.blocks[outcome.connected].offset)
                }
                if let fault = batch.fault { throw fault }
                guard !batch.isLast else { return imported }
                progress(outcome.tip.height)
            }
        }
    }

    private struct ImportBatch {
        var blocks: [(block: PreparedBlock, offset: UInt64)] = []
        /// What ended the batch early.
        var fault: ChainStoreError?
        var isLast = false
    }

    private func nextBatch(of source: inout BlockFile) throws -> ImportBatch {
        var batch = ImportBatch()
        var room = ChainLimits.passBatchSize
        do {
            while batch.blocks.count < ChainLimits.passBatch, room > 0 {
                let offset = source.offset
                guard let encoded = try source.next() else {
                    batch.isLast = true
                    break
                }
                room -= encoded.bytes.count
                let block = PreparedBlock(encoded)
                if try !isStored(block, in: source, at: offset) { batch.blocks.append((block, offset)) }
            }
        } catch let fault as ChainStoreError where fault.code == .blockFile {
            batch.fault = fault
        }
        return batch
    }

    private func isStored(_ block: PreparedBlock, in source: BlockFile, at offset: UInt64) throws -> Bool {
        let height = block.stored.block.header.height
        guard height <= tip.height else { return false }
        guard try blockHash(at: height) == block.stored.hash else {
            throw source.fault("block \(height) is of another chain than the store's", at: offset)
        }
        return true
    }
}
