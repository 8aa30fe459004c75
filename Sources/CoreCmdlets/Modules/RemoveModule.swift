/// Unloads modules.
import Engine
import NetTypes

struct RemoveModule: Cmdlet {
  static let command = Command("Remove", "Module", module: "Microsoft.PowerShell.Core", confirm: .medium, synopsis: "Removes modules from the session.")

  @Parameter("Name", at: 0, from: .pipeline, sets: ["name"], mandatory: true) var names: [String]
  @Parameter("FullyQualifiedName", at: 0, from: .pipeline, sets: ["FullyQualifiedName"], mandatory: true, type: "Microsoft.PowerShell.Commands.ModuleSpecification[]") var specifications: [Value]
  @Parameter("ModuleInfo", at: 0, from: .pipeline, sets: ["ModuleInfo"], mandatory: true, type: "System.Management.Automation.PSModuleInfo[]") var infos: [Value]
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    var targets: [ModuleInfo] = []
    targets += infos.compactMap { $0.base.refValue as? ModuleInfo }
    let specified = try specifications.compactMap { try ($0.refValue as? ModuleSpecification).map { ($0.name, try ModuleConstraint($0, shell)) } }
    for (n, constraint) in names.map({ ($0, ModuleConstraint()) }) + specified {
      let hits = shell.context.modules.values.filter { Wildcard(n).matches($0.name) && constraint.accepts($0) }
      if hits.isEmpty, !n.contains("*") {
        try shell.error("Modules_NoModulesRemoved", .resourceUnavailable, "No modules were removed. Verify that the specification of modules to remove is correct and those modules exist in the runspace.", exception: "System.InvalidOperationException")
      }
      targets += hits
    }
    for m in targets where try shell.shouldProcess("\(m.name) (Path: '\(m.path)')", action: "Remove-Module") { try shell.context.unload(m) }
  }
}
