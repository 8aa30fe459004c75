/// The modules that are part of the program: nothing is loaded for them.
import Engine

enum BuiltInModules {
  private enum Place {
    /// On the module path: `Get-Module -ListAvailable` lists it.
    case installed
    /// On a Lync server, where PowerShell alone has it not: listed for who asks for it by its name.
    case server
    /// Importable, never listed.
    case unlisted
  }
  private static let known: [(name: String, version: String, place: Place)] = [
    ("CimCmdlets", "7.0.0.0", .unlisted), ("Lync", "5.0.0.0", .server), ("Microsoft.PowerShell.Archive", "1.2.5", .installed), ("Microsoft.PowerShell.Core", "7.6.5.500", .unlisted),
    ("Microsoft.PowerShell.Host", "7.0.0.0", .installed), ("Microsoft.PowerShell.Management", "7.0.0.0", .installed), ("Microsoft.PowerShell.Security", "7.0.0.0", .installed),
    ("Microsoft.PowerShell.ThreadJob", "2.2.0", .installed), ("Microsoft.PowerShell.Utility", "7.0.0.0", .installed), ("SkypeForBusiness", "7.0.0.0", .server), ("ThreadJob", "2.1.0", .unlisted),
  ]

  /// The `GUID` of PowerShell's own manifests.
  private static let ids = [
    "Microsoft.PowerShell.Host": "56d66100-99a0-4ffc-a12d-eee9a6718aef", "Microsoft.PowerShell.Management": "eefcb906-b326-4e99-9f54-8b4bb6ef3c6d",
    "Microsoft.PowerShell.Security": "a94c8c7e-9810-47c0-b8af-65089c13a35a", "Microsoft.PowerShell.Utility": "1da87e53-152b-403e-98dc-74d7b4d63d59",
  ]

  /// The assembly that each of PowerShell's own nests.
  private static let assemblies = [
    "Microsoft.PowerShell.Host": "Microsoft.PowerShell.ConsoleHost", "Microsoft.PowerShell.Management": "Microsoft.PowerShell.Commands.Management",
    "Microsoft.PowerShell.Security": "Microsoft.PowerShell.Security", "Microsoft.PowerShell.Utility": "Microsoft.PowerShell.Commands.Utility",
  ]
  /// What its commands have for their version.
  static func version(of name: String) -> String { known.first { $0.name == name }?.version ?? "7.0.0.0" }
  /// Those a session has loaded because their cmdlets were called.
  static func used(_ c: ExecutionContext) -> [ModuleInfo] {
    let names = c.usedModules
    return known.filter { names.contains($0.name) && $0.name != SnapIn.core && c.modules[$0.name.lowercased()] == nil }.map { loaded(info($0.name, $0.version), c) }
  }
  /// As a session has it: its assembly loaded, its folder the shell's.
  static func loaded(_ m: ModuleInfo, _ c: ExecutionContext) -> ModuleInfo {
    guard let assembly = assemblies[m.name] else { return m }
    m.base = home
    m.manifest?.remove(.str("RootModule"))
    for n in m.nested {
      n.path = "\(home)/\(assembly).dll"
      n.version = version(of: SnapIn.core)
      n.moduleType = "Binary"
      n.exportedCmdlets = c.commands.allCmdlets.filter { $0.command.module == m.name }.sorted { $0.name < $1.name }
    }
    return m
  }

  /// The module of a name, by itself or by the path of its manifest or folder.
  static func module(_ name: String) -> ModuleInfo? {
    var wanted = name
    if let r = wanted.range(prefix: folder) {
      wanted = String(wanted[r...].split(separator: "/").first ?? "")
    } else if name.utf8.dropFirst().first == UInt8(ascii: ":") {
      // the manifest or folder where it stands on a Lync server: …\Microsoft Lync Server 2013\Modules\Lync\Lync.psd1
      wanted = PathText.base(PathText.leaf(PathSpace.slashes(name)))
    }
    return known.first { $0.name.equalsIgnoringCase(wanted) }.map { info($0.name, $0.version) }
  }
  private static func info(_ name: String, _ version: String) -> ModuleInfo {
    let m = ModuleInfo(name)
    m.version = version
    m.moduleType = "Manifest"
    m.path = "\(folder)\(name)/\(name).psd1"
    m.companyName = "Microsoft Corporation"
    m.author = "PowerShell"
    // those that are PowerShell's own say that they are for this edition
    if version == "7.0.0.0", name.hasPrefix("Microsoft.PowerShell.") {
      let manifest = PSHash(.hashtable)
      manifest.set("CompatiblePSEditions", .arr([.str("Core")]))
      manifest.set("HelpInfoURI", .str("https://aka.ms/powershell75-help"))
      manifest.set("PowerShellVersion", .str("3.0"))
      m.copyright = "Copyright (c) Microsoft Corporation."
      if let id = ids[name] { m.guid = id }
      manifest.set("RootModule", .str(m.path))
      m.manifest = manifest
      if let assembly = assemblies[name] { m.nested = [ModuleInfo(assembly)] }
    }
    return m
  }
  static func isOwn(_ m: ModuleInfo) -> Bool { m.path.hasPrefix(folder) }
  /// Those on the module path; a session without one has them all.
  static var available: [ModuleInfo] {
    let path = ModuleFolders.path
    guard path.isEmpty || path.contains(where: { $0 + "/" == folder }) else { return [] }
    return known.filter { $0.place == .installed }.map { info($0.name, $0.version) }
  }
  /// A module that only a Lync server has.
  static func ofServer(_ name: String) -> ModuleInfo? { known.first { $0.place == .server && $0.name.equalsIgnoringCase(name) }.map { info($0.name, $0.version) } }
  private static let home = "/opt/microsoft/powershell/7", folder = home + "/Modules/"
}

extension String {
  /// The index behind a prefix; nil when there is none.
  fileprivate func range(prefix: String) -> String.Index? { hasPrefix(prefix) ? index(startIndex, offsetBy: prefix.count) : nil }
}
