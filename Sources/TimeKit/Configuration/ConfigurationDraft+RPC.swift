import TimeModel

extension ConfigurationDraft {
    /// On this machine only, unless the file says otherwise.
    mutating func takeRPC(
        _ network: NetworkParameters.Network, _ overrides: ConfigurationOverrides
    ) throws(ConfigurationError) -> RPCSettings? {
        let listen = try rpcEndpoint(override: overrides.rpcListen, port: NetworkParameters(network).rpcPort)
        let (user, password) = try takeRPCPair()
        var hashed: [RPCSettings.HashedPassword] = []
        for entry in rpcAuth {
            guard let password = RPCSettings.HashedPassword(entry.value) else {
                throw ConfigurationError(
                    .invalidValue, at: entry.place, "not of the form USER:SALT$HASH",
                    remedy: "give the hash 64 hexadecimal digits, as upstream's rpcauth.py prints them")
            }
            hashed.append(password)
        }
        let allowed = try rpcPrefixes()
        let tls = takeRPCTLS()
        guard overrides.answersRPC, overrides.rpcListen != nil || answersRPC?.value ?? true else { return nil }
        return RPCSettings(
            listen: listen, user: user, password: password, hashedPasswords: hashed, allowed: allowed, tls: tls)
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

    /// Both, or none of them: one alone doesn't count, as upstream has it (`operator §4.2`).
    private mutating func takeRPCPair() throws(ConfigurationError) -> (String?, String?) {
        let user = rpcUser.flatMap { $0.value.isEmpty ? nil : $0 }
        let password = rpcPassword.flatMap { $0.value.isEmpty ? nil : $0 }
        guard (user == nil) == (password == nil) else {
            note((user ?? password)?.place, "has no effect: a user and a password count only together")
            return (nil, nil)
        }
        if let user, user.value.contains(":") {
            throw ConfigurationError(
                .invalidValue, at: user.place, "a colon in a user's name", remedy: "choose a name without it")
        }
        return (user?.value, password?.value)
    }

    private func rpcPrefixes() throws(ConfigurationError) -> [AddressPrefix] {
        var prefixes: [AddressPrefix] = []
        for entry in rpcAllowed where entry.value != "localhost" {
            guard let prefix = AddressPrefix(entry.value) else {
                throw ConfigurationError(
                    .invalidValue, at: entry.place, "not an address or a range: \"\(entry.value)\"",
                    remedy: "write ADDRESS or ADDRESS/LENGTH, such as 192.0.2.0/24")
            }
            prefixes.append(prefix)
        }
        return prefixes.unique()
    }

    /// Both, or none of them.
    private mutating func takeRPCTLS() -> RPCSettings.TLS? {
        let certificate = rpcCertificate.flatMap { $0.value.isEmpty ? nil : $0 }
        let key = rpcKey.flatMap { $0.value.isEmpty ? nil : $0 }
        switch (certificate, key) {
        case (let certificate?, let key?):
            return RPCSettings.TLS(certificate: certificate.value, key: key.value)
        case (nil, nil): return nil
        case (let one?, nil), (nil, let one?):
            note(one.place, "has no effect: a certificate and a key count only together")
            return nil
        }
    }
}
