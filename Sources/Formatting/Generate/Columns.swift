/// Which properties a display without a view shows: those asked for, the type's default set, or all of them.
import Engine
import Primitives

/// A resolved expression and the argument it came from.
struct Column {
  let property: FormatProperty?
  let expression: Expression
}

enum Columns {
  static func chosen(_ properties: [FormatProperty], _ v: Value, keepsMissing: Bool, _ c: ExecutionContext) throws -> [Column] {
    var all: [Column] = []
    for p in properties {
      let names = try p.expression.resolve(v, c)
      if names.isEmpty, keepsMissing, !p.expression.hasWildcard { all.append(Column(property: p, expression: p.expression)) }
      for e in names { all.append(Column(property: p, expression: e)) }
    }
    return all
  }

  static func defaultSet(_ v: Value, _ c: ExecutionContext) -> [String] {
    if case .object(let o) = v {
      if let d = o.defaultDisplay { return d }
      if let raw = o.get("PSStandardMembers"), let d = standardMembers(raw, c) { return d }
    }
    if c.typeData.isEmpty { return [] }
    let names = c.typeNames(v)
    for t in names { if let d = c.typeData[t.lowercased()]?.defaultDisplayPropertySet, !d.isEmpty { return d } }
    if let masked = ViewTable.withoutDeserialized(names) {
      for t in masked { if let d = c.typeData[t.lowercased()]?.defaultDisplayPropertySet, !d.isEmpty { return d } }
    }
    return []
  }

  /// The DefaultDisplayPropertySet of a `PSStandardMembers` member set an object carries.
  private static func standardMembers(_ raw: Value, _ c: ExecutionContext) -> [String]? {
    func names(_ v: Value) -> [String]? {
      if case .other(let r) = v, let d = r as? MemberDefinition, case .set(let n) = d.body { return n }
      guard let list = try? c.property(v, "ReferencedPropertyNames")?.arrayValue else { return nil }
      return list.values.map { Conversion.toString($0, c) }
    }
    if let list = raw.arrayValue { for x in list.values { if let n = names(x) { return n } } }
    if let o = raw.objectValue { return o.get("DefaultDisplayPropertySet").flatMap(names) }
    return names(raw)
  }

  /// Every property: those added to the object, then those of its .NET type, then those of type data.
  static func everything(_ v: Value, _ c: ExecutionContext) -> [String] {
    if case .object(let o) = v, o.wrapped == nil, o.type == nil, o.typeNames == nil, o.shape.kinds.allSatisfy({ $0 == .note || $0 == .noteReadOnly }),
      c.typeData["system.management.automation.pscustomobject"] == nil
    {
      return o.shape.names.prefix(o.count).map { $0 }
    }
    // what was added to an object that has no place for it
    let beside = v.objectValue == nil ? c.instanceMembers(of: v)?.members.filter { $0.kind.isProperty }.map(\.name) ?? [] : []
    if let d = v.base.refValue?.dynamicMembers, !d.visibleNames.isEmpty { return beside + d.visibleNames }
    let all = c.properties(v).filter { !$0.isHidden }
    var seen = Set<String>()
    var own = beside
    if case .object(let o) = v, o.wrapped != nil || o.type?.scriptClass != nil {
      // what a script class declares is not added
      let declares = o.wrapped == nil
      own = o.members.compactMap { m in all.first { $0.name.equalsIgnoringCase(m.name) && $0.kind != .propertySet && !(declares && $0.kind == .property) }?.name }
    } else if case .object(let o) = v, o.adapted > 0 { own = o.members.dropFirst(o.adapted).filter { $0.kind == .note }.map(\.name) }
    return (own + all.filter { $0.kind == .property }.map(\.name) + all.filter { $0.kind != .property && $0.kind != .propertySet }.map(\.name)).filter { seen.insert($0.lowercased()).inserted }
  }

  /// For tables and lists: arguments, else default set, else all (a table takes ten at most).
  static func active(_ o: FormatOptions?, _ v: Value, table: Bool, _ c: ExecutionContext) throws -> [Column] {
    var all: [Column]
    if let o, !o.properties.isEmpty {
      all = try chosen(o.properties, v, keepsMissing: table, c)
    } else {
      let d = defaultSet(v, c)
      if !d.isEmpty {
        all = d.map { Column(property: nil, expression: Expression($0)) }
      } else {
        var names = withoutComputerName(everything(v, c), v, c)
        if table, names.count > 10 { names = Array(names.prefix(10)) }
        all = names.map { Column(property: nil, expression: Expression($0, isExact: true)) }
      }
    }
    return exclude(all, o)
  }

  static func exclude(_ all: [Column], _ o: FormatOptions?) -> [Column] {
    guard let o, !o.excluded.isEmpty else { return all }
    let patterns = o.excluded.compactMap { try? WildcardPattern($0) }
    return all.filter { x in !patterns.contains { $0.matches(x.expression.text) } }
  }

  /// Objects that say whether their computer's name is to be seen.
  private static func withoutComputerName(_ names: [String], _ v: Value, _ c: ExecutionContext) -> [String] {
    guard names.contains(where: { $0.equalsIgnoringCase("PSShowComputerName") }) else { return names }
    let shows = (try? c.property(v, "PSShowComputerName")).flatMap { $0 }.map { Conversion.toBool($0) } ?? false
    return names.filter { !$0.equalsIgnoringCase("PSShowComputerName") && (shows || !$0.equalsIgnoringCase("PSComputerName")) }
  }
}
