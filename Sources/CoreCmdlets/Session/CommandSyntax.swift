/// How a command is called, one line per parameter set, as Get-Command -Syntax and Get-Help print it.
import Engine

enum CommandSyntax {
  /// Parameters with those of advanced commands' ShouldProcess; the dynamic ones of the current location come last.
  static func parameters(_ c: CommandInfo) -> [ParameterMetadata] {
    let m = target(c).metadata
    let declared = m.parameters.filter { $0.condition?.holds(PSHash(.hashtable), ExecutionContext.current) ?? true }
    var all = declared.filter { !$0.isDynamic }
    if m.binding.supportsShouldProcess {
      all.append(ParameterMetadata("WhatIf", type: TypeTable.switchParameter, aliases: ["wi"]))
      all.append(ParameterMetadata("Confirm", type: TypeTable.switchParameter, aliases: ["cf"]))
    }
    if m.binding.supportsPaging, !all.contains(where: { $0.name == "First" }) {
      all.append(ParameterMetadata("IncludeTotalCount", type: TypeTable.switchParameter))
      all.append(ParameterMetadata("Skip", type: TypeTable.ulong))
      all.append(ParameterMetadata("First", type: TypeTable.ulong))
    }
    return all + declared.filter(\.isDynamic)
  }
  static func target(_ c: CommandInfo) -> CommandInfo {
    if let a = c as? AliasInfo { return ExecutionContext.current.findCommand(a.target) ?? c }
    return c
  }
  /// Sets in the order they are shown: the default one first.
  static func sets(_ c: CommandInfo) -> [String] {
    let m = target(c).metadata
    let names = m.setNames
    if names.isEmpty { return [ParameterMetadata.allSets] }
    guard let d = m.binding.defaultParameterSetName, let i = names.firstIndex(where: { $0.equalsIgnoringCase(d) }) else { return names }
    return [names[i]] + names[..<i] + names[(i + 1)...]
  }
  static func text(_ c: CommandInfo, _ context: ExecutionContext) -> String {
    if c is ApplicationInfo { return (c as? ApplicationInfo)?.path ?? c.name }
    let shown = c is AliasInfo ? target(c).name : c.name
    return "\n" + sets(c).map { shown + " " + line(c, set: $0, name: "", short: true).drop { $0 == " " } }.joined(separator: "\n\n") + "\n"
  }

  /// Traits of a parameter in a set; nil when it is not in it.
  static func entry(_ p: ParameterMetadata, _ set: String) -> ParameterMetadata.SetEntry? {
    p.sets.first { $0.name.equalsIgnoringCase(set) } ?? p.sets.first { $0.name == ParameterMetadata.allSets }
  }
  /// Parameters of a set: by position, then mandatory ones, then the others.
  static func ordered(_ c: CommandInfo, _ set: String) -> [(ParameterMetadata, ParameterMetadata.SetEntry)] {
    let all = parameters(c).compactMap { p in entry(p, set).map { (p, $0) } }
    let positional = all.filter { $0.1.position != nil }.sorted { ($0.1.position ?? 0) < ($1.1.position ?? 0) }
    let named = all.filter { $0.1.position == nil }
    return positional + named.filter(\.1.mandatory) + named.filter { !$0.1.mandatory }
  }
  static func line(_ c: CommandInfo, set: String, name: String, short: Bool) -> String {
    var out = name
    for (p, e) in ordered(c, set) {
      let flag = "-" + p.name
      let type = short ? typeName(of: p) : helpTypeName(p.displayType)
      if p.isSwitch { out += e.mandatory ? " \(flag)" : " [\(flag)]"; continue }
      if e.position != nil { out += e.mandatory ? " [\(flag)] <\(type)>" : " [[\(flag)] <\(type)>]" }
      else { out += e.mandatory ? " \(flag) <\(type)>" : " [\(flag) <\(type)>]" }
    }
    if target(c).metadata.isAdvanced { out += " [<CommonParameters>]" }
    return out
  }
  private static let short: [String: String] = [
    "System.String": "string", "System.Int32": "int", "System.Int64": "long", "System.Boolean": "bool", "System.Byte": "byte", "System.SByte": "sbyte", "System.Char": "char",
    "System.Int16": "short", "System.UInt16": "ushort", "System.UInt32": "uint", "System.UInt64": "ulong", "System.Single": "float", "System.Double": "double", "System.Decimal": "decimal",
    "System.DateTime": "datetime", "System.TimeSpan": "timespan", "System.Collections.Hashtable": "hashtable", "System.Management.Automation.ScriptBlock": "scriptblock",
    "System.Management.Automation.PSReference": "ref",
    "System.Management.Automation.PSObject": "psobject", "System.Management.Automation.SwitchParameter": "switch", "System.Management.Automation.PSCredential": "pscredential",
    "System.Text.RegularExpressions.Regex": "regex", "System.Guid": "guid", "System.Uri": "uri", "System.Version": "version", "System.Xml.XmlDocument": "xml", "System.Type": "type",
    "System.Numerics.BigInteger": "bigint", "System.Security.SecureString": "securestring", "System.Net.IPAddress": "ipaddress", "System.Globalization.CultureInfo": "cultureinfo",
    "Microsoft.PowerShell.Commands.PSPropertyExpression": "pspropertyexpression", "System.Management.Automation.PSModuleInfo": "psmoduleinfo",
    "System.Management.Automation.Runspaces.Runspace": "runspace",
  ]
  /// Types by accelerator where there is one, else without namespace.
  static func typeName(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return typeName(e) + "[]" }
    if t.genericDefinition == "System.Nullable`1", let a = t.genericArguments.first { return typeName(a) }
    if let s = short[t.fullName] { return s }
    if !t.genericArguments.isEmpty { return (t.name.split(separator: "`").first.map(String.init) ?? t.name) + "[" + t.genericArguments.map(typeName).joined(separator: ",") + "]" }
    return t.fullName.split(separator: ".").last.map(String.init) ?? t.name
  }
  /// What a parameter's values are called: as `[PSTypeName()]` says, else by their type.
  static func typeName(of p: ParameterMetadata) -> String {
    for case .other(let attribute, let values) in p.attributes where attribute.hasSuffix("PSTypeName") || attribute.hasSuffix("PSTypeNameAttribute") {
      guard let said = values.first.map({ Conversion.toString($0) }), let last = said.split(separator: ".").last else { continue }
      return String(last) + (p.displayType.isArray && !said.contains("[]") ? "[]" : "")
    }
    return typeName(p.displayType)
  }
  static func helpTypeName(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return helpTypeName(e) + "[]" }
    return t.name
  }
}
