/// How far a run of blocks could be connected.
package struct ConnectOutcome: Sendable {
    /// Blocks from the front of those given that are now part of the chain.
    package let connected: Int
    package let tip: ChainTip
    /// About the blocks connected.
    package let findings: [AuditFinding]
    /// Why the block after them was refused; nil if all were connected.
    package let violation: RuleViolation?

    package init(connected: Int, tip: ChainTip, findings: [AuditFinding], violation: RuleViolation?) {
        self.connected = connected
        self.tip = tip
        self.findings = findings
        self.violation = violation
    }
}
