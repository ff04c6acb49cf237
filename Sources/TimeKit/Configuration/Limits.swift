import TimeModel

/// Every number of the configuration floor.
package enum ConfigurationLimits {
    /// Bytes of a configuration file. A hand-written one has a few hundred; more is the wrong file.
    package static let fileSize = 1 << 20
    /// The build number announced unless configured: the release this node is compatible with.
    package static let buildNumber = Int(NetworkParameters.buildNumber)
    /// Sessions that peers opened, at most.
    package static let inboundPeers = 250
    /// Sessions that this node opened, at most.
    package static let outboundPeers = 250
    /// Seconds of a ping's interval, or of what a pong may take. More than an hour, and nobody is ever missed.
    package static let livenessSeconds = 1...3_600
    /// Blocks a minute that pacing `plan` may be held to. It doesn't reach the greatest by itself: 100 in 5 s.
    package static let blocksPerMinute = 1...1_200
    /// Web servers that are asked for the list of peers, at most. There is one official one.
    package static let discoveryURLs = 16
    /// Edits between an unknown key and the one proposed instead. More, and the proposal is a guess.
    package static let spellingDistance = 3
}
