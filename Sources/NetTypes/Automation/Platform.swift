/// `Platform` and `PSTypeName`.
import Engine

extension NetTypes {
  static func registerPlatform() {
    let space = "System.Management.Automation."
    TypeTable.register(space + "Platform") {
      NetType(space + "Platform", base: TypeTable.object) { t in
        for (n, v) in [
          ("IsLinux", true), ("IsMacOS", false), ("IsWindows", false), ("IsCoreCLR", true), ("IsNanoServer", false), ("IsIoT", false),
          ("IsWindowsDesktop", false), ("IsStaSupported", false)
        ] {
          t.staticProperty("static bool \(n) {get;}") { _ in .bool(v) }
        }
      }
    }
    TypeTable.extend(space + "Platform") { t in
      t.staticMethod("static string SelectProductNameForDirectory(System.Management.Automation.Platform+XDG_Type dirpath)") { a, _ in
        let home = Environment.get("HOME") ?? ""
        let places = [
          "CONFIG": ("XDG_CONFIG_HOME", home + "/.config", "/powershell"), "CACHE": ("XDG_CACHE_HOME", home + "/.cache", "/powershell"),
          "DATA": ("XDG_DATA_HOME", home + "/.local/share", "/powershell"),
          "USER_MODULES": ("XDG_DATA_HOME", home + "/.local/share", "/powershell/Modules"), "SHARED_MODULES": ("", "/usr/local/share", "/powershell/Modules"),
          "DEFAULT": ("XDG_CONFIG_HOME", home + "/.config", "/powershell")
        ]
        guard let p = places[Conversion.toString(a.at(0))] else { return .emptyString }
        let base = Environment.get(p.0).flatMap { $0.isEmpty ? nil : $0 } ?? p.1
        return .str(base + p.2)
      }
    }
    TypeTable.register(space + "ExperimentalFeature") {
      NetType(space + "ExperimentalFeature", base: TypeTable.object) { t in
        t.staticMethod("static bool IsEnabled(string featureName)") { _, _ in .no }
      }
    }
    TypeTable.register(space + "PSTypeName") {
      let t = NetType(space + "PSTypeName", base: TypeTable.object) { t in
        t.constructor("System.Management.Automation.PSTypeName new(string name)") { a, _ in .other(TypeNameValue(a.string(0))) }
        t.constructor("System.Management.Automation.PSTypeName new(type type)") { a, _ in .other(TypeNameValue(Conversion.toString(a.at(0)))) }
        t.property("string Name {get;}") { v, _ in .str((v.refValue as? TypeNameValue)?.name ?? "") }
        t.property("type Type {get;}") { v, _ in (v.refValue as? TypeNameValue).flatMap { TypeTable.resolve($0.name) }.map { .type($0) } ?? .null }
      }
      return t
    }
  }
}

/// A type mentioned by a name that may not exist.
final class TypeNameValue: Ref {
  let name: String
  init(_ n: String) { name = n; super.init() }
  override var netType: NetType { TypeTable.named("System.Management.Automation.PSTypeName") }
  override func text() -> String { name }
}
