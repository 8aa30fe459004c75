/// Type data every session begins with: members types have only in PowerShell, and what a plain display of them shows.
import Engine
import Primitives

enum TypeDataTable {
  static func install(into context: ExecutionContext) {
    for t in build() + FileTypeData.build() { context.typeData[t.typeName.lowercased()] = t }
  }

  private static func type(
    _ name: String, display: [String]? = nil, property: String? = nil, key: [String]? = nil, serializationDepth: Int? = nil, _ members: MemberDefinition...
  ) -> TypeData {
    let t = TypeData(name)
    t.defaultDisplayPropertySet = display
    t.defaultDisplayProperty = property
    t.defaultKeyPropertySet = key
    t.serializationDepth = serializationDepth
    t.members = members
    return t
  }
  private static func alias(_ name: String, _ target: String) -> MemberDefinition { MemberDefinition(name, .alias(target, convertTo: nil)) }
  private static func code(_ name: String, _ get: @escaping (Value, ExecutionContext) throws -> Value) -> MemberDefinition { MemberDefinition(name, .code(get: get, set: nil)) }

  /// A script property of PowerShell's.
  private static func script(_ name: String, _ source: String, _ get: @escaping (Value, ExecutionContext) throws -> Value) -> MemberDefinition {
    let made = code(name, get)
    made.getter = .script(source)
    return made
  }
  /// The getter of a file's version of one kind, blanks included, as Get-Member shows it.
  private static func versionParts(_ kind: String) -> String {
    "New-Object System.Version -ArgumentList @(" + ["MajorPart", "MinorPart", "BuildPart", "PrivatePart"].map { "\n            $this.\(kind)\($0)" }.joined() + ")"
  }
  private static func noVersion(_ v: Value, _ c: ExecutionContext) throws -> Value { try Conversion.convert(.str("0.0.0.0"), to: TypeTable.get("System.Version"), c) }
  /// The getter of a date's text, blanks included, as Get-Member shows it.
  private static let longDate = """
    if ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq  "Date")
              {
              "{0}" -f $this.ToLongDateString()
              }
              elseif ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq "Time")
              {
              "{0}" -f  $this.ToLongTimeString()
              }
              else
              {
              "{0} {1}" -f $this.ToLongDateString(), $this.ToLongTimeString()
              }
    """
  private static func build() -> [TypeData] {
    [
      type("System.Collections.DictionaryEntry", alias("Name", "Key")),
      type("System.DateTime", script("DateTime", longDate) { v, c in
        if case .datetime(let d) = v.base {
          if case .object(let o) = v, let hint = o.get("DisplayHint") {
            switch ValueText.text(hint, c).lowercased() {
            case "date": return .str((try? DateFormat.text(d, "D", c.culture)) ?? "")
            case "time": return .str((try? DateFormat.text(d, "T", c.culture)) ?? "")
            default: break
            }
          }
          return .str(ViewCode.longText(d, c))
        }
        return .null
      }),
      // what PowerShell's own script for it finds is always null
      type("System.Management.Automation.ErrorRecord", script("PSMessageDetails", "& { Set-StrictMode -Version 1; $this.Exception.InnerException.PSMessageDetails }") { _, _ in .null }),
      type("System.Guid", script("Guid", "$this.ToString()") { v, c in .str(Conversion.toString(v.base, c)) }),
      type("Deserialized.System.Enum", script("Value", "$this.ToString()") { v, c in
        if case .object(let o) = v, let member = o.deserializedEnumerationText { return .str(member) }
        return .str(Conversion.toString(v, c))
      }),
      type("System.Net.IPAddress", property: "IPAddressToString", serializationDepth: 1, script("IPAddressToString", "$this.Tostring()") { v, c in .str(Conversion.toString(v.base, c)) }),
      type(
        "System.Diagnostics.Process", display: ["Id", "Handles", "CPU", "SI", "Name"], alias("Name", "ProcessName"), alias("SI", "SessionId"),
        alias("Handles", "Handlecount"), alias("VM", "VirtualMemorySize64"), alias("WS", "WorkingSet64"), alias("PM", "PagedMemorySize64"),
        alias("NPM", "NonpagedSystemMemorySize64")),
      type(
        "System.Diagnostics.FileVersionInfo", script("FileVersionRaw", versionParts("File"), noVersion), script("ProductVersionRaw", versionParts("Product"), noVersion)),
      type("System.Management.Automation.ExtendedTypeDefinition", display: ["TypeNames", "FormatViewDefinition"]),
      type("System.Management.Automation.PSModuleInfo", display: [
        "Name", "Path", "Description", "Guid", "Version", "ModuleBase", "ModuleType", "PrivateData", "AccessMode", "ExportedAliases",
        "ExportedCmdlets", "ExportedFunctions", "ExportedVariables", "NestedModules",
      ]),
      type("Microsoft.PowerShell.Commands.HistoryInfo", key: ["Id"]),
      type("System.ServiceProcess.ServiceController", display: ["Status", "Name", "DisplayName"], alias("Name", "ServiceName"), alias("RequiredServices", "ServicesDependedOn")),
      type("Deserialized.System.Diagnostics.Process", display: ["Id", "Handles", "CPU", "Name"]),
    ]
  }
}
