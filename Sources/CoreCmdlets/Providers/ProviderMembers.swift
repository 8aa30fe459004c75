/// What PowerShell adds to providers and drives: the classes behind them, and how full a drive is.
import Engine
import Formatting
import Glibc

enum ProviderMembers {
  private static let namespace = "Microsoft.PowerShell.Commands."

  static func register() {
    let own = ["AliasProvider", "EnvironmentProvider", "FunctionProvider", "VariableProvider"]
    for name in own { TypeTable.register(namespace + name) { NetType(namespace + name, base: TypeTable.get("System.Management.Automation.Provider.ContainerCmdletProvider")) } }
    TypeTable.register(namespace + "FileSystemProvider") {
      NetType(namespace + "FileSystemProvider", base: TypeTable.get("System.Management.Automation.Provider.NavigationCmdletProvider")) { t in
        for (method, property) in [
          ("Mode", "Mode"), ("ModeWithoutHardlink", "ModeWithoutHardLink"), ("NameString", "NameString"), ("LengthString", "LengthString"),
          ("LastWriteTimeString", "LastWriteTimeString")
        ] {
          t.staticMethod("static string \(method)(psobject instance)") { a, c in try a.first.map { try c.property($0, property) ?? .null } ?? .null }
        }
      }
    }
    TypeTable.extend("System.Management.Automation.ProviderInfo") { t in
      t.property("System.Management.Automation.PSSnapInInfo PSSnapIn {get;}") { _, _ in SnapIn.info }
      t.property("type ImplementingType {get;}") { v, _ in (v.refValue as? Provider).map { .type(TypeTable.get(namespace + $0.name + "Provider")) } ?? .null }
    }
  }

  static func install(into context: ExecutionContext) {
    let data = TypeData("System.Management.Automation.PSDriveInfo")
    data.members = [
      MemberDefinition("Used", .code(get: { v, _ in space(v).map { .long(Int64(clamping: $0.total - min($0.total, $0.free))) } ?? .void }, set: nil)),
      MemberDefinition("Free", .code(get: { v, _ in space(v).map { .long(Int64(clamping: $0.free)) } ?? .void }, set: nil)),
    ]
    for m in data.members { m.getter = .script(source(m.name)) }
    context.typeData[data.typeName.lowercased()] = data
  }
  /// What PowerShell's own script for it is, blanks included, as Get-Member shows it.
  private static func source(_ name: String) -> String {
    let lines = name == "Free"
      ? ["[System.IO.DriveInfo]::New($this.Root).AvailableFreeSpace"]
      : ["$driveInfo = [System.IO.DriveInfo]::New($this.Root)", "if ( $driveInfo.IsReady ) { $driveInfo.TotalSize - $driveInfo.AvailableFreeSpace }"]
    let whole = ["if($this.Provider.ImplementingType -eq", "[Microsoft.PowerShell.Commands.FileSystemProvider])", "{"] + lines + ["}"]
    return "## Ensure that this is a FileSystem drive" + whole.map { "\n          " + $0 }.joined()
  }
  /// Bytes of the file system a drive begins in, and those still to be had.
  private static func space(_ v: Value) -> (total: UInt64, free: UInt64)? {
    guard let d = v.refValue as? Drive, d.provider is FileSystemProvider else { return nil }
    var s = statvfs()
    guard statvfs(d.root, &s) == 0 else { return nil }
    let unit = UInt64(s.f_frsize)
    return (UInt64(s.f_blocks).multipliedReportingOverflow(by: unit).partialValue, UInt64(s.f_bavail).multipliedReportingOverflow(by: unit).partialValue)
  }
}
