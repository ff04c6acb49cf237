// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Fuzz",
    dependencies: [
        .package(name: "TimeKit", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    ],
    targets: [
        .executableTarget(
            name: "timekit-fuzz",
            dependencies: [
                .product(name: "TimeKit", package: "TimeKit"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ])
    ]
)
