import ArgumentParser
import TimeCommandLine

/// How one answer is printed.
struct AnswerOptions: ParsableArguments {
    @Flag(help: "Print one JSON object.")
    var json = false
}

/// How a list is printed.
struct ListOptions: ParsableArguments {
    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Print a JSON object per line.")
    var ndjson = false

    func validate() throws {
        if json, ndjson { throw ValidationError("--json and --ndjson contradict each other") }
    }

    /// - Parameters:
    ///   - name: Of the whole list's schema: `timekit.whitelist.NAME/1`, whose `entries` they are.
    ///   - item: Of each one's schema: `timekit.whitelist.ITEM/1`.
    func print<Item: Encodable>(
        _ items: [Item], as name: String, of item: String, table: (_ columns: Int?) -> [String]
    ) throws {
        if json {
            try Output.lines([Output.json(schema: "timekit.whitelist.\(name)/1", ["entries": items])])
        } else if ndjson {
            try Output.lines(items.map { try Output.json(schema: "timekit.whitelist.\(item)/1", $0) })
        } else {
            try Output.lines(table(Output.columns))
            if items.isEmpty { Note.write("nothing to list") }
        }
    }
}
