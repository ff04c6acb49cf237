extension NetworkParameters {
    public static let mainnet = NetworkParameters(
        network: .mainnet, magic: [0xC0, 0x1D, 0x7E, 0x4D], peerPort: 24000, rpcPort: 24001, webSocketPort: 24002,
        addressDigit: "1", genesisTime: UnixTime(1_776_211_200),
        genesisHash: "45181d4c65a3a2bcc2215d037267bee4cc2248f21764466846d2b7218b601ce5",
        genesis: genesisBlock(
            time: UnixTime(1_776_211_200), leader: "", tiers: BlockHeader.TierCounts(), bitmap: [],
            treasury: Amount(time: 100), rewards: []),
        peerListURL: "https://time-coin.io/api/peers")

    public static let testnet = NetworkParameters(
        network: .testnet, magic: [0x54, 0x49, 0x4D, 0x45], peerPort: 24100, rpcPort: 24101, webSocketPort: 24102,
        addressDigit: "0", genesisTime: UnixTime(1_764_547_200),
        genesisHash: "b9523431d4e59a1b41d757a8c0f01ed023c11123761b1455e4644ef9d5599ff6",
        genesis: genesisBlock(
            time: UnixTime(1_764_547_200), leader: "165.232.154.150", tiers: BlockHeader.TierCounts(free: 6),
            bitmap: [0xFC], treasury: Amount(time: 5),
            rewards: [
                MasternodeReward(address: "64.91.241.10", amount: .zero),
                MasternodeReward(address: "178.128.199.144", amount: .zero),
                MasternodeReward(address: "50.28.104.50", amount: .zero),
                MasternodeReward(address: "165.84.215.117", amount: .zero),
                MasternodeReward(address: "165.232.154.150", amount: Amount(time: 100)),
                MasternodeReward(address: "69.167.168.176", amount: .zero),
            ]),
        peerListURL: "https://time-coin.io/api/testnet/peers")

    private init(
        network: Network, magic: [UInt8], peerPort: UInt16, rpcPort: UInt16, webSocketPort: UInt16,
        addressDigit: Character, genesisTime: UnixTime, genesisHash: String, genesis: Block, peerListURL: String
    ) {
        self.network = network
        self.magic = magic
        self.peerPort = peerPort
        self.rpcPort = rpcPort
        self.webSocketPort = webSocketPort
        self.addressDigit = addressDigit
        self.genesisTime = genesisTime
        self.genesisHash = BlockHash(hex: genesisHash) ?? .zero
        self.genesis = EncodedBlock(genesis)
        self.peerListURL = peerListURL
    }

    /// The fields of `chain-rules §6.1` that the two genesis blocks differ in; the rest are the same.
    private static func genesisBlock(
        time: UnixTime, leader: String, tiers: BlockHeader.TierCounts, bitmap: [UInt8], treasury: Amount,
        rewards: [MasternodeReward]
    ) -> Block {
        Block(
            header: BlockHeader(
                height: .genesis, previousHash: .zero, merkleRoot: .zero, timestamp: time,
                blockReward: Amount(time: 100), leader: leader, masternodeTiers: tiers,
                activeMasternodesBitmap: bitmap, treasuryBalance: treasury),
            transactions: [], masternodeRewards: rewards)
    }
}
