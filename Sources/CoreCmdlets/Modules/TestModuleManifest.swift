/// Reads a module manifest and describes the module it stands for, after looking whether the files and modules it names are there.
///
/// - Example: `Test-ModuleManifest ./Tools.psd1 | Select-Object Version`
import Codecs
import Engine
import Primitives

struct TestModuleManifest: Cmdlet {
  static let command = Command("Test", "ModuleManifest", module: "Microsoft.PowerShell.Core",
    outputs: ["System.Management.Automation.PSModuleInfo"],
    synopsis: "Reads a module's manifest and reports what is wrong with it.",
    examples: [("A new manifest", "New-ModuleManifest ./Tools.psd1; Test-ModuleManifest ./Tools.psd1")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], mandatory: true) var path: String

  mutating func process(_ shell: Invocation) throws {
    let places = try shell.space.expand(path, literal: false)
    guard let place = places.first, place.exists else {
      return try shell.error(
        "Modules_ModuleNotFound", .resourceUnavailable,
        "The specified module '\(path)' was not loaded because no valid module file was found in any module directory.",
        exception: "System.IO.FileNotFoundException", target: .str(path))
    }
    guard place.provider.name == "FileSystem" else {
      throw TerminatingError("FileOpenError", "The current provider (\(place.provider.text())) cannot open a file.", .invalidOperation, target: .str(path))
    }
    if places.count > 1 {
      throw TerminatingError(
        "AmbiguousPath", "The path cannot be processed because it resolved to more than one file; only one file at a time can be processed.", .invalidOperation)
    }
    let file = place.path
    guard file.lowercased().hasSuffix(".psd1"), let bytes = FileText.read(file) else {
      throw shell.terminating(
        "Modules_InvalidModuleManifestPath", .invalidArgument,
        """
        The module manifest path '\(file)' is not valid. The value of the Path argument must resolve to a single file that has a '.psd1' extension. Change \
        the value of the Path argument to point to a valid psd1 file, and then try again.
        """,
        target: .str(path))
    }
    guard let manifest = try ModuleManifest.read(file, FileText.decode(bytes), shell, report: { try shell.error($0) }) else { return }
    try manifest.check(warns: true)
    let m = ModuleInfo(ModuleFolders.name(file))
    m.path = file
    let loader = ModuleLoader(shell: shell)
    loader.describe(m, by: manifest)
    try describe(m, manifest, loader, shell)
    try checkParts(manifest, loader, shell)
    if let named = try? NetVersion.parse(ModuleFolders.leaf(manifest.folder)) {
      if let own = try manifest.version("ModuleVersion"), own != named { throw shell.terminating(manifest.versionFolder(own, target: path)) }
      try shell.verbose("Version specified in ModuleVersion key is equal to version folder name.")
    }
    try shell.write(.other(m))
  }

  /// What the module would have: members it names, those its scripts define when it names none, its parts.
  private func describe(_ m: ModuleInfo, _ manifest: ModuleManifest, _ loader: ModuleLoader, _ shell: Invocation) throws {
    let isOpen = ["FunctionsToExport", "CmdletsToExport", "AliasesToExport"].contains { key in manifest.strings(key).map { $0.contains { !Wildcard($0).isLiteral } } ?? true }
    loader.take(DetectedExports(manifest), m)
    m.exportedVariables = manifest.declaredVariables
    m.required = (try? manifest.specifications("RequiredModules"))?.map { ModuleInfo($0.name) } ?? []
    guard !manifest.root.isEmpty, let root = file(manifest.root, ["", ".psm1"], in: manifest, shell) else { return }
    if isOpen, root.lowercased().hasSuffix(".psd1"), let bytes = FileText.read(root) {
      try ModuleManifest.read(root, FileText.decode(bytes), shell, report: { throw shell.terminating($0) })?.check(warns: true)
    }
    if isOpen, root.lowercased().hasSuffix(".cdxml"), let bytes = FileText.read(root) {
      do { _ = try XmlTree.parse(bytes) } catch let p as XmlScanner.Problem { throw shell.terminating("System.Xml.XmlException", .notSpecified, p.text, exception: "System.Xml.XmlException") }
    }
  }

  /// Names that lead nowhere.
  private func checkParts(_ manifest: ModuleManifest, _ loader: ModuleLoader, _ shell: Invocation) throws {
    func refuse(_ key: String, _ id: String, _ name: String) throws {
      try shell.error(
        id, .objectNotFound,
        "The specified \(key) entry '\(name)' in the module manifest '\(manifest.path)' is invalid. Try again after updating this entry with valid values.",
        exception: "System.IO.DirectoryNotFoundException", target: .str(path))
    }
    /// A path to a module file is taken as it is.
    func isModule(_ name: String) -> Bool {
      if name.utf8.contains(47) || name.utf8.contains(92), [".dll", ".ps1", ".psm1", ".psd1", ".cdxml", ".exe"].contains(PathText.fileExtension(name).lowercased()) { return true }
      return BuiltInModules.module(name) != nil || loader.locate(name) != nil
    }
    for a in manifest.strings("RequiredAssemblies") ?? [] where file(a, [""], in: manifest, shell) == nil { try refuse("RequiredAssemblies", "Modules_InvalidRequiredAssembliesInModuleManifest", a) }
    let root = manifest.root
    let extensions = PathText.fileExtension(root).isEmpty ? [".psm1", ".cdxml", ".xaml", ".ps1", ".dll", ".exe", ".ni.dll"] : [""]
    if !root.isEmpty, [".psd1", ".ps1"].contains(PathText.fileExtension(root).lowercased()) || file(root, extensions, in: manifest, shell) == nil {
      try shell.error(
        "Modules_InvalidRootModuleInModuleManifest", .invalidArgument,
        """
        The module manifest '\(root)' could not be processed because it is not a valid PowerShell module manifest file. Remove the elements that are not \
        permitted: \(manifest.path)
        """,
        exception: "System.ArgumentException", target: .str(path))
    }
    for s in try manifest.specifications("NestedModules")
    where file(s.name, ["", ".dll", ".ni.dll", ".exe", ".psm1"], in: manifest, shell) == nil && !isModule(s.name) {
      try refuse("NestedModule", "Modules_InvalidNestedModuleinModuleManifest", s.name)
    }
    for s in try manifest.specifications("RequiredModules") where !isModule(s.name) { try refuse("RequiredModules", "Modules_InvalidRequiredModulesinModuleManifest", s.name) }
    for f in manifest.strings("FileList") ?? [] where file(f, [""], in: manifest, shell) == nil { try refuse("FileList", "Modules_InvalidFilePathinModuleManifest", f) }
    for s in try manifest.specifications("ModuleList") where !isModule(s.name) { try refuse("ModuleList", "Modules_InvalidModuleListinModuleManifest", s.name) }
    if !(manifest.strings("CompatiblePSEditions") ?? []).isEmpty, try manifest.version("PowerShellVersion").map({ $0 < NetVersion(5, 1) }) ?? true {
      try shell.error(
        "Modules_InvalidPowerShellVersionInModuleManifest", .invalidArgument,
        """
        The module manifest '\(manifest.path)' is specified with the CompatiblePSEditions key which is supported only on PowerShell version '5.1' or higher. \
        Update the value of the PowerShellVersion key to '5.1' or higher, and try again.
        """,
        exception: "System.ArgumentException", target: .str(path))
    }
  }

  /// The file or folder below the manifest's folder that a name stands for, tried with each ending.
  private func file(_ name: String, _ endings: [String], in manifest: ModuleManifest, _ shell: Invocation) -> String? {
    let plain = PathSpace.slashes(name)
    return endings.lazy.compactMap { ending -> String? in
      let full = shell.context.fullPath((plain.hasPrefix("/") ? plain : manifest.folder + "/" + plain) + ending)
      return (ModuleFolders.isFile(full) || ModuleFolders.isFolder(full)) && full.hasPrefix(manifest.folder) ? full : nil
    }.first
  }
}
