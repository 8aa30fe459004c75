/// Writes a module manifest: every key with the sentence that explains it, those not given commented out.
import Engine
import Glibc
import NetTypes
import Primitives

struct NewModuleManifest: Cmdlet {
  static let command = Command("New", "ModuleManifest", module: "Microsoft.PowerShell.Core", confirm: .low,
    outputs: ["System.String"],
    synopsis: "Writes a manifest, the .psd1 file that describes a module.",
    examples: [("For a script module", "New-ModuleManifest -Path ./Thing.psd1 -RootModule Thing.psm1 -FunctionsToExport Get-Thing")])
  @Parameter("Path", at: 0, mandatory: true) var path: String
  @Parameter("NestedModules", attributes: [.allowEmptyCollection], type: "System.Object[]") var nestedModules: [Value]
  @Parameter("Guid", type: "System.Guid") var guid: Value?
  @Parameter("Author", attributes: [.allowEmptyString]) var author: String?
  @Parameter("CompanyName", attributes: [.allowEmptyString]) var companyName: String?
  @Parameter("Copyright", attributes: [.allowEmptyString]) var copyright: String?
  @Parameter("RootModule", aliases: ["ModuleToProcess"], attributes: [.allowEmptyString]) var rootModule: String?
  @Parameter("ModuleVersion", validate: [.notNull], type: "System.Version") var moduleVersion: Value?
  @Parameter("Description", attributes: [.allowEmptyString]) var description: String?
  @Parameter("ProcessorArchitecture", type: "System.Reflection.ProcessorArchitecture") var processorArchitecture: String?
  @Parameter("PowerShellVersion", type: "System.Version") var powerShellVersion: Value?
  @Parameter("ClrVersion", type: "System.Version") var clrVersion: Value?
  @Parameter("DotNetFrameworkVersion", type: "System.Version") var dotNetFrameworkVersion: Value?
  @Parameter("PowerShellHostName") var powerShellHostName: String?
  @Parameter("PowerShellHostVersion", type: "System.Version") var powerShellHostVersion: Value?
  @Parameter("RequiredModules", type: "System.Object[]") var requiredModules: [Value]
  @Parameter("TypesToProcess", attributes: [.allowEmptyCollection]) var typesToProcess: [String]
  @Parameter("FormatsToProcess", attributes: [.allowEmptyCollection]) var formatsToProcess: [String]
  @Parameter("ScriptsToProcess", attributes: [.allowEmptyCollection]) var scriptsToProcess: [String]
  @Parameter("RequiredAssemblies", attributes: [.allowEmptyCollection]) var requiredAssemblies: [String]
  @Parameter("FileList", attributes: [.allowEmptyCollection]) var fileList: [String]
  @Parameter("ModuleList", attributes: [.allowEmptyCollection], type: "System.Object[]") var moduleList: [Value]
  @Parameter("FunctionsToExport", attributes: [.allowEmptyCollection]) var functionsToExport: [String]
  @Parameter("AliasesToExport", attributes: [.allowEmptyCollection]) var aliasesToExport: [String]
  @Parameter("VariablesToExport", attributes: [.allowEmptyCollection]) var variablesToExport: [String]
  @Parameter("CmdletsToExport", attributes: [.allowEmptyCollection]) var cmdletsToExport: [String]
  @Parameter("DscResourcesToExport", attributes: [.allowEmptyCollection]) var dscResourcesToExport: [String]
  @Parameter("CompatiblePSEditions", validate: [.set(["Desktop", "Core"], ignoreCase: true, message: nil)], attributes: [.allowEmptyCollection]) var compatiblePSEditions: [String]
  @Parameter("PrivateData", attributes: [.allowNull]) var privateData: Value?
  @Parameter("Tags", validate: [.notNullOrEmpty]) var tags: [String]
  @Parameter("ProjectUri", validate: [.notNullOrEmpty], type: "System.Uri") var projectUri: Value?
  @Parameter("LicenseUri", validate: [.notNullOrEmpty], type: "System.Uri") var licenseUri: Value?
  @Parameter("IconUri", validate: [.notNullOrEmpty], type: "System.Uri") var iconUri: Value?
  @Parameter("ReleaseNotes", validate: [.notNullOrEmpty]) var releaseNotes: String?
  @Parameter("Prerelease", validate: [.notNullOrEmpty]) var prerelease: String?
  @Parameter("RequireLicenseAcceptance") var requireLicenseAcceptance: Switch
  @Parameter("ExternalModuleDependencies", validate: [.notNullOrEmpty]) var externalModuleDependencies: [String]
  @Parameter("HelpInfoUri", attributes: [.allowNull]) var helpInfoUri: String?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("DefaultCommandPrefix", attributes: [.allowNull]) var defaultCommandPrefix: String?

  mutating func end(_ shell: Invocation) throws {
    let file = try shell.filePath(path, literal: true)
    guard file.lowercased().hasSuffix(".psd1") else {
      throw refuse(
        shell, "Modules_InvalidModuleManifestPath",
        """
        The module manifest path '\(path)' is not valid. The value of the Path argument must resolve to a single file that has a '.psd1' extension. Change \
        the value of the Path argument to point to a valid psd1 file, and then try again.
        """,
        .str(path))
    }
    if Set(compatiblePSEditions.map { $0.lowercased() }).count != compatiblePSEditions.count {
      throw refuse(
        shell, "Modules_DuplicateEntriesInCompatiblePSEditions",
        """
        The specified value '\(compatiblePSEditions.joined(separator: ","))' for CompatiblePSEditions contains duplicate PowerShell Edition names. Try again \
        after removing the duplicate PowerShell Edition names.
        """,
        .null)
    }
    guard try shell.shouldProcess(file, action: "Creating the \"\(file)\" module manifest file.") else { return }
    let text = try manifest(file, shell)
    if passThru.isOn { try shell.write(.str(text)) }
    do { try Posix.replaceFile(file, Array(text.utf8)) } catch let e as Posix.Failure { throw shell.terminating(e.record("FileOpenFailure", .openError, file)) }
  }

  private func refuse(_ shell: Invocation, _ id: String, _ message: String, _ target: Value) -> TerminatingError {
    shell.terminating(id, .invalidArgument, message, exception: "System.InvalidOperationException", target: target)
  }

  private func manifest(_ file: String, _ shell: Invocation) throws -> String {
    let context = shell.context
    var name = String(file.split(separator: "/").last ?? "")
    name.removeLast(5)
    let who = author.flatMap { $0.isEmpty ? nil : $0 } ?? getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? ""
    let today = Conversion.toString(try context.callMethod(.datetime(NetDateTime.now), "ToString", [.str("d")]))
    var out = "#\n# Module manifest for module '\(name)'\n#\n# Generated by: \(who)\n#\n# Generated on: \(today)\n#\n\n@{\n\n"
    var indent = ""
    func entry(_ key: String, _ about: String, _ given: Bool, _ value: String) {
      out += indent + "# " + about + "\n" + indent + (given ? "" : "# ") + key + " = " + value + "\n\n"
    }
    func text(_ key: String, _ about: String, _ value: String?) { entry(key, about, !(value ?? "").isEmpty, SourceLiteral.quoted(value ?? "")) }
    func version(_ key: String, _ about: String, _ value: Value?) { entry(key, about, value != nil, value.map { SourceLiteral.quoted(Conversion.toString($0, context)) } ?? "''") }
    func list(_ key: String, _ about: String, _ given: Bool, _ values: [String]) { entry(key, about, given, Self.list(values)) }
    func modules(_ key: String, _ about: String, _ given: Bool, _ values: [Value], plain: Bool = false) throws { entry(key, about, given, try Self.modules(values, plain: plain, context)) }
    func files(_ key: String, _ about: String, _ given: Bool, _ values: [String]) throws { list(key, about, given, try values.flatMap { try resolved($0, shell) }) }
    func uri(_ key: String, _ about: String, _ value: Value?) throws {
      guard let value else { return entry(key, about, false, "''") }
      guard let whole = try? context.property(value, "AbsoluteUri"), !whole.isNull else {
        throw shell.terminating("System.InvalidOperationException", .notSpecified, "This operation is not supported for a relative URI.")
      }
      entry(key, about, true, SourceLiteral.quoted(Conversion.toString(whole)))
    }
    // with a module named, everything it has is exported unless said otherwise
    let all = $rootModule.isBound || $nestedModules.isBound || $requiredModules.isBound ? ["*"] : []
    let desktop = "This prerequisite is valid for the PowerShell Desktop edition only."
    func exports(_ kind: String) -> String {
      """
      \(kind.prefix(1).uppercased() + kind.dropFirst()) to export from this module, for best performance, do not use wildcards and do not delete the entry, \
      use an empty array if there are no \(kind) to export.
      """
    }

    text("RootModule", "Script module or binary module file associated with this manifest.", rootModule)
    entry("ModuleVersion", "Version number of this module.", true, SourceLiteral.quoted(moduleVersion.map { Conversion.toString($0, context) } ?? "0.0.1"))
    list("CompatiblePSEditions", "Supported PSEditions", !compatiblePSEditions.isEmpty, compatiblePSEditions)
    text("GUID", "ID used to uniquely identify this module", guid.map { Conversion.toString($0, context) } ?? NetGuid.newGuid().description)
    text("Author", "Author of this module", who)
    text("CompanyName", "Company or vendor of this module", companyName.flatMap { $0.isEmpty ? nil : $0 } ?? "Unknown")
    text("Copyright", "Copyright statement for this module", copyright.flatMap { $0.isEmpty ? nil : $0 } ?? "(c) \(who). All rights reserved.")
    text("Description", "Description of the functionality provided by this module", description)
    version("PowerShellVersion", "Minimum version of the PowerShell engine required by this module", powerShellVersion)
    text("PowerShellHostName", "Name of the PowerShell host required by this module", powerShellHostName)
    version("PowerShellHostVersion", "Minimum version of the PowerShell host required by this module", powerShellHostVersion)
    version("DotNetFrameworkVersion", "Minimum version of Microsoft .NET Framework required by this module. " + desktop, dotNetFrameworkVersion)
    version("ClrVersion", "Minimum version of the common language runtime (CLR) required by this module. " + desktop, clrVersion)
    text("ProcessorArchitecture", "Processor architecture (None, X86, Amd64) required by this module", processorArchitecture)
    try modules("RequiredModules", "Modules that must be imported into the global environment prior to importing this module", !requiredModules.isEmpty, requiredModules)
    try files("RequiredAssemblies", "Assemblies that must be loaded prior to importing this module", $requiredAssemblies.isBound, requiredAssemblies)
    try files("ScriptsToProcess", "Script files (.ps1) that are run in the caller's environment prior to importing this module.", $scriptsToProcess.isBound, scriptsToProcess)
    try files("TypesToProcess", "Type files (.ps1xml) to be loaded when importing this module", $typesToProcess.isBound, typesToProcess)
    try files("FormatsToProcess", "Format files (.ps1xml) to be loaded when importing this module", $formatsToProcess.isBound, formatsToProcess)
    try modules("NestedModules", "Modules to import as nested modules of the module specified in RootModule/ModuleToProcess", $nestedModules.isBound, nestedModules, plain: true)
    list("FunctionsToExport", exports("functions"), true, $functionsToExport.isBound ? functionsToExport : all)
    list("CmdletsToExport", exports("cmdlets"), true, $cmdletsToExport.isBound ? cmdletsToExport : all)
    let variables = $variablesToExport.isBound ? variablesToExport : ["*"]
    list("VariablesToExport", "Variables to export from this module", !variables.isEmpty, variables)
    list("AliasesToExport", exports("aliases"), true, $aliasesToExport.isBound ? aliasesToExport : all)
    list("DscResourcesToExport", "DSC resources to export from this module", !dscResourcesToExport.isEmpty, dscResourcesToExport)
    try modules("ModuleList", "List of all modules packaged with this module", $moduleList.isBound, moduleList)
    try files("FileList", "List of all files packaged with this module", $fileList.isBound, fileList)

    let about = "Private data to pass to the module specified in RootModule/ModuleToProcess. This may also contain a PSData hashtable with additional module metadata used by PowerShell."
    var extra: PSHash?
    if let privateData, !privateData.isNull { if case .hash(let h) = privateData.base { extra = h } }
    if let privateData, !privateData.isNull, extra == nil {
      if $tags.isBound || $releaseNotes.isBound || projectUri != nil || iconUri != nil || licenseUri != nil {
        throw refuse(
          shell, "PrivateDataValueTypeShouldBeHashTable",
          """
          The PrivateData parameter value must be a hash table to create the module manifest with the following parameter values Tags, ProjectUri, \
          LicenseUri, IconUri or ReleaseNotes. Either remove the Tags, ProjectUri, LicenseUri, IconUri, or ReleaseNotes parameter values or wrap the contents \
          of PrivateData in a hashtable.
          """,
          privateData)
      }
      try shell.warning("""
        The PrivateData should be defined as a hashtable, but this module manifest defines it as an object. Please consider wrapping the contents of \
        PrivateData in a hashtable. This will enable you to add the Tags, ProjectUri, LicenseUri, IconUri, and ReleaseNotes properties to the module manifest \
        at a later time.
        """)
      text("PrivateData", about, Conversion.toString(privateData, context))
    } else {
      out += "# \(about)\nPrivateData = @{\n\n    PSData = @{\n\n"
      indent = "        "
      list("Tags", "Tags applied to this module. These help with module discovery in online galleries.", !tags.isEmpty, tags)
      try uri("LicenseUri", "A URL to the license for this module.", licenseUri)
      try uri("ProjectUri", "A URL to the main website for this project.", projectUri)
      try uri("IconUri", "A URL to an icon representing this module.", iconUri)
      text("ReleaseNotes", "ReleaseNotes of this module", releaseNotes)
      text("Prerelease", "Prerelease string of this module", prerelease)
      entry(
        "RequireLicenseAcceptance", "Flag to indicate whether the module requires explicit user acceptance for install/update/save",
        requireLicenseAcceptance.isOn, requireLicenseAcceptance.isOn ? "$true" : "$false")
      list("ExternalModuleDependencies", "External dependent modules of this module", !externalModuleDependencies.isEmpty, externalModuleDependencies)
      out += "    } # End of PSData hashtable\n\n"
      indent = "    "
      if let extra {
        out += "\n"
        for (k, v) in extra.pairs { entry(Conversion.toString(k, context), Conversion.toString(k, context), true, SourceLiteral.quoted(Conversion.toString(v, context))) }
      }
      out += "} # End of PrivateData hashtable\n\n"
      indent = ""
    }
    try uri("HelpInfoURI", "HelpInfo URI of this module", helpInfoUri.flatMap { $0.isEmpty ? nil : .str($0) }.map { try Conversion.convert($0, to: TypeTable.get("System.Uri"), context) })
    text("DefaultCommandPrefix", "Default prefix for commands exported from this module. Override the default prefix using Import-Module -Prefix.", defaultCommandPrefix)
    return out + "}\n\n"
  }

  /// A file of the module as the manifest names it: relative to here when it exists, else as written.
  private func resolved(_ name: String, _ shell: Invocation) throws -> [String] {
    guard !name.isEmpty else { return [] }
    let found = ((try? shell.space.expand(name, literal: false)) ?? []).filter { $0.provider.name == "FileSystem" && $0.exists }
    guard !found.isEmpty else { return [name] }
    let here = try shell.filePath(".", literal: true) + "/"
    return found.map { $0.path.hasPrefix(here) ? String($0.path.dropFirst(here.count)) : $0.path }
  }
  /// `'a', 'b'`, broken before the 81st column.
  private static func list(_ names: [String]) -> String {
    var out = "", at = 15
    for n in names where !n.isEmpty {
      if !out.isEmpty { out += ", " }
      let q = SourceLiteral.quoted(n)
      at += q.utf16.count
      if at > 80 { out += "\n               "; at = 15 + q.utf16.count }
      out += q
    }
    return out.isEmpty ? "@()" : out
  }
  private static func modules(_ all: [Value], plain: Bool, _ context: ExecutionContext) throws -> String {
    var parts: [String] = []
    for v in all where !v.isNull {
      var value = v
      if plain { if case .hash = v.base {} else { value = .str(Conversion.toString(v, context)) } }
      guard let m = try Conversion.convert(value, to: TypeTable.get("Microsoft.PowerShell.Commands.ModuleSpecification"), context).refValue as? ModuleSpecification else { continue }
      if m.guid.isNull, m.version.isNull, m.maximumVersion == nil, m.requiredVersion.isNull { parts.append(SourceLiteral.quoted(m.name)); continue }
      var out = "@{ModuleName = \(SourceLiteral.quoted(m.name)); "
      if !m.guid.isNull { out += "GUID = \(SourceLiteral.quoted(Conversion.toString(m.guid, context))); " }
      if !m.version.isNull { out += "ModuleVersion = \(SourceLiteral.quoted(Conversion.toString(m.version, context))); " }
      if let x = m.maximumVersion { out += "MaximumVersion = \(SourceLiteral.quoted(x)); " }
      if !m.requiredVersion.isNull { out += "RequiredVersion = \(SourceLiteral.quoted(Conversion.toString(m.requiredVersion, context))); " }
      parts.append(out + "}")
    }
    return "@(" + parts.joined(separator: ", \n               ") + ")"
  }
}
