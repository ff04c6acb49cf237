extension ProbeExplanation {
    static let all: [ProbeFault: ProbeExplanation] = connecting.merging(conversing) { first, _ in first }
        .merging(judging) { first, _ in first }

    private static let connecting: [ProbeFault: ProbeExplanation] = [
        .unknownName: ProbeExplanation(
            "unknown name", causes: ["the name is misspelt", "this machine's name service doesn't work"],
            advice: "try the address in place of the name"),
        .portClosed: ProbeExplanation(
            "port closed", causes: ["no node runs there", "it listens on another port, or for the other network"],
            advice: "start the node, or give the right port"),
        .portFiltered: ProbeExplanation(
            "port filtered", causes: ["a firewall drops the packets", "the machine is off", "the address is wrong"],
            advice: "open the port for TCP on the peer's firewall"),
        .unreachable: ProbeExplanation(
            "unreachable", causes: ["there is no route to the address", "a firewall turns the packets back"],
            advice: "check this machine's network and the address"),
        .localTrouble: ProbeExplanation(
            "trouble on this machine", causes: ["the local address, its permissions or the open files ran out"],
            advice: "see what it says; it tells nothing of the peer"),
        .webServer: ProbeExplanation(
            "a web server", causes: ["the port is a web server's, not the peer port"], advice: "give the peer port"),
        .sshServer: ProbeExplanation(
            "an SSH server", causes: ["the port is an SSH server's, not the peer port"], advice: "give the peer port"),
        .otherService: ProbeExplanation(
            "no TLS", causes: ["the node runs without TLS", "the port is another service's"],
            advice: "check the port, and what listens there"),
        .closedBeforeTLS: ProbeExplanation(
            "closed before TLS",
            causes: [
                "our address is banned", "the peer is full, or throttles our address range",
                "another session from our address exists", "the node runs without TLS",
            ],
            advice: "look for our address in the peer's log and bans; wait a few minutes before the next try"),
        .silentBeforeTLS: ProbeExplanation(
            "no TLS handshake in time",
            causes: [
                "the peer is overloaded or hangs", "the port is another service's", "something between holds data up",
            ],
            advice: "look at the peer's load and log"),
        .refusedTLS: ProbeExplanation(
            "TLS refused",
            causes: ["the peer wants another server name or version of TLS", "it is no node of this network"],
            advice: "check what listens on the port"),
    ]

    private static let conversing: [ProbeFault: ProbeExplanation] = [
        .refusedAsOutdated: ProbeExplanation(
            "refused as outdated", causes: ["our build number is below what the peer takes"],
            advice: "raise the build number in the configuration; the peer has banned us for hours"),
        .refusedInSilence: ProbeExplanation(
            "refused without a word",
            causes: ["the peer is on another network", "the peer takes our handshake for wrong"],
            advice: "check which network the peer is on, and try --network"),
        .closedInSilence: ProbeExplanation(
            "closed without a word",
            causes: [
                "our address is banned", "another session from our address exists", "the server name was refused",
            ],
            advice: "look for our address in the peer's log and bans; wait a few minutes before the next try"),
        .silent: ProbeExplanation(
            "no answer to our handshake",
            causes: [
                "the peer is overloaded", "another session from our address exists", "it is no node of this network",
            ],
            advice: "look at the peer's load and log; stop what else connects from this address"),
        .garbage: ProbeExplanation(
            "no message of this protocol",
            causes: ["the port is another service's", "the peer runs a strange version"],
            advice: "check what listens on the port"),
        .wrongNetwork: ProbeExplanation(
            "another network", causes: ["the peer is a node of another network"],
            advice: "check the port, and try --network"),
        .wrongGenesis: ProbeExplanation(
            "another genesis", causes: ["the peer's chain begins with another block: it is on a network of its own"],
            advice: "don't connect to it; nodes ban each other for it"),
        .noGenesisAnswer: ProbeExplanation(
            "genesis not told", causes: ["the peer is catching up or overloaded"], advice: "probe again later"),
        .oversizeFrame: ProbeExplanation(
            "a frame too large", causes: ["the peer is broken or hostile", "the port is another service's"],
            advice: "don't connect to it"),
        .truncatedFrame: ProbeExplanation(
            "ended inside a frame", causes: ["the peer crashed or was stopped", "the connection was cut"],
            advice: "probe again in a few minutes"),
        .flood: ProbeExplanation(
            "a flood of messages", causes: ["the peer is broken or hostile"], advice: "don't connect to it"),
        .brokenOff: ProbeExplanation(
            "broken off by the peer",
            causes: ["the peer was stopped, or dropped us for another session", "our address was banned meanwhile"],
            advice: "probe again in a few minutes; look for our address in the peer's log"),
    ]

    private static let judging: [ProbeFault: ProbeExplanation] = [
        .noTip: ProbeExplanation(
            "tip not told", causes: ["the peer is catching up or overloaded"], advice: "probe again later"),
        .behind: ProbeExplanation(
            "behind", causes: ["the peer is catching up", "it lost its connections, or stands on a branch"],
            advice: "look at its peers and its log if it stays behind"),
        .aheadOfTheClock: ProbeExplanation(
            "ahead of the clock", causes: ["this machine's clock is slow", "the peer tells a height that can't be"],
            advice: "set the clock by NTP"),
        .otherBranch: ProbeExplanation(
            "on another branch", causes: ["the peers' chains have parted; short forks are normal"],
            advice: "probe again in ten minutes"),
        .noPongs: ProbeExplanation(
            "no pongs", causes: ["the peer hangs", "the connection is dead in one direction"],
            advice: "look at the peer's load and log"),
        .lossy: ProbeExplanation(
            "pongs lost", causes: ["the peer is overloaded", "the connection stalls"],
            advice: "probe again with a larger --count"),
        .slow: ProbeExplanation(
            "slow", causes: ["the connection is slow or far", "the peer is overloaded"],
            advice: "compare with ping(8): a difference is the peer's own"),
        .clockOff: ProbeExplanation(
            "clock off", causes: ["the peer's clock is wrong", "this machine's clock is wrong"],
            advice: "set the clock by NTP; blocks ahead of it aren't taken"),
    ]
}
