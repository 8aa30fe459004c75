/// Lists the properties and methods of objects, once per type.
import Engine
import NetTypes

struct GetMember: Cmdlet {
  static let command = Command("Get", "Member",
    outputs: ["Microsoft.PowerShell.Commands.MemberDefinition"],
    synopsis: "Lists what properties and methods objects have.",
    examples: [("What a string can do", "'text' | Get-Member -MemberType Method")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Name", at: 0, validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("MemberType", aliases: ["Type"], type: "System.Management.Automation.PSMemberTypes") var memberType: Value?
  @Parameter("View", type: "System.Management.Automation.PSMemberViewTypes") var view: Value?
  @Parameter("Static") var `static`: Switch
  @Parameter("Force") var force: Switch

  private var seen = Set<String>()
  private var count = 0

  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject, !item.isNull else { return }
    count += 1
    if count == 1 { try shell.checkWildcards(name) }
    let names = shell.context.typeNames(item)
    let typeName = `static`.isOn ? GetMember.staticType(item).fullName : names.first ?? TypeTable.typeOf(item).fullName
    guard seen.insert(typeName).inserted else { return }
    let wanted = GetMember.kinds(memberType)
    let patterns = WildcardList(name)
    var all = `static`.isOn ? GetMember.staticMembers(GetMember.staticType(item)) : shell.context.members(item) + MemberSet.added(to: item, shell.context)
    if force.isOn, !`static`.isOn { all += GetMember.accessors(all, item) + GetMember.intrinsic(all, item) }
    // 1 = what PowerShell adds, 2 = what the adapter shows, 4 = the .NET object itself
    let views = (view?.refValue as? PSEnum)?.raw ?? 3
    all = all.filter { views & ($0.isBeneath ? 4 : GetMember.netKinds.contains($0.kind) ? 6 : 1) != 0 }
    if !force.isOn { all = GetMember.withoutAccessors(all) }
    all = all.filter { (force.isOn || !$0.isHidden) && wanted.contains($0.kind) }
    all.sort { $0.kind.rawValue == $1.kind.rawValue ? $0.name.uppercased() < $1.name.uppercased() : $0.kind.rawValue.lowercased() < $1.kind.rawValue.lowercased() }
    // with names given, members come name by name
    let rows = patterns.patterns.isEmpty ? all : patterns.patterns.flatMap { w in all.filter { w.matches($0.name) } }
    for m in rows {
      try shell.write(GetMember.type.make([.str(typeName), .str(m.name), .other(PSEnum("System.Management.Automation.PSMemberTypes", m.kind.rawValue)), .str(m.definition)], text: m.definition))
    }
  }
  mutating func end(_ shell: Invocation) throws {
    if count == 0 { try shell.error("NoObjectInGetMember", .closeError, "You must specify an object for the Get-Member cmdlet.", exception: "System.InvalidOperationException") }
  }
  /// The methods behind properties are not shown beside them.
  private static func withoutAccessors(_ all: [PropertyInfo]) -> [PropertyInfo] {
    let properties = Set(all.lazy.filter { $0.kind == .property || $0.kind == .parameterized }.map(\.name))
    return all.filter { m in
      guard m.kind == .method, m.name.hasPrefix("get_") || m.name.hasPrefix("set_") else { return true }
      return !properties.contains(String(m.name.dropFirst(4)))
    }
  }
  /// The methods behind the properties of a .NET type or class: `get_Name`, `set_Name`.
  private static func accessors(_ all: [PropertyInfo], _ item: Value) -> [PropertyInfo] {
    let known = Set(all.map { $0.name.lowercased() })
    var isClass = false
    if case .object(let o) = item, o.type?.scriptClass != nil { isClass = true }
    return all.filter { $0.kind == .property }.flatMap { p -> [PropertyInfo] in
      let type = String(p.definition.prefix { $0 != " " })
      var rows: [(String, String)] = [("get_" + p.name, "\(type) get_\(p.name)()")]
      if p.definition.contains("set;") { rows.append(("set_" + p.name, "void set_\(p.name)(\(type) \(isClass ? "" : "value"))")) }
      return rows.filter { !known.contains($0.0.lowercased()) }.map { row in PropertyInfo(name: row.0, kind: .method, definition: row.1) { _ in .null } }
    }
  }
  /// What every object has: its views, each with the names it shows.
  private static func intrinsic(_ all: [PropertyInfo], _ item: Value) -> [PropertyInfo] {
    func names(_ kinds: PropertyInfo.Kind...) -> [String] { kinds.flatMap { k in all.filter { $0.kind == k }.map(\.name) } }
    var isCustom = false
    if case .object(let o) = item, o.wrapped == nil, o.type == nil { isCustom = true }
    let adapted = isCustom ? ["ToString", "GetType", "Equals", "GetHashCode"] : names(.parameterized, .property, .method)
    let extended = names(.note, .alias, .script, .code, .scriptMethod, .codeMethod)
    let own = [
      "Members", "Properties", "Methods", "ImmediateBaseObject", "BaseObject", "TypeNames", "get_Members", "get_Properties", "get_Methods",
      "get_ImmediateBaseObject", "get_BaseObject", "get_TypeNames", "ToString", "Copy", "CompareTo", "Equals", "GetHashCode", "GetType",
    ]
    let rows: [(String, PropertyInfo.Kind, String)] =
      [("psadapted", adapted), ("psbase", adapted), ("psextended", extended), ("psobject", own)].map {
        ($0.0, .memberSet, "\($0.0) {\($0.1.joined(separator: ", "))}")
      }
      + [
        (
          "pstypenames", .code,
          """
          System.Collections.ObjectModel.Collection`1[[System.String, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, \
          PublicKeyToken=7cec85d7bea7798e]] pstypenames{get=PSTypeNames;}
          """
        )
      ]
    return rows.map { row in PropertyInfo(name: row.0, kind: row.1, definition: row.2) { _ in .null } }
  }
  static let type = RecordType(
    "Microsoft.PowerShell.Commands.MemberDefinition",
    ["string TypeName {get;}", "string Name {get;}", "System.Management.Automation.PSMemberTypes MemberType {get;}", "string Definition {get;}"])

  private static let netKinds: [PropertyInfo.Kind] = [.property, .method, .parameterized, .event]
  private static func kinds(_ v: Value?) -> [PropertyInfo.Kind] {
    let table: [(Int64, PropertyInfo.Kind)] = [
      (1, .alias), (2, .code), (4, .property), (8, .note), (16, .script), (32, .propertySet), (64, .method), (128, .codeMethod), (256, .scriptMethod),
      (512, .parameterized), (1024, .memberSet), (2048, .event),
    ]
    var mask: Int64 = 16383
    if let e = v?.refValue as? PSEnum { mask = e.raw }
    return table.filter { mask & $0.0 != 0 }.map(\.1)
  }
  private static func staticType(_ v: Value) -> NetType { if case .type(let t) = v.base { t } else { TypeTable.typeOf(v) } }
  /// A field, and a property of a class, says `static`; a property of a structure does not.
  private static func staticDefinition(_ plain: String, _ name: String, _ t: NetType) -> String {
    let isProperty: Bool = switch t.fullName {
    case "System.DateTime", "System.DateTimeOffset": ["Now", "Today", "UtcNow"].contains(name)
    case "System.Guid": name == "AllBitsSet"
    case "System.IntPtr", "System.UIntPtr": name != "Zero"
    case "System.DateOnly", "System.Half", "System.Index", "System.Int128", "System.Numerics.BigInteger", "System.Range", "System.Threading.CancellationToken", "System.TimeOnly", "System.UInt128":
      true
    default: false
    }
    return isProperty ? plain : "static " + plain
  }
  private static func staticMembers(_ t: NetType) -> [PropertyInfo] {
    var rows = t.allMembers(isStatic: true).filter { !$0.isHidden }.map { m in
      PropertyInfo(
        name: m.name, kind: m.kind == .method ? .method : .property,
        definition: m.kind == .method
          ? m.overloads.map(\.signature).joined(separator: ", ") : staticDefinition(m.definition.hasPrefix("static ") ? String(m.definition.dropFirst(7)) : m.definition, m.name, t)
      ) { c in try m.getter?(.null, c) ?? .null }
    }
    if let e = t.enumeration {
      rows += e.names.map { n in
        PropertyInfo(name: n, kind: .property, definition: "static \(t.fullName) \(n) {get;}") { _ in .other(PSEnum(t, e.value(of: n) ?? 0)) }
      }
    }
    let constructors = t.shownConstructors
    if !constructors.isEmpty { rows.append(PropertyInfo(name: "new", kind: .method, definition: constructors.joined(separator: ", ")) { _ in .null }) }
    return rows
  }
}
