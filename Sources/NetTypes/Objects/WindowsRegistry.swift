/// `Microsoft.Win32.Registry` and `RegistryKey` where there is no registry: its roots are null, and everything else says so.
import Engine

extension NetTypes {
  static func registerWindowsRegistry() {
    let w = "Microsoft.Win32.", key = w + "RegistryKey"
    registerEnums(in: """
      \(w)RegistryView Default Registry64=256 Registry32=512
      \(w)RegistryOptions! None Volatile
      \(w)RegistryValueOptions! None DoNotExpandEnvironmentNames
      \(w)RegistryKeyPermissionCheck Default ReadSubTree ReadWriteSubTree
      """)
    func refused() -> TerminatingError { netError("System.PlatformNotSupportedException", "Registry is not supported on this platform.") }
    TypeTable.register(w + "Registry") {
      NetType(w + "Registry", base: TypeTable.object) { t in
        for n in ["CurrentUser", "LocalMachine", "ClassesRoot", "Users", "PerformanceData", "CurrentConfig"] { t.staticProperty("\(key) \(n) {get;}") { _ in .null } }
        for s in [
          "System.Object GetValue(string keyName, string valueName, System.Object defaultValue)", "void SetValue(string keyName, string valueName, System.Object value)",
          "void SetValue(string keyName, string valueName, System.Object value, \(w)RegistryValueKind valueKind)",
        ] { t.staticMethod("static " + s) { _, _ in throw refused() } }
      }
    }
    TypeTable.register(key) {
      NetType(key, base: TypeTable.get("System.MarshalByRefObject"), interfaces: ["System.IDisposable"]) { t in
        for s in [
          "OpenBaseKey(\(w)RegistryHive hKey, \(w)RegistryView view)", "OpenRemoteBaseKey(\(w)RegistryHive hKey, string machineName)",
          "OpenRemoteBaseKey(\(w)RegistryHive hKey, string machineName, \(w)RegistryView view)",
        ] { t.staticMethod("static \(key) " + s) { _, _ in throw refused() } }
      }
    }
  }
}
