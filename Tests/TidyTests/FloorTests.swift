import Testing

/// Imports point down.
@Suite struct FloorTests {
    /// Each floor with the floors it may stand on.
    static let floors: [String: [String]] = [
        "Model": [],
        "Wire": ["Model"],
        "Chain": ["Model"],
        "Peers": ["Model"],
        "Configuration": ["Model", "Peers"],
        "Transport": ["Model", "Wire"],
        "Node": ["Model", "Wire", "Chain", "Peers", "Configuration", "Transport"],
        "Control": ["Model", "Peers", "Configuration"],
        "CommandLine": ["Model", "Peers", "Configuration", "Control"],
        "Host": ["Model", "Chain", "Peers", "Configuration", "Transport", "Node", "CommandLine"],
        "RPC": ["Model", "Chain", "Peers", "Configuration", "Transport", "Node", "Control", "CommandLine"],
        "Simulation": ["Model", "Wire", "Chain", "Peers", "Node"],
    ]

    /// Libraries that only some folders may use; the reason is the same for all: one place to change.
    static let reserved: [String: [String]] = [
        "TOMLKit": ["Configuration"],
        "GRDB": ["Chain/Store", "Chain/Audit", "Peers"],
        "ArgumentParser": ["CommandLine"],
        "Hummingbird": ["RPC"],
        "HummingbirdCore": ["RPC"],
        "HummingbirdTLS": ["RPC"],
        "NIOCore": ["Transport", "RPC"],
        "NIOPosix": ["Transport"],
        "NIOSSL": ["Transport", "RPC"],
        "X509": ["Transport"],
        "CCurl": ["Peers"],
        "CProcess": ["Node", "RPC"],
        "Histogram": ["Peers"],
        "Logging": ["Transport", "Node", "Control", "CommandLine", "Host", "RPC"],
        "ServiceLifecycle": ["Host", "RPC"],
        "FoundationNetworking": [],
    ]

    static func folder(of file: SourceFile) -> String {
        file.path.split(separator: "/").dropFirst(2).first.map(String.init) ?? ""
    }

    @Test(arguments: Project.library)
    func importsPointDown(file: SourceFile) throws {
        let allowed = try #require(Self.floors[Self.folder(of: file)], "a floor that the table doesn't know")
        for module in file.imports where module.hasPrefix("Time") {
            #expect(allowed.contains(String(module.dropFirst(4))), "\(file.path) imports \(module)")
        }
    }

    @Test(arguments: Project.library)
    func librariesAreUsedInTheirPlace(file: SourceFile) {
        for module in file.imports {
            guard let folders = Self.reserved[module] else { continue }
            #expect(
                folders.contains { file.isBelow("Sources/TimeKit/\($0)") }, "\(file.path) imports \(module)")
        }
    }
}
