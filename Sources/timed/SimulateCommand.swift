import ArgumentParser
import TimeCommandLine
import TimeModel
import TimeSimulation

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run a network of virtual nodes on a virtual clock, and say how it went.")

    @Option(help: ArgumentHelp("Virtual nodes, all of which trust each other.", valueName: "number"))
    var nodes = 10

    @Option(help: ArgumentHelp("Virtual hours to run.", valueName: "number"))
    var hours = 24.0

    @Option(help: ArgumentHelp("What all chance comes from; the same seed is the same run.", valueName: "number"))
    var seed: UInt64 = 42

    @Option(
        help: ArgumentHelp(
            "What goes wrong, separated by commas: \(FaultList.names), or all.", valueName: "list"))
    var faults = FaultList(families: [])

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (1...Scenario.mostNodes).contains(nodes) else {
            throw ValidationError("--nodes takes a number from 1 to \(Scenario.mostNodes).")
        }
        guard hours > 0, hours <= 8_760 else { throw ValidationError("--hours takes a number up to 8760.") }
    }

    func run() throws {
        let scenario = Scenario(
            nodes: nodes, duration: .seconds(Int64(hours * 3_600)), seed: seed, faults: faults.families)
        var network = scenario.network()
        network.run(until: .start + scenario.duration)
        let report = SimulationReport(ScenarioReport(scenario, network))
        if json {
            try Output.lines([report.json()])
        } else {
            try Output.lines(report.lines)
        }
    }
}
