/// Assemblies whose types are part of this shell, or whose absence no script notices.
import Engine

enum AssemblyNames {
  /// Desktop libraries exist on Windows only.
  private static let absent = ["system.windows.forms", "presentationframework", "presentationcore", "windowsbase", "system.windows.forms.datavisualization", "microsoft.visualbasic.forms"]
  /// PowerShell's own assemblies lie beside it, or would.
  static func name(ofFile path: String) -> String? {
    let folder = "/opt/microsoft/powershell/7/"
    guard path.hasPrefix(folder), path.lowercased().hasSuffix(".dll") else { return nil }
    return String(path.dropFirst(folder.utf8.count).dropLast(4))
  }
  static func isKnown(_ name: String) -> Bool {
    let n = name.lowercased()
    if absent.contains(n) { return false }
    return n == "system" || n == "mscorlib" || n == "netstandard" || n == "microsoft.csharp" || n == "microsoft.visualbasic" || n.hasPrefix("system.")
      || n.hasPrefix("microsoft.powershell.") || n == "newtonsoft.json"
  }
}

extension Substring {
  /// Without blanks at both ends.
  var trimmingBlanks: String {
    var t = self
    while let f = t.utf8.first, f <= 32 { t = t.dropFirst() }
    while let l = t.utf8.last, l <= 32 { t = t.dropLast() }
    return String(t)
  }
}
