import TimeModel

extension ConfigurationDraft {
    /// On this machine only, unless the file says otherwise.
    mutating func takeRPC(
        _ network: NetworkParameters.Network, _ overrides: ConfigurationOverrides
    ) throws(ConfigurationError) -> RPCSettings? {
        let listen = try rpcEndpoint(override: overrides.rpcListen, port: NetworkParameters(network).rpcPort)
        let (user, password) = try takeRPCPair()
        let hashed = try takeRPCAccess(\.rpcAuth, RPCSettings.HashedPassword.init) { entry in
            ConfigurationError(
                .invalidValue, at: entry.place, "not of the form USER:SALT$HASH",
                remedy: "give the hash 64 hexadecimal digits, as upstream's rpcauth.py prints them")
        }
        let allowed = try takeRPCAccess(\.rpcAllowed, AddressPrefix.init(textOrMask:)) { entry in
            ConfigurationError(
                .invalidValue, at: entry.place, "not an address or a range: \"\(entry.value)\"",
                remedy: "write ADDRESS or ADDRESS/LENGTH, such as 192.0.2.0/24")
        }
        let tls = try takeRPCTLS()
        guard overrides.answersRPC, overrides.rpcListen != nil || answersRPC?.value ?? true else { return nil }
        return RPCSettings(
            listen: listen, user: user, password: password, hashedPasswords: hashed, allowed: allowed.unique(),
            tls: tls)
    }

    private func rpcEndpoint(
        override: EndpointSetting?, port: UInt16
    ) throws(ConfigurationError) -> PeerEndpoint {
        let port = rpcPort.map { UInt16($0.value) } ?? port
        if let override { return override.endpoint(defaultPort: port) }
        guard let text = rpcListen?.value == "localhost" ? "127.0.0.1" : rpcListen?.value else {
            return PeerEndpoint(address: .loopbackIPv4, port: port)
        }
        guard let setting = EndpointSetting(text) else { throw .notAnAddress(Placed(text, at: rpcListen?.place)) }
        return setting.endpoint(defaultPort: port)
    }

    private mutating func takeRPCAccess<Value>(
        _ path: KeyPath<ConfigurationDraft, [Placed<String>]>, _ parse: (String) -> Value?,
        _ refusal: (Placed<String>) -> ConfigurationError
    ) throws(ConfigurationError) -> [Value] {
        var values: [Value] = []
        for entry in self[keyPath: path] {
            if let value = parse(entry.value) { values.append(value) } else { try skip(refusal(entry)) }
        }
        return values
    }

    private mutating func takeRPCPair() throws(ConfigurationError) -> (String?, String?) {
        guard let (user, password) = try takeBoth(\.rpcUser, \.rpcPassword, "a user and a password") else {
            return (nil, nil)
        }
        if user.value.contains(":") {
            throw ConfigurationError(
                .invalidValue, at: user.place, "a colon in a user's name", remedy: "choose a name without it")
        }
        return (user.value, password.value)
    }

    private mutating func takeRPCTLS() throws(ConfigurationError) -> RPCSettings.TLS? {
        try takeBoth(\.rpcCertificate, \.rpcKey, "a certificate and a key")
            .map { RPCSettings.TLS(certificate: $0.value, key: $1.value) }
    }

    /// Both, or none of them: one alone doesn't count, as upstream has it (`operator §4.2`).
    private mutating func takeBoth(
        _ first: KeyPath<ConfigurationDraft, Placed<String>?>, _ second: KeyPath<ConfigurationDraft, Placed<String>?>,
        _ names: String
    ) throws(ConfigurationError) -> (Placed<String>, Placed<String>)? {
        let (first, second) = (self[keyPath: first], self[keyPath: second])
        let given = [first, second].compactMap { $0 }.filter { !$0.value.isEmpty }
        if let first, let second, given.count == 2 { return (first, second) }
        if let lone = given.first {
            try skip(
                ConfigurationError(
                    .conflict, at: lone.place, "\(names) count only together", remedy: "give both, or neither"))
        }
        return nil
    }

    private mutating func skip(_ error: ConfigurationError) throws(ConfigurationError) {
        guard skipsBadAccess else { throw error }
        note(error.place, "has no effect: \(error.problem)")
    }
}

extension AddressPrefix {
    /// Also `address/255.255.0.0` and `localhost`, as files for other nodes have them.
    fileprivate init?(textOrMask text: String) {
        if text == "localhost" {
            self.init(PeerAddress.loopbackIPv4)
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { PeerAddress(String($0)) }
        guard parts.count == 2, let address = parts[0], let mask = parts[1], address.isIPv4, mask.isIPv4 else {
            self.init(text)
            return
        }
        let bits = mask.octets.reduce(0) { UInt32($0) << 8 | UInt32($1) }
        let length = (~bits).leadingZeroBitCount
        guard length == bits.nonzeroBitCount else { return nil }
        self.init(address: address, length: length)
    }
}
