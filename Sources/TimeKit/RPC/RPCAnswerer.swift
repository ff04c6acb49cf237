import TimeChain
import TimeControl
import TimePeers

/// Answers the body of a request: one call, or a batch of them.
package struct RPCAnswerer: Sendable {
    package struct Answer: Sendable {
        package let body: [UInt8]
        /// A call needed a password that didn't come.
        package let isUnauthorized: Bool
    }

    private let state: RPCState
    private let reader = ChainReader()

    package init(_ state: RPCState) { self.state = state }

    package func answer(_ body: [UInt8], for grade: RPCAccess.Grade) async -> Answer {
        var text: [UInt8] = []
        do throws(RPCFault) {
            guard !body.isEmpty else { throw RPCFault.noBody }
            let value = try Self.parse(body)
            guard case .array(let calls) = value else {
                let response = await respond(value, grade)
                response.write(to: &text)
                return Answer(body: text, isUnauthorized: response.isUnauthorized)
            }
            guard !calls.isEmpty else { throw RPCFault.parse("an empty batch") }
            guard calls.count <= RPCLimits.batchSize else {
                throw RPCFault.parse("a batch of more than \(RPCLimits.batchSize) requests")
            }
            return await answer(batch: calls, grade)
        } catch {
            state.count(.failed)
            RPCResponse(id: .null, outcome: .failure(error)).write(to: &text)
            return Answer(body: text, isUnauthorized: false)
        }
    }

    private func answer(batch calls: [JSONValue], _ grade: RPCAccess.Grade) async -> Answer {
        var text: [UInt8] = []
        var isUnauthorized = false
        for (index, call) in calls.enumerated() {
            let response = await respond(call, grade)
            isUnauthorized = isUnauthorized || response.isUnauthorized
            text.append(UInt8(ascii: index == 0 ? "[" : ","))
            response.write(to: &text)
            // Small questions with large answers: the rest goes without.
            guard text.count <= RPCLimits.bodySize else { break }
        }
        text.append(UInt8(ascii: "]"))
        return Answer(body: text, isUnauthorized: isUnauthorized)
    }

    private static func parse(_ body: [UInt8]) throws(RPCFault) -> JSONValue {
        do {
            return try JSONValue(parsing: body)
        } catch {
            throw .parse("\(error.reason) at byte \(error.offset)")
        }
    }

    private func respond(_ value: JSONValue, _ grade: RPCAccess.Grade) async -> RPCResponse {
        do throws(RPCFault) {
            let request = try RPCRequest(value)
            let outcome = await outcome(of: request, grade)
            state.count(RPCOutcome(outcome))
            return RPCResponse(id: request.id, outcome: outcome)
        } catch {
            state.count(.failed)
            return RPCResponse(id: .null, outcome: .failure(error))
        }
    }

    private func outcome(of request: RPCRequest, _ grade: RPCAccess.Grade) async -> Result<JSONValue, RPCFault> {
        let method = RPCMethod.named(request.method)
        // What isn't offered is no secret, but strangers get to know nothing.
        guard grade == .operator || (grade == .reader && method?.access != .operating) else {
            return .failure(.unauthorized)
        }
        guard let method else { return .failure(.unknownMethod(request.method)) }
        let call = RPCCall(state: state, parameters: request.parameters, reader: reader, grade: grade)
        do {
            return .success(try await method.run(call))
        } catch let fault as RPCFault {
            return .failure(fault)
        } catch let error as WhitelistRefusal {
            return .failure(.malformed("\(error); \(error.advice)"))
        } catch let error as ChainStoreError {
            return .failure(.failed("cannot read \(error.path): \(error.explanation)"))
        } catch let error as PeerStoreError {
            return .failure(.failed("cannot use \(error.path): \(error.explanation); \(error.advice)"))
        } catch {
            return .failure(.failed("\(error)"))
        }
    }
}

extension RPCResponse {
    fileprivate var isUnauthorized: Bool {
        if case .failure(.unauthorized) = outcome { true } else { false }
    }
}
