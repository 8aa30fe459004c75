/// A module manifest as data: the table of a `.psd1`, of which only constants are run, and what is checked of it before a module is
/// listed, tested or loaded.
import Engine
import NetTypes
import Primitives
import Syntax

struct ModuleManifest {
  let path: String
  let data: PSHash
  private let shell: Invocation
  /// Takes each fault; one that throws ends the check with the first.
  private let report: (ErrorRecord) throws -> Void

  /// Reads a manifest; nil when it holds no table of constants, which has been reported.
  static func read(_ path: String, _ text: String, _ shell: Invocation, report: @escaping (ErrorRecord) throws -> Void) throws -> ModuleManifest? {
    let context = shell.context
    func fault(_ message: String, _ exception: String) throws {
      try report(ErrorRecord(PSException(exception, message), id: "Modules_InvalidManifest", .resourceUnavailable, target: .str(path)))
    }
    func refuse(_ why: String) throws {
      try fault(
        """
        The module manifest '\(path)' could not be processed because it is not a valid PowerShell module manifest file. Remove the elements that are not \
        permitted: \(why)
        """,
        "System.MissingMemberException")
    }
    let block: ScriptBlock
    do { block = try context.makeBlock(text, file: path) } catch let e as TerminatingError { try refuse(e.record.exception.message); return nil }
    let errors = RestrictedLanguage.check(block.ast, commands: commands, variables: ["PSScriptRoot", "PSEdition", "EnabledExperimentalFeatures"], environment: true)
    if !errors.isEmpty { try refuse(ExecutionContext.parseException(errors).record.exception.message); return nil }
    guard case .hash(let table) = try context.invokeBlock(block).base else {
      try fault(
        """
        Processing the module manifest file '\(path)' did not result in a valid manifest object. Update the file to contain a valid PowerShell module \
        manifest. A valid manifest can be created using the New-ModuleManifest cmdlet.
        """,
        "System.ArgumentException")
      return nil
    }
    return ModuleManifest(path: path, data: table, shell: shell, report: report)
  }

  var folder: String { PathText.parent(path) }
  func text(_ key: String) -> String { data.get(key).map { Conversion.toString($0, shell.context) } ?? "" }
  /// The entries of a member; nil when it is not there.
  func list(_ key: String) -> [Value]? {
    guard let v = data.get(key), !v.isNull else { return nil }
    return v.arrayValue?.values ?? [v]
  }
  func strings(_ key: String) -> [String]? { list(key)?.map { Conversion.toString($0, shell.context) } }
  /// The script or assembly that is the module; empty when the manifest names none.
  var root: String { text("ModuleToProcess").isEmpty ? text("RootModule") : text("ModuleToProcess") }
  /// What a module is told by the ending of its root.
  var typeByRoot: String {
    switch PathText.fileExtension(root).lowercased() {
    case ".psm1": "Script"
    case ".dll", ".exe": "Binary"
    case ".cdxml": "Cim"
    default: "Manifest"
    }
  }
  /// Variables named, without patterns.
  var declaredVariables: [Variable] { (strings("VariablesToExport") ?? []).filter { !$0.isEmpty && !Wildcard.hasSpecial($0) }.map { Variable($0, .null) } }
  /// Modules a member names, by name or by a table of name and version.
  func specifications(_ key: String) throws -> [ModuleSpecification] {
    try list(key)?.compactMap { v in
      if v.hashValue_ == nil, !(v.refValue is ModuleSpecification) { return ModuleSpecification(name: Conversion.toString(v, shell.context)) }
      let type = "Microsoft.PowerShell.Commands.ModuleSpecification"
      do { return try Conversion.convert(v, to: TypeTable.get(type), shell.context).refValue as? ModuleSpecification } catch let e as TerminatingError {
        throw TerminatingError(
          "InvalidCastConstructorException", "Cannot convert value \"\(Conversion.plainText(data.get(key) ?? v))\" to type \"\(type)[]\". Error: \"\(e.record.exception.message)\"", .invalidArgument,
          exception: "System.Management.Automation.PSInvalidCastException", inner: e.record.exception)
      }
    } ?? []
  }
  /// The files of a member, from the manifest's folder.
  func files(_ key: String, extension ending: String) -> [String] {
    (strings(key) ?? []).map { name in
      let name = PathSpace.slashes(name.lowercased().hasSuffix(ending) ? name : name + ending)
      return name.hasPrefix("/") ? name : folder + "/" + name
    }
  }

  /// What is wrong with the manifest, in the order a load would meet it.
  /// - Parameters:
  ///   - warns: says that a member is out of date
  ///   - ofHost: also whether this is the host it is made for
  func check(warns: Bool, ofHost: Bool = true) throws {
    try checkMembers()
    try checkRoot(warns: warns)
    try checkVersions(ofHost)
    try checkSpecifications("RequiredModules")
    for part in try checkSpecifications("NestedModules") { try refuseWildcards(part.name) }
    for (key, ending) in [("TypesToProcess", ".ps1xml"), ("FormatsToProcess", ".ps1xml"), ("ScriptsToProcess", ".ps1")] {
      for file in files(key, extension: ending) where !ModuleFolders.isFile(file) {
        let why = "Cannot find path '\(file)' because it does not exist."
        throw shell.terminating(
          "Modules_InvalidManifest", .resourceUnavailable,
          "The member '\(key)' in the module manifest is not valid: \(why). Verify that a valid value is specified for this field in the '\(path)' file.",
          exception: "System.ArgumentException", target: .str(path))
      }
    }
  }

  private func checkMembers() throws {
    let unknown = data.pairs.map { Conversion.toString($0.0, shell.context) }.filter { k in !Self.members.contains { $0.equalsIgnoringCase(k) } }
    if unknown.isEmpty { return }
    if let wanted = try version("PowerShellVersion"), let own = Self.engine, own < wanted { return try reportEngine(wanted) }
    let valid = Self.members.map { "'\($0)'" }.joined(separator: ", "), bad = unknown.map { "'\($0)'" }.joined(separator: ", ")
    try fault(
      "Modules_InvalidManifestMember", .invalidData,
      """
      The '\(path)' module cannot be imported because its manifest contains one or more members that are not valid. The valid manifest members are \
      (\(valid)). Remove the members that are not valid (\(bad)), then try to import the module again.
      """
    )
  }

  private func checkRoot(warns: Bool) throws {
    if !text("ModuleToProcess").isEmpty {
      if warns { try shell.warning("The module manifest member 'ModuleToProcess' has been deprecated. Use the 'RootModule' member instead.") }
      if !text("RootModule").isEmpty {
        try fault(
          "Modules_ModuleManifestCannotContainBothModuleToProcessAndRootModule", .invalidOperation,
          """
          The module manifest cannot contain both the 'ModuleToProcess' and 'RootModule' members. Change the module manifest file to remove one of these \
          members at '\(path)', and then try again.
          """
        )
      }
    }
    try refuseWildcards(root)
  }
  private func refuseWildcards(_ name: String) throws {
    if Wildcard(name).isLiteral { return }
    throw shell.terminating(
      "Modules_WildCardNotAllowedInModuleToProcessAndInNestedModules", .invalidOperation,
      "Wildcard characters are not allowed in members 'ModuleToProcess', 'RootModule', or 'NestedModules' in the module manifest '\(path)'.",
      exception: "System.Management.Automation.PSInvalidOperationException")
  }

  private func checkVersions(_ ofHost: Bool) throws {
    try checkValue("guid", "System.Guid")
    if try checkValue("ModuleVersion", "System.Version") {
      if let own = try version("ModuleVersion") {
        let parent = ModuleFolders.leaf(folder)
        if let named = try? NetVersion.parse(parent), ModuleFolders.leaf(PathText.parent(folder)) == ModuleFolders.name(path), named != own { try report(versionFolder(own, target: path)) }
      } else {
        try fault(
          "Modules_InvalidManifest", .resourceUnavailable,
          """
          The member 'ModuleVersion' is not present in the module manifest. This member must exist and be assigned a version number of the form 'n.n.n.n'. \
          Add the missing member to the file '\(path)'.
          """,
          "System.MissingMemberException")
      }
    }
    if try checkValue("PowerShellVersion", "System.Version"), let wanted = try version("PowerShellVersion"), let own = Self.engine, own < wanted { try reportEngine(wanted) }
    let wantedHost = text("PowerShellHostName"), host = shell.context.variable("Host") ?? .null
    let name = (try? shell.context.property(host, "Name")).flatMap { $0 }.map { Conversion.toString($0) } ?? ""
    if ofHost, !wantedHost.isEmpty, !wantedHost.equalsIgnoringCase(name) {
      try fault(
        "Modules_InvalidPowerShellHostName", .resourceUnavailable,
        "The name of the current PowerShell host is: '\(name)'. The module '\(path)' requires the following PowerShell host: '\(wantedHost)'.")
    }
    if try checkValue("PowerShellHostVersion", "System.Version"), ofHost, let wanted = try version("PowerShellHostVersion"), let own = Self.engine, own < wanted {
      try fault(
        "Modules_InsufficientPowerShellHostVersion", .resourceUnavailable,
        "The current PowerShell host is: '\(name)' (version \(own)). The module '\(path)' requires a minimum PowerShell host version of '\(wanted)' to run.")
    }
    if try checkValue("ProcessorArchitecture", "System.Reflection.ProcessorArchitecture"), ["x86", "arm", "ia64"].contains(text("ProcessorArchitecture").lowercased()) {
      let wanted = Conversion.toString(try Conversion.convert(.str(text("ProcessorArchitecture")), to: TypeTable.get("System.Reflection.ProcessorArchitecture"), shell.context))
      try fault("Modules_InvalidProcessorArchitecture", .resourceUnavailable, "The current processor architecture is: X64. The module '\(path)' requires the following architecture: \(wanted).")
    }
    for key in ["CLRVersion", "DotNetFrameworkVersion"] { try checkValue(key, "System.Version") }
  }

  /// The error of a manifest in a folder named after another version.
  func versionFolder(_ own: NetVersion, target: String) -> ErrorRecord {
    ErrorRecord(
      PSException(
        "System.InvalidOperationException",
        """
        The ModuleVersion key in module manifest '\(path)' specifies module version '\(own)' which does not match its version folder name at '\(folder)'. \
        Change the value of the ModuleVersion key to match the version folder name.
        """
      ), id: "Modules_InvalidModuleManifestVersion", .invalidArgument, target: .str(target))
  }
  private func reportEngine(_ wanted: NetVersion) throws {
    try fault(
      "Modules_InsufficientPowerShellVersion", .resourceUnavailable,
      """
      The version of PowerShell on this computer is '\(FollowedVersion.text)'. The module '\(path)' requires a minimum PowerShell version of '\(wanted)' to \
      run. Verify that you have the minimum required version of PowerShell installed, and then try again.
      """
    )
  }

  /// A version a member gives; nil when it gives none, or something else.
  func version(_ key: String) throws -> NetVersion? {
    guard let v = data.get(key), !v.isNull else { return nil }
    return ((try? Conversion.convert(v, to: TypeTable.get("System.Version"), shell.context))?.refValue as? PSVersion)?.value
  }
  /// Whether a member is what it has to be; reported when not.
  @discardableResult private func checkValue(_ key: String, _ type: String) throws -> Bool {
    guard let v = data.get(key), !v.isNull, !text(key).isEmpty || v.arrayValue != nil else { return true }
    do { _ = try Conversion.convert(v, to: TypeTable.get(type), shell.context); return true } catch let e as TerminatingError {
      try reportValue(key, e)
      return false
    }
  }
  @discardableResult private func checkSpecifications(_ key: String) throws -> [ModuleSpecification] {
    do { return try specifications(key) } catch let e as TerminatingError {
      try reportValue(key, e)
      return []
    }
  }
  private func reportValue(_ key: String, _ e: TerminatingError) throws {
    try fault("Modules_InvalidManifest", .resourceUnavailable, "The '\(key)' member is not valid in the module manifest file '\(path)': \(e.record.exception.message)", "System.ArgumentException")
  }
  private func fault(_ id: String, _ category: ErrorCategory, _ message: String, _ exception: String = "System.InvalidOperationException") throws {
    try report(ErrorRecord(PSException(exception, message), id: id, category, target: .str(path)))
  }

  private static let engine = try? NetVersion.parse(FollowedVersion.text)
  private static let commands = ["Import-LocalizedData", "ConvertFrom-StringData", "Write-Host", "Out-Host", "Join-Path"]
  private static let members = [
    "ModuleToProcess", "NestedModules", "GUID", "Author", "CompanyName", "Copyright", "ModuleVersion", "Description", "PowerShellVersion",
    "PowerShellHostName", "PowerShellHostVersion", "CLRVersion", "DotNetFrameworkVersion", "ProcessorArchitecture", "RequiredModules",
    "TypesToProcess", "FormatsToProcess", "ScriptsToProcess", "PrivateData", "RequiredAssemblies", "ModuleList", "FileList", "FunctionsToExport",
    "VariablesToExport", "AliasesToExport", "CmdletsToExport", "DscResourcesToExport", "CompatiblePSEditions", "HelpInfoURI", "RootModule",
    "DefaultCommandPrefix",
  ]
}
