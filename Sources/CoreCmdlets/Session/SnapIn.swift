/// What is built into the shell counts as a snap-in, not as a module.
import Engine

enum SnapIn {
  static let core = "Microsoft.PowerShell.Core"
  private static let type = RecordType("System.Management.Automation.PSSnapInInfo", ["string Name {get;}", "bool IsDefault {get;}", "version PSVersion {get;}", "version Version {get;}"])
  static var info: Value {
    let version = Conversion.tryConvert(.str(BuiltInModules.version(of: core)), to: TypeTable.get("System.Version"), nil) ?? .null
    return type.make([.str(core), .bool(true), version, version], text: core)
  }
}
