/// Lists the properties and methods of objects, once per type.
import Engine

struct GetMember: Cmdlet {
  static let command = Command("Get", "Member", outputs: ["Microsoft.PowerShell.Commands.MemberDefinition"], synopsis: "Gets the properties and methods of objects.", examples: [("What a string can do", "'text' | Get-Member -MemberType Method")])
  @Parameter("Name", at: 0, validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("MemberType", aliases: ["Type"], type: "System.Management.Automation.PSMemberTypes") var memberType: Value?
  @Parameter("View", type: "System.Management.Automation.PSMemberViewTypes") var view: Value?
  @Parameter("Static") var `static`: Switch
  @Parameter("Force") var force: Switch

  private var seen = Set<String>()
  private var count = 0

  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject, !item.isNull else { return }
    count += 1
    let names = shell.context.typeNames(item)
    let typeName = `static`.isOn ? GetMember.staticType(item).fullName : names.first ?? TypeTable.typeOf(item).fullName
    guard seen.insert(typeName).inserted else { return }
    let wanted = GetMember.kinds(memberType)
    let patterns = WildcardList(name)
    var all = `static`.isOn ? GetMember.staticMembers(GetMember.staticType(item)) : shell.context.members(item)
    if force.isOn, !`static`.isOn { all += GetMember.intrinsic }
    // 1 = what PowerShell adds, 2 = what the adapter shows, 4 = the .NET object itself
    let views = (view?.refValue as? PSEnum)?.raw ?? 3
    all = all.filter { views & (GetMember.netKinds.contains($0.kind) ? 6 : 1) != 0 }
    all = all.filter { (force.isOn || !$0.isHidden) && wanted.contains($0.kind) }
    all.sort { $0.kind.rawValue == $1.kind.rawValue ? $0.name.lowercased() < $1.name.lowercased() : $0.kind.rawValue.lowercased() < $1.kind.rawValue.lowercased() }
    // with names given, members come name by name
    let rows = patterns.patterns.isEmpty ? all : patterns.patterns.flatMap { w in all.filter { w.matches($0.name) } }
    for m in rows {
      try shell.write(GetMember.type.make([.str(typeName), .str(m.name), .other(PSEnum("System.Management.Automation.PSMemberTypes", m.kind.rawValue)), .str(m.definition)], text: m.definition))
    }
  }
  mutating func end(_ shell: Invocation) throws {
    if count == 0 { try shell.error("NoObjectInGetMember", .closeError, "You must specify an object for the Get-Member cmdlet.", exception: "System.InvalidOperationException") }
  }
  private static let intrinsicRows: [(String, PropertyInfo.Kind, String)] = [
    ("psadapted", .memberSet, "psadapted {}"), ("psbase", .memberSet, "psbase {}"), ("psextended", .memberSet, "psextended {}"), ("psobject", .memberSet, "psobject {}"), ("pstypenames", .code, "System.Collections.ObjectModel.Collection`1[[System.String]] pstypenames{get=PSTypeNames;}"),
  ]
  private static let intrinsic: [PropertyInfo] = intrinsicRows.map { row in PropertyInfo(name: row.0, kind: row.1, definition: row.2) { _ in .null } }
  static let type = RecordType("Microsoft.PowerShell.Commands.MemberDefinition", ["string TypeName {get;}", "string Name {get;}", "System.Management.Automation.PSMemberTypes MemberType {get;}", "string Definition {get;}"])

  private static let netKinds: [PropertyInfo.Kind] = [.property, .method, .parameterized, .event]
  private static func kinds(_ v: Value?) -> [PropertyInfo.Kind] {
    let table: [(Int64, PropertyInfo.Kind)] = [(1, .alias), (2, .code), (4, .property), (8, .note), (16, .script), (32, .propertySet), (64, .method), (128, .codeMethod), (256, .scriptMethod), (512, .parameterized), (1024, .memberSet), (2048, .event)]
    var mask: Int64 = 16383
    if let e = v?.refValue as? PSEnum { mask = e.raw }
    return table.filter { mask & $0.0 != 0 }.map(\.1)
  }
  private static func staticType(_ v: Value) -> NetType { if case .type(let t) = v.base { t } else { TypeTable.typeOf(v) } }
  private static func staticMembers(_ t: NetType) -> [PropertyInfo] {
    var rows = t.allMembers(isStatic: true).filter { !$0.isHidden }.map { m in
      PropertyInfo(name: m.name, kind: m.kind == .method ? .method : .property, definition: m.kind == .method ? m.overloads.map(\.signature).joined(separator: ", ") : m.definition.hasPrefix("static ") ? m.definition : "static " + m.definition) { c in try m.getter?(.null, c) ?? .null }
    }
    if !t.allConstructors.isEmpty { rows.append(PropertyInfo(name: "new", kind: .method, definition: t.allConstructors.map(\.signature).joined(separator: ", ")) { _ in .null }) }
    return rows
  }
}
