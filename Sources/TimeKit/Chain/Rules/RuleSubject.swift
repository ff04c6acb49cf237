import TimeModel

/// The block that rules are asked about, as their violations name it.
struct RuleSubject {
    let height: Height
    let hash: BlockHash

    init(_ block: IdentifiedBlock) {
        height = block.block.header.height
        hash = block.hash
    }

    func require(
        _ rule: Rule, _ condition: Bool, _ explanation: @autoclosure () -> String
    ) throws(RuleViolation) {
        guard condition else { throw violation(rule, explanation()) }
    }

    func violation(_ rule: Rule, _ explanation: String) -> RuleViolation {
        RuleViolation(rule: rule, height: height, hash: hash, explanation: explanation)
    }
}
