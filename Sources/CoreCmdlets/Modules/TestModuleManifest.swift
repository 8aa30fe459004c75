/// Reads a module manifest and describes the module it stands for.
///
/// - Example: `Test-ModuleManifest ./Tools.psd1 | Select-Object Version`
import Engine

struct TestModuleManifest: Cmdlet {
  static let command = Command("Test", "ModuleManifest", module: "Microsoft.PowerShell.Core", outputs: ["System.Management.Automation.PSModuleInfo"], synopsis: "Verifies that a module manifest file accurately describes the contents of a module.")
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], mandatory: true) var path: String

  mutating func process(_ shell: Invocation) throws {
    let c = shell.context, full = c.fullPath(path)
    guard let bytes = FileText.read(full) else {
      return try shell.error("Modules_ModuleNotFound", .resourceUnavailable, "The specified module '\(path)' was not loaded because no valid module file was found in any module directory.", exception: "System.IO.FileNotFoundException", target: .str(path))
    }
    guard full.lowercased().hasSuffix(".psd1") else {
      return try shell.error("Modules_InvalidModuleManifestPath", .invalidArgument, "The module manifest path '\(full)' is not valid. The value of the Path argument must resolve to a single file that has a '.psd1' extension. Change the value of the Path argument to point to a valid psd1 file, and then try again.", exception: "System.InvalidOperationException", target: .str(path))
    }
    let leaf = FileText.leaf(full)
    let m = ModuleInfo(String(leaf.dropLast(5)))
    m.path = full
    let h = try ModuleLoader(shell: shell).describe(m, full, FileText.decode(bytes))
    func list(_ key: String) -> [String] {
      guard let v = h.get(key), !v.isNull else { return [] }
      return (v.arrayValue?.values ?? [v]).map { Conversion.toString($0) }.filter { !$0.isEmpty && !$0.contains("*") }
    }
    let nothing = try c.makeBlock("")
    m.exportedFunctions = list("FunctionsToExport").map { FunctionInfo($0, nothing) }
    m.exportedAliases = list("AliasesToExport").map { AliasInfo($0, "") }
    let folder = full.lastIndex(of: "/").map { String(full[..<$0]) } ?? "."
    if let root = h.get("RootModule") ?? h.get("ModuleToProcess"), !root.isNull {
      let name = Conversion.toString(root)
      if name.lowercased().hasSuffix(".psm1") { m.moduleType = "Script" }
      if !name.isEmpty, FileText.read(folder + "/" + name) == nil {
        try shell.error("Modules_InvalidRootModuleInModuleManifest", .objectNotFound, "The specified RootModule '\(name)' in the module manifest '\(full)' is invalid. Try again after specifying valid values.", exception: "System.Management.Automation.PSArgumentException", target: .str(path))
      }
    }
    try shell.write(.other(m))
  }
}
