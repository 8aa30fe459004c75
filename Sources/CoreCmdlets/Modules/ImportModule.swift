/// Loads modules and makes what they export visible.
///
/// - Example: `Import-Module ./Tools.psm1 -Force`
import Engine

struct ImportModule: Cmdlet {
  static let command = Command("Import", "Module", module: "Microsoft.PowerShell.Core", defaultSet: "Name", outputs: ["System.Management.Automation.PSModuleInfo"], synopsis: "Adds modules to the current session.",
    examples: [("Load a module from a file, again if it is loaded already", "Import-Module ./Tools.psm1 -Force")])

  @Parameter("Global") var global: Switch
  @Parameter("Prefix", mandatory: false) var prefix: String
  @Parameter("Name", at: 0, from: .pipeline, sets: ["Name", "PSSession", "CimSession", "WinCompat"], mandatory: true) var names: [String]
  @Parameter("FullyQualifiedName", at: 0, from: .pipeline, sets: ["FullyQualifiedName", "FullyQualifiedNameAndPSSession"], mandatory: true, type: "Microsoft.PowerShell.Commands.ModuleSpecification[]") var specifications: [Value]
  @Parameter("Assembly", at: 0, from: .pipeline, sets: ["Assembly"], mandatory: true, type: "System.Reflection.Assembly[]") var assemblies: [Value]
  @Parameter("Function") var functions: [String]?
  @Parameter("Cmdlet") var cmdlets: [String]?
  @Parameter("Variable") var variables: [String]?
  @Parameter("Alias") var aliases: [String]?
  @Parameter("Force") var force: Switch
  @Parameter("SkipEditionCheck", fidelity: .inert) var skipEditionCheck: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("AsCustomObject") var asCustomObject: Switch
  @Parameter("MinimumVersion", aliases: ["Version"], type: "System.Version") var minimumVersion: Value?
  @Parameter("MaximumVersion") var maximumVersion: String?
  @Parameter("RequiredVersion", type: "System.Version") var requiredVersion: Value?
  @Parameter("ModuleInfo", at: 0, from: .pipeline, sets: ["ModuleInfo"], mandatory: true, type: "System.Management.Automation.PSModuleInfo[]") var infos: [Value]
  @Parameter("ArgumentList", aliases: ["Args"]) var arguments: [Value]
  @Parameter("DisableNameChecking", fidelity: .inert) var disableNameChecking: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("Scope", validate: [.set(["Local", "Global"], ignoreCase: true, message: nil)]) var scope: String?

  mutating func process(_ shell: Invocation) throws {
    for n in names { try load(n, shell) }
    for s in specifications { try load(Conversion.toString(try shell.context.property(s, "Name") ?? s), shell) }
    for case .other(let r) in infos { if let m = r as? ModuleInfo { try publish(m, shell) } }
  }

  private func load(_ name: String, _ shell: Invocation) throws {
    let loader = ModuleLoader(shell: shell)
    if ModuleLoader.builtIn.contains(where: { $0.equalsIgnoringCase(name) }) {
      if passThru.isOn { try shell.write(.other(ModuleInfo(name))) }
      return
    }
    guard let path = loader.locate(name) else {
      if let loaded = shell.context.modules[name.lowercased()] { try publish(loaded, shell); return }
      try shell.error(loader.notFound(name).record)
      return
    }
    if !force.isOn, let loaded = shell.context.modules.values.first(where: { $0.path == path }) { try publish(loaded, shell); return }
    let m = try loader.load(path, arguments: arguments)
    if let old = shell.context.modules[m.name.lowercased()] { try shell.context.unload(old) }
    try publish(m, shell)
  }
  private func publish(_ m: ModuleInfo, _ shell: Invocation) throws {
    if asCustomObject.isOn { try shell.write(.object(shell.context.customObject(of: m))); return }
    try shell.context.publish(m, prefix: prefix, functions: functions, aliases: aliases, variables: variables, isGlobal: global.isOn || scope?.equalsIgnoringCase("Global") ?? false)
    if passThru.isOn { try shell.write(.other(m)) }
  }
}
