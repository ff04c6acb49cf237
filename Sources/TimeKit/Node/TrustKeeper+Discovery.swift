import Logging
import TimeModel
import TimePeers

extension TrustKeeper {
    /// Looks at the lists of peers at once and then every hour, until the task is cancelled (`policy §4`).
    func discover(_ discovery: Discovery, for node: Node) async {
        while !Task.isCancelled {
            await discoverOnce(discovery, for: node)
            let jitter = Double.random(in: 0..<NodeLimits.discoveryJitter)
            try? await clock.sleep(NodeLimits.discoveryInterval * (1 + jitter))
        }
    }

    private func discoverOnce(_ discovery: Discovery, for node: Node) async {
        logger.debug("Discovering peers from \(discovery.urls.joined(separator: ", "))")
        let discovered: Discovered
        do {
            discovered = try await discovery.run(store, at: clock.wallClock())
        } catch {
            return attempt { throw error }
        }
        guard !Task.isCancelled else { return }
        await node.handle(.peerListJudged(complaint: discovered.complaint))
        for list in discovered.lists where list.isUsable {
            guard let complaint = list.complaint else { continue }
            logger.warning("peer list is an older one", metadata: ["why": "\(complaint)"])
        }
        for refusal in discovered.judgement.refused {
            logger.debug(
                "peer list entry refused", metadata: ["entry": "\(refusal.text)", "rule": "\(refusal.rule.rawValue)"])
        }
        guard discovered.isConclusive else { return }
        attempt {
            var outcomes: [(PeerEndpoint, WhitelistEdit.ProposalOutcome)] = []
            let changes = try change { outcomes = try $0.propose(discovered, policy: policy) }
            for change in changes {
                logger.debug("Whitelisted masternode: \(change.subject)", metadata: ["reason": "\(change.reason)"])
            }
            let trusted = outcomes.count { [.approved, .known(.approved)].contains($0.1) }
            logger.info(
                "Discovered \(outcomes.count) peers, whitelisted \(trusted) masternodes",
                metadata: [
                    "new": "\(changes.count)",
                    "pending": "\(outcomes.count { [.pending, .known(.pending)].contains($0.1) })",
                    "refused": "\(discovered.judgement.refused.count)",
                ])
        }
        await node.handle(.discovered(discovered.judgement.accepted))
    }
}
