// Made from Limits.swift by `make limits`.
// swift-format-ignore-file
package import TimeModel

/// The limits of this floor as `timed --print-limits` states them.
package enum ConfigurationLimitTable {
    package static let rows: [Limit] = [
        Limit(
            "configuration.fileSize", ConfigurationLimits.fileSize,
            "Bytes of a configuration file. A hand-written one has a few hundred; more is the wrong file."),
        Limit(
            "configuration.buildNumber", ConfigurationLimits.buildNumber,
            "The build number announced unless configured: the release this node is compatible with."),
        Limit(
            "configuration.inboundPeers", ConfigurationLimits.inboundPeers,
            "Sessions that peers opened, at most."),
        Limit(
            "configuration.outboundPeers", ConfigurationLimits.outboundPeers,
            "Sessions that this node opened, at most."),
        Limit(
            "configuration.livenessSeconds", ConfigurationLimits.livenessSeconds,
            "Seconds of a ping's interval, or of what a pong may take. More than an hour, and nobody is ever missed."),
        Limit(
            "configuration.blocksPerMinute", ConfigurationLimits.blocksPerMinute,
            "Blocks a minute that pacing `plan` may be held to. It doesn't reach the greatest by itself: 100 in 5 s."),
        Limit(
            "configuration.discoveryURLs", ConfigurationLimits.discoveryURLs,
            "Web servers that are asked for the list of peers, at most. There is one official one."),
        Limit(
            "configuration.spellingDistance", ConfigurationLimits.spellingDistance,
            "Edits between an unknown key and the one proposed instead. More, and the proposal is a guess."),
    ]
}
