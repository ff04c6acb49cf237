import TimeControl

/// One request, as it is read (`operator §7.2`).
struct RPCRequest: Hashable, Sendable {
    /// Echoed with its type.
    let id: JSONValue
    let method: String
    let parameters: [JSONValue]

    /// - Throws: `RPCFault`, to be answered without an id, as upstream does.
    init(_ value: JSONValue) throws(RPCFault) {
        guard case .object(let members) = value else { throw .parse("a request is an object") }
        guard members["jsonrpc"]?.text != nil else { throw .parse("missing field `jsonrpc`") }
        guard let method = members["method"]?.text else { throw .parse("missing field `method`") }
        self.method = method
        id = members["id"] ?? .null
        parameters =
            switch members["params"] {
            case nil, .null: []
            case .array(let parameters): parameters
            case let single?: [single]
            }
    }
}

/// What comes back for one request.
struct RPCResponse: Sendable {
    let id: JSONValue
    let outcome: Result<JSONValue, RPCFault>

    /// In upstream's order of fields.
    func write(to text: inout [UInt8]) {
        text += "{\"jsonrpc\":\"2.0\",\"id\":".utf8
        id.write(to: &text)
        switch outcome {
        case .success(let result):
            text += ",\"result\":".utf8
            result.write(to: &text)
        case .failure(let fault):
            text += ",\"error\":{\"code\":\(fault.code),\"message\":".utf8
            JSONValue.string(fault.message).write(to: &text)
            text.append(UInt8(ascii: "}"))
        }
        text.append(UInt8(ascii: "}"))
    }
}
