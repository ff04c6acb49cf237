import ArgumentParser
import TimeCommandLine
import TimePeers

extension WhitelistFile.Format {
    /// What was asked for, else what the file's name says; JSON for the standard streams.
    static func choose(_ wanted: WhitelistFile.Format?, file: String) throws -> WhitelistFile.Format {
        if let format = wanted ?? (file == "-" ? .json : WhitelistFile.Format(fileName: file)) { return format }
        throw OperatorError(
            .usage, "cannot tell the format of \(file) by its name", remedy: "give --format json, csv or plain")
    }
}
