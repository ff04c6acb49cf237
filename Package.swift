// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let tomlKit = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")

/// One storey of the library: `Sources/TimeKit/<folder>`, importing only the storeys named in `dependencies`.
func storey(_ folder: String, module: String? = nil, _ dependencies: [Target.Dependency]) -> Target {
    .target(
        name: module ?? "Time" + folder, dependencies: dependencies, path: "Sources/TimeKit/" + folder,
        swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies + [argumentParser, "TimeCommandLine"], path: "Sources/" + name,
        swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let package = Package(
    name: "TimeKit",
    products: [
        .library(
            name: "TimeKit",
            targets: [
                "TimeModel", "TimeWire", "TimeChain", "TimePeers", "TimeConfiguration", "TimeTransport", "TimeNode",
                "TimeControl", "TimeCommandLine", "TimeHost", "TimeRPC", "TimeSimulation",
            ]),
        .executable(name: "timed", targets: ["timed"]),
        .executable(name: "tc-whitelist", targets: ["tc-whitelist"]),
        .executable(name: "tc-discover", targets: ["tc-discover"]),
        .executable(name: "tc-probe", targets: ["tc-probe"]),
        .executable(name: "tc-sync", targets: ["tc-sync"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "CProcess"),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        storey("Model", [crypto]),
        storey("Wire", ["TimeModel", deque]),
        storey("Chain", ["TimeModel", crypto, grdb, sqlite]),
        storey("Peers", ["TimeModel", "CCurl", grdb, histogram]),
        storey("Configuration", ["TimeModel", "TimePeers", tomlKit]),
        storey(
            "Transport", ["TimeModel", "TimeWire", nioCore, nioPosix, nioSSL, nioTLS, x509, asn1, crypto, logging]),
        storey(
            "Node",
            [
                "CProcess", "TimeModel", "TimeWire", "TimeChain", "TimePeers", "TimeTransport", logging, deque,
            ]),
        storey("Control", ["TimeModel", "TimePeers", "TimeConfiguration", logging]),
        storey(
            "CommandLine", ["TimeModel", "TimePeers", "TimeConfiguration", "TimeControl", argumentParser, logging]),
        storey(
            "Host",
            [
                "TimeModel", "TimeChain", "TimePeers", "TimeConfiguration", "TimeTransport", "TimeNode",
                "TimeCommandLine", lifecycle, unixSignals, logging,
            ]),
        storey(
            "RPC",
            [
                "CProcess", "TimeModel", "TimeChain", "TimePeers", "TimeConfiguration", "TimeTransport", "TimeNode",
                "TimeControl", "TimeCommandLine", crypto, hummingbird, hummingbirdCore, hummingbirdTLS, httpTypes,
                lifecycle, nioCore, nioHTTPTypes, nioSSL, logging,
            ]),
        storey("Simulation", ["TimeModel", "TimeWire", "TimeChain", "TimePeers", "TimeNode", deque]),
        program(
            "timed",
            [
                "TimeModel", "TimeChain", "TimeConfiguration", "TimeControl", "TimeNode", "TimePeers", "TimeTransport",
                "TimeHost", "TimeRPC", "TimeSimulation", "TimeWire", lifecycle, unixSignals, logging,
            ]),
        program("tc-whitelist", ["TimeModel", "TimePeers", "TimeConfiguration", "TimeControl"]),
        program(
            "tc-discover",
            [
                "TimeModel", "TimePeers", "TimeConfiguration", "TimeControl", "TimeTransport", "TimeNode", logging,
            ]),
        program(
            "tc-probe",
            [
                "TimeModel", "TimePeers", "TimeConfiguration", "TimeControl", "TimeTransport", "TimeNode", logging,
            ]),
        program(
            "tc-sync",
            [
                "TimeModel", "TimeChain", "TimePeers", "TimeConfiguration", "TimeControl", "TimeNode", "TimeHost",
                unixSignals, logging,
            ]),
        .target(
            name: "TestSupport", dependencies: ["TimeModel", "TimeChain"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .target(
            name: "WebSupport", dependencies: [nioCore, nioPosix, nioSSL, x509, asn1, crypto], path: "Tests/WebSupport",
            swiftSettings: settings),
        tests("TimeModelTests", ["TimeModel"]),
        tests("TimeWireTests", ["TimeModel", "TimeWire", "TimeSimulation"]),
        tests("TimeChainTests", ["TimeModel", "TimeChain", "TimeSimulation"]),
        tests("TimePeersTests", ["TimeModel", "TimePeers", "TimeSimulation", "WebSupport", grdb]),
        tests("TimeConfigurationTests", ["TimeModel", "TimePeers", "TimeConfiguration"]),
        tests(
            "TimeTransportTests",
            ["TimeModel", "TimeWire", "TimeTransport", nioCore, nioEmbedded, nioPosix, nioSSL, logging]),
        tests(
            "TimeNodeTests",
            ["TimeModel", "TimeWire", "TimeChain", "TimePeers", "TimeTransport", "TimeNode", "TimeSimulation", logging]),
        tests(
            "TimeCommandLineTests",
            ["TimeModel", "TimePeers", "TimeConfiguration", "TimeCommandLine", "TimeControl", argumentParser, logging]),
        tests(
            "TimeSimulationTests", ["TimeModel", "TimeWire", "TimeChain", "TimePeers", "TimeNode", "TimeSimulation"]),
        tests("TimeRPCTests", ["TimeModel", "TimeConfiguration", "TimeControl", "TimeRPC"]),
        tests("TidyTests", []),
        tests(
            "EndToEndTests",
            [
                "TimeModel", "TimeWire", "TimeChain", "TimePeers", "TimeConfiguration", "TimeControl", "TimeSimulation",
                "TimeTransport", "WebSupport", nioCore, nioPosix, grdb, logging,
            ]),
    ]
)
