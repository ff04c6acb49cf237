internal import TimeModel

extension PeerSession {
    /// A dialer speaks first and doesn't wait (`wire §7.1`); a listener listens.
    mutating func open(_ turn: inout Turn) {
        guard phase == .unopened else { return }
        phase = .awaitingFirstFrame(since: turn.now)
        guard configuration.role == .dialer else { return }
        transmit(.handshake(ownHandshake), &turn)
        ping(&turn)
        transmit(.getPeers, &turn)
        transmit(.getMasternodes, &turn)
    }

    /// Anything a listener says but its upgrade notice means that it has taken us, in whatever order it speaks.
    mutating func receiveAsDialer(first message: Message, _ turn: inout Turn) {
        switch message {
        case .forkAlert(let alert) where alert.isUpgradeNotice:
            close(.refusedAsOutdated(notice: alert.shortened.text), &turn)
        case .unknownMessage: turn.note(.undecodable)
        case .handshake(let handshake):
            guard isOurNetwork(handshake, &turn) else { return }
            establish(build: handshake.buildNumber, &turn)
            transmit(.getGenesisHash, &turn)
        default:
            establish(build: nil, &turn)
            transmit(.getGenesisHash, &turn)
            receiveEstablished(message, &turn)
        }
    }

    /// The handshake comes first (`wire §7.3`), except that a broadcast may slip in before it (`wire §7.2`).
    mutating func receiveAsListener(first message: Message, _ turn: inout Turn) {
        switch message {
        case .handshake(let handshake):
            guard isOurNetwork(handshake, &turn), isRecentEnough(handshake, &turn) else { return }
            transmit(.ack(MessageKind.handshake.name), &turn)
            transmit(.handshake(ownHandshake), &turn)
            ping(&turn)
            transmit(.getGenesisHash, &turn)
            transmit(.getPeers, &turn)
            transmit(.getMasternodes, &turn)
            establish(build: handshake.buildNumber, &turn)
        case .unknownMessage: close(.undecodableFirstFrame, &turn)
        default: turn.note(.beforeHandshake(message.kind))
        }
    }

    /// The handshake of a listener that we dialed; a dialer's second one means nothing.
    mutating func receiveLater(_ handshake: Handshake, _ turn: inout Turn) {
        guard peerBuild == nil else { return turn.note(.repeatedHandshake) }
        guard isOurNetwork(handshake, &turn) else { return }
        peerBuild = handshake.buildNumber
        turn.note(.peerBuild(handshake.buildNumber))
    }

    private mutating func establish(build: UInt32?, _ turn: inout Turn) {
        phase = .established
        peerBuild = build
        turn.effects.append(.established(build: build))
    }

    private var ownHandshake: Handshake {
        Handshake(
            magic: configuration.network.magic, protocolVersion: WireLimits.protocolVersion,
            network: configuration.network.name, buildNumber: configuration.buildNumber)
    }

    /// Closes on anybody from another network, kept or not (`policy §1`). The network's name is not compared: the
    /// network's nodes don't either.
    private mutating func isOurNetwork(_ handshake: Handshake, _ turn: inout Turn) -> Bool {
        guard handshake.magic == configuration.network.magic else {
            close(.wrongNetwork(magic: handshake.magic), &turn)
            return false
        }
        return true
    }

    private mutating func isRecentEnough(_ handshake: Handshake, _ turn: inout Turn) -> Bool {
        let reason: CloseReason
        if handshake.protocolVersion < WireLimits.protocolVersion {
            reason = .outdatedProtocol(handshake.protocolVersion)
        } else if handshake.buildNumber < WireLimits.lowestBuildNumber {
            reason = .outdatedBuild(handshake.buildNumber)
        } else {
            return true
        }
        if configuration.leniency.keepsTrust {
            turn.note(
                .outdatedPeerAccepted(protocolVersion: handshake.protocolVersion, build: handshake.buildNumber))
            return true
        }
        transmit(.forkAlert(.upgradeNotice), &turn)
        close(reason, &turn)
        return false
    }
}

extension ForkAlert {
    /// What a listener tells an outdated peer before it closes: an alert about nothing, with a text (`wire §7.3`).
    static let upgradeNotice = ForkAlert(
        yourHeight: .genesis, yourHash: .zero, consensusHeight: .genesis, consensusHash: .zero, peerCount: 0,
        text: "Your build is too old for this network. Please upgrade to build "
            + "\(WireLimits.lowestBuildNumber) and protocol \(WireLimits.protocolVersion) or later.")

    var isUpgradeNotice: Bool {
        yourHeight == .genesis && yourHash.isZero && consensusHeight == .genesis && consensusHash.isZero
            && peerCount == 0
    }

    /// With no more of its text than a log line takes.
    var shortened: ForkAlert {
        var alert = self
        alert.text = String(text.prefix(WireLimits.noticeCharacters))
        return alert
    }
}
