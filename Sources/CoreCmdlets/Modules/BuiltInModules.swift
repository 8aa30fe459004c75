/// The modules that are part of the program: nothing is loaded for them.
import Engine

enum BuiltInModules {
  /// Name, version, and whether the session knows it before anybody asks.
  private static let known: [(name: String, version: String)] = [
    ("CimCmdlets", "7.0.0.0"), ("Lync", "5.0.0.0"), ("Microsoft.PowerShell.Archive", "1.2.5"), ("Microsoft.PowerShell.Core", "7.6.5.500"), ("Microsoft.PowerShell.Host", "7.0.0.0"),
    ("Microsoft.PowerShell.Management", "7.0.0.0"), ("Microsoft.PowerShell.Security", "7.0.0.0"), ("Microsoft.PowerShell.ThreadJob", "2.2.0"), ("Microsoft.PowerShell.Utility", "7.0.0.0"),
    ("SkypeForBusiness", "7.0.0.0"), ("ThreadJob", "2.1.0"),
  ]
  static var names: [String] { known.map { $0.name } }

  /// The module of a name, by itself or by the path of its manifest or folder.
  static func module(_ name: String) -> ModuleInfo? {
    var wanted = name
    if let r = wanted.range(prefix: folder) {
      wanted = String(wanted[r...].split(separator: "/").first ?? "")
    } else if name.utf8.dropFirst().first == UInt8(ascii: ":") {
      // the manifest or folder where it stands on a Lync server: …\Microsoft Lync Server 2013\Modules\Lync\Lync.psd1
      wanted = PathText.base(PathText.leaf(PathSpace.slashes(name)))
    }
    guard let k = known.first(where: { $0.name.equalsIgnoringCase(wanted) }) else { return nil }
    let m = ModuleInfo(k.name)
    m.version = k.version
    m.moduleType = "Manifest"
    m.path = "\(folder)\(k.name)/\(k.name).psd1"
    m.companyName = "Microsoft Corporation"
    m.author = "PowerShell"
    return m
  }
  static func isOwn(_ m: ModuleInfo) -> Bool { m.path.hasPrefix(folder) }
  /// Those on the module path; a session without one has them all.
  static var available: [ModuleInfo] {
    let path = ModuleFolders.path
    guard path.isEmpty || path.contains(where: { $0 + "/" == folder }) else { return [] }
    return known.filter { !["Microsoft.PowerShell.Core", "ThreadJob", "Lync", "SkypeForBusiness", "CimCmdlets"].contains($0.name) }.compactMap { module($0.name) }
  }
  /// A module that a Lync server has and PowerShell has not: listed for who asks for it by its name.
  static func ofServer(_ name: String) -> ModuleInfo? { ["lync", "skypeforbusiness"].contains(name.lowercased()) ? module(name) : nil }
  private static let folder = "/opt/microsoft/powershell/7/Modules/"
}

extension String {
  /// The index behind a prefix; nil when there is none.
  fileprivate func range(prefix: String) -> String.Index? { hasPrefix(prefix) ? index(startIndex, offsetBy: prefix.count) : nil }
}
