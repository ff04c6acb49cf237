import TimeTransport

extension PeerInbound {
    func collect() async throws -> [PeerInput] {
        var inputs: [PeerInput] = []
        for try await input in self { inputs.append(input) }
        return inputs
    }

    func first() async throws -> PeerInput? {
        for try await input in self { return input }
        return nil
    }
}
