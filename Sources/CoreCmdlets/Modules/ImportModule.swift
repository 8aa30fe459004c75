/// Loads modules and makes what they export visible.
///
/// - Example: `Import-Module ./Tools.psm1 -Force`
import CSharp
import Engine
import NetTypes

struct ImportModule: Cmdlet {
  static let command = Command("Import", "Module", module: "Microsoft.PowerShell.Core", defaultSet: "Name", outputs: ["System.Management.Automation.PSModuleInfo"],
    synopsis: "Loads a module: its commands become available.",
    examples: [("Load a module from a file, again if it is loaded already", "Import-Module ./Tools.psm1 -Force")])

  @Parameter("Global") var global: Switch
  @Parameter("Prefix", mandatory: false, validate: [.notNull]) var prefix: String
  @Parameter("Name", at: 0, from: .pipeline, sets: ["Name", "PSSession", "CimSession", "WinCompat"], mandatory: true) var names: [String]
  @Parameter("FullyQualifiedName", at: 0, from: .pipeline, sets: ["FullyQualifiedName", "FullyQualifiedNameAndPSSession", "FullyQualifiedNameAndWinCompat"],
    mandatory: true, type: "Microsoft.PowerShell.Commands.ModuleSpecification[]") var specifications: [Value]
  @Parameter("Assembly", at: 0, from: .pipeline, sets: ["Assembly"], mandatory: true, type: "System.Reflection.Assembly[]") var assemblies: [Value]
  @Parameter("Function", validate: [.notNull]) var functions: [String]?
  @Parameter("Cmdlet", validate: [.notNull]) var cmdlets: [String]?
  @Parameter("Variable", validate: [.notNull]) var variables: [String]?
  @Parameter("Alias", validate: [.notNull]) var aliases: [String]?
  @Parameter("Force") var force: Switch
  @Parameter("SkipEditionCheck", sets: ["Name", "PSSession", "CimSession", "FullyQualifiedName", "FullyQualifiedNameAndPSSession", "Assembly", "ModuleInfo"],
    fidelity: .inert) var skipEditionCheck: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("AsCustomObject") var asCustomObject: Switch
  @Parameter("MinimumVersion", sets: ["Name", "PSSession", "CimSession", "WinCompat"], aliases: ["Version"], type: "System.Version") var minimumVersion: Value?
  @Parameter("MaximumVersion", sets: ["Name", "PSSession", "CimSession", "WinCompat"]) var maximumVersion: String?
  @Parameter("RequiredVersion", sets: ["Name", "PSSession", "CimSession", "WinCompat"], type: "System.Version") var requiredVersion: Value?
  @Parameter("ModuleInfo", at: 0, from: .pipeline, sets: ["ModuleInfo"], mandatory: true, type: "System.Management.Automation.PSModuleInfo[]") var infos: [Value]
  @Parameter("ArgumentList", aliases: ["Args"]) var arguments: [Value]
  @Parameter("DisableNameChecking") var disableNameChecking: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("Scope", validate: [.set(["Local", "Global"], ignoreCase: true, message: nil)]) var scope: String?
  @Parameter("PSSession", sets: ["PSSession", "FullyQualifiedNameAndPSSession"], mandatory: true, validate: [.notNull], type: "System.Management.Automation.Runspaces.PSSession") var session: Value
  @Parameter("CimSession", sets: ["CimSession"], mandatory: true, validate: [.notNull], type: "Microsoft.Management.Infrastructure.CimSession") var cimSession: Value
  @Parameter("CimResourceUri", sets: ["CimSession"], validate: [.notNull], type: "System.Uri", fidelity: .inert) var cimResourceUri: Value?
  @Parameter("CimNamespace", sets: ["CimSession"], validate: [.notNullOrEmpty], fidelity: .inert) var cimNamespace: String?
  @Parameter("UseWindowsPowerShell", sets: ["WinCompat", "FullyQualifiedNameAndWinCompat"], mandatory: true, aliases: ["UseWinPS"]) var useWindowsPowerShell: Switch

  mutating func begin(_ shell: Invocation) throws {
    if global.isOn, scope != nil {
      throw shell.terminating(
        "Modules_GlobalAndScopeParameterCannotBeSpecifiedTogether", .invalidOperation,
        "The 'Global' and 'Scope' parameters cannot be specified together. Remove one of these parameters, and then try running the command again.",
        exception: "System.InvalidOperationException")
    }
  }
  mutating func process(_ shell: Invocation) throws {
    let constraint = try ModuleConstraint(minimum: minimumVersion, maximum: maximumVersion, required: requiredVersion, shell)
    if constraint.isImpossible, let low = constraint.minimum, let high = constraint.maximum {
      throw shell.terminating(
        "ArgumentOutOfRange", .invalidArgument,
        "Specified argument was out of the range of valid values. (Parameter 'The MinimumVersion '\(low)' should not be greater than MaximumVersion '\(high)'.')",
        exception: "System.Management.Automation.PSArgumentOutOfRangeException")
    }
    for n in names where try isWithinReach(n, shell) { try load(n, constraint, shell) }
    for s in specifications {
      guard let s = s.refValue as? ModuleSpecification else { try load(Conversion.toString(s), constraint, shell); continue }
      if try isWithinReach(s.name, shell) { try load(s.name, ModuleConstraint(s, shell), shell) }
    }
    for a in assemblies {
      guard let r = a.base.refValue, let m = Compilation.module(for: r) else { continue }
      try publish(shell.context.modules[m.name.lowercased()] ?? m, shell)
    }
    for info in infos {
      guard let m = info.base.refValue as? ModuleInfo else { continue }
      // one that was only listed
      if ModuleFolders.isFile(m.path), shell.context.modules[m.name.lowercased()] !== m {
        try load(m.path, ModuleConstraint(), shell)
      } else if BuiltInModules.isOwn(m) {
        try load(m.name, ModuleConstraint(), shell)
      } else {
        try publish(m, shell)
      }
    }
  }

  /// Whether a module is where it shall come from: another session has what its computer offers, and there is no Windows
  /// PowerShell but that of the simulated servers.
  private func isWithinReach(_ name: String, _ shell: Invocation) throws -> Bool {
    if useWindowsPowerShell.isOn, BuiltInModules.ofServer(name) == nil {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation, "Unable to create Windows PowerShell process because Windows PowerShell could not be found on this machine.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    if $session.isBound, BuiltInModules.module(name) == nil {
      let record = ModuleLoader(shell: shell, isReporting: true).notFound(name).record
      try shell.error(
        record.errorId.split(separator: ",").first.map { String($0) } ?? "", .resourceUnavailable,
        "Failure from remote command: Import-Module -Name '\(name)': \(record.exception.message)",
        exception: "System.InvalidOperationException", target: .str(name))
      return false
    }
    return true
  }

  private func load(_ name: String, _ constraint: ModuleConstraint, _ shell: Invocation) throws {
    let loader = ModuleLoader(shell: shell, isReporting: true)
    if let own = BuiltInModules.module(name) {
      guard constraint.accepts(own) else { return try shell.error(constraint.notFound(name, shell).record) }
      if shell.context.modules[own.name.lowercased()] == nil { shell.context.modules[own.name.lowercased()] = BuiltInModules.loaded(own, shell.context) }
      if passThru.isOn, let m = shell.context.modules[own.name.lowercased()] { try shell.write(.other(m)) }
      return
    }
    guard let path = loader.locate(name, constraint) else {
      // one that was made here has no file
      if !force.isOn, let loaded = shell.context.modules.values.first(where: { $0.name.equalsIgnoringCase(name) && constraint.accepts($0) }) { return try publish(loaded, shell) }
      try shell.error((constraint.hasVersion ? constraint.notFound(name, shell) : loader.notFound(name)).record)
      return
    }
    if !force.isOn, let loaded = shell.context.modules.values.first(where: { $0.file == path || $0.path == path }) {
      if loaded.file == path { try shell.verbose("Loading module from path '\(path)'.") }
      return try publish(loaded, shell)
    }
    if path.lowercased().hasSuffix(".dll"), let a = try CompiledAssemblies.load(path, shell), let m = Compilation.module(for: a, named: String(FileText.leaf(path).dropLast(4))) {
      return try publish(m, shell)
    }
    if path.lowercased().hasSuffix(".ps1") { return try dot(path, shell) }
    let m: ModuleInfo
    do { m = try loader.load(path, arguments: arguments) } catch let e as TerminatingError where loader.refused.records.contains(where: { $0 === e.record }) { return try shell.error(e.record) }
    catch is BrokenModule { return try shell.error(loader.notFound(name).record) }
    if let old = shell.context.modules.values.first(where: { ($0.file ?? $0.path) == (m.file ?? m.path) }) { try shell.writeEach(shell.context.unload(old)) }
    try publish(m, shell)
  }
  /// Runs a script where the command stands; its module has no members.
  private func dot(_ path: String, _ shell: Invocation) throws {
    try shell.verbose("Loading module from path '\(path)'.")
    try shell.verbose("Dot-sourcing the script file '\(path)'.")
    let m = ModuleInfo(ModuleFolders.name(path))
    m.path = path
    do {
      let block = try shell.context.loadScript(path)
      try shell.writeEach(shell.context.invokeScript(block, arguments: arguments, input: [], hasOwnScope: false))
    } catch let e as TerminatingError {
      if e.record.thrownByStatement { throw shell.terminating(e.record.ofCommand) }
      if e.record.category == .parserError { e.record.reportPlace = shell.info.position }
      return try shell.passOn(e.record)
    } catch FlowSignal.exit(let code) { return shell.context.setGlobal("LASTEXITCODE", .int(code)) }
    try publish(m, shell)
  }
  private func publish(_ m: ModuleInfo, _ shell: Invocation) throws {
    let check = ImportCheck(shell, m, noClobber: noClobber.isOn, checksNames: !disableNameChecking.isOn)
    if asCustomObject.isOn {
      for f in m.exportedFunctions { try check.checkName(f.name) }
      // the module is loaded, its commands are those of the object alone
      try shell.context.publish(m, functions: [], aliases: [], variables: [])
      return try shell.write(.object(shell.context.customObject(of: m)))
    }
    // cmdlets are never among what a script module exports, so -Cmdlet alone imports nothing
    try shell.context.publish(
      m, prefix: prefix, functions: functions ?? cmdlets.map { _ in [] }, aliases: aliases, variables: variables,
      isGlobal: global.isOn || scope?.equalsIgnoringCase("Global") ?? false, admits: check.admits)
    if passThru.isOn { try shell.write(.other(m)) }
  }
}
