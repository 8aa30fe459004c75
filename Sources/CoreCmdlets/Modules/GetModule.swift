/// Lists loaded modules, or with -ListAvailable those that can be loaded.
import Engine

struct GetModule: Cmdlet {
  static let command = Command("Get", "Module", module: "Microsoft.PowerShell.Core", defaultSet: "Loaded", outputs: ["System.Management.Automation.PSModuleInfo"], synopsis: "Lists the modules of the session.")

  @Parameter("Name", in: [InSet("Loaded", at: 0, from: .pipeline), InSet("Available", at: 0, from: .pipeline)]) var names: [String]
  @Parameter("FullyQualifiedName", from: .propertyName, type: "Microsoft.PowerShell.Commands.ModuleSpecification[]") var specifications: [Value]
  @Parameter("All") var all: Switch
  @Parameter("ListAvailable", sets: ["Available"], mandatory: true) var listAvailable: Switch
  @Parameter("PSEdition", sets: ["Available"], fidelity: .inert) var edition: String?
  @Parameter("SkipEditionCheck", sets: ["Available"], fidelity: .inert) var skipEditionCheck: Switch
  @Parameter("Refresh", sets: ["Available"], fidelity: .inert) var refresh: Switch

  mutating func process(_ shell: Invocation) throws {
    var wanted = names
    for s in specifications { wanted.append(Conversion.toString(try shell.context.property(s, "Name") ?? s)) }
    var found = Array(shell.context.modules.values)
    if listAvailable.isOn || !wanted.isEmpty {
      for n in ModuleLoader.builtIn where listAvailable.isOn || n.hasPrefix("Microsoft.PowerShell.U") || n.hasPrefix("Microsoft.PowerShell.M") {
        if !found.contains(where: { $0.name == n }) { let m = ModuleInfo(n); m.version = "7.0.0.0"; m.moduleType = "Manifest"; found.append(m) }
      }
    }
    for m in found.sorted(by: { $0.name < $1.name }) where wanted.isEmpty || wanted.contains(where: { Wildcard($0).matches(m.name) }) { try shell.write(.other(m)) }
  }
}
