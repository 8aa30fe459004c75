/// A column's or item's expression: a property name (perhaps with wildcards), a script block, or the code of a view.
import Engine
import Primitives

final class Expression {
  enum Kind { case name(String), script(ScriptBlock), source(Source) }
  let kind: Kind
  /// What labels show when nothing else is given.
  let text: String
  let hasWildcard: Bool
  private let isExact: Bool
  private let symbol: Symbol?
  private var shape: Shape?
  private var slot = 0
  private var isMissing = false

  /// - Parameter isExact: a property's own name, where `*` and `[` mean themselves.
  init(_ kind: Kind, isExact: Bool = false) {
    self.kind = kind
    self.isExact = isExact
    switch kind {
    case .name(let n):
      text = n
      hasWildcard = !isExact && n.utf8.contains { $0 == 42 || $0 == 63 || $0 == 91 }
      symbol = Symbol.of(n)
    case .script(let b): text = b.bodyText; hasWildcard = false; symbol = nil
    case .source(let s):
      hasWildcard = false
      switch s {
      case .property(let n): text = n; symbol = Symbol.of(n)
      case .script(let b): text = b.bodyText; symbol = nil
      default: text = ""; symbol = nil
      }
    }
  }
  convenience init(_ name: String, isExact: Bool = false) { self.init(.name(name), isExact: isExact) }

  /// The value for an object; nil when there is no such property. Errors of getters and scripts are thrown.
  @inline(__always) func value(_ v: Value, _ c: ExecutionContext) throws -> Value? {
    if case .object(let o) = v, o.shape === shape, slot < o.count { return isMissing ? nil : o.slots[slot] }
    return try slow(v, c)
  }

  @inline(never) private func slow(_ v: Value, _ c: ExecutionContext) throws -> Value? {
    switch kind {
    case .name(let n): return try named(n, v, c)
    case .script(let b): return try run(b, v, c)
    case .source(let s):
      switch s {
      case .property(let n): return try named(n, v, c)
      case .script(let b): return try run(b, v, c)
      case .code(let f): return try f(v, c)
      case .text(let t): return .str(t)
      case .itself: return v
      }
    }
  }

  /// What a script block reports stays out of the streams, but is remembered in `$Error`.
  private func run(_ b: ScriptBlock, _ v: Value, _ c: ExecutionContext) throws -> Value { try c.reportingOutside { try c.invokeCatching(b, item: v) }.orNull }
  private func named(_ name: String, _ v: Value, _ c: ExecutionContext) throws -> Value? {
    if hasWildcard {
      guard let first = try resolve(v, c).first else { return nil }
      return try first.value(v, c)
    }
    if case .object(let o) = v, o.wrapped == nil, let symbol, let i = o.slot(symbol) {
      let k = o.shape.kind(i)
      if k == .note || k == .noteReadOnly { shape = o.shape; slot = i; return o.slots[i] }
    }
    if case .object(let o) = v, ValueText.isEntry(o), name.equalsIgnoringCase("Name"), o.count == 2, o.type === ValueText.entryType { return o.slots[0] }
    if let x = try c.property(v, name) { return x.orNull }
    if let set = propertySet(v, name, c), let first = set.first { return try c.property(v, first) }
    return isExact && Expression.isSize(name) ? .int(1) : nil
  }
  /// Every single thing has a Count and a Length of one, if asked for by a name that was found on another.
  private static func isSize(_ name: String) -> Bool { name.equalsIgnoringCase("Count") || name.equalsIgnoringCase("Length") }
  /// The expression for a property that was found.
  private func named(_ found: String) -> Expression {
    if case .name(let n) = kind, n == found, isExact || !Expression.isSize(n) { return self }
    return Expression(found, isExact: true)
  }

  private func propertySet(_ v: Value, _ name: String, _ c: ExecutionContext) -> [String]? {
    if case .object(let o) = v, let raw = o.get(name), case .other(let r) = raw, let d = r as? MemberDefinition, case .set(let names) = d.body { return names }
    for t in c.typeNames(v) {
      if let d = c.typeData[t.lowercased()]?.member(name), case .set(let names) = d.body { return names }
    }
    return nil
  }

  /// The properties the expression stands for on this object, spelled as the object spells them.
  func resolve(_ v: Value, _ c: ExecutionContext) throws -> [Expression] {
    guard case .name(let n) = kind else { return [self] }
    if hasWildcard {
      guard let pattern = try? WildcardPattern(n) else { return [] }
      var seen = Set<String>()
      if case .object(let o) = v, ValueText.isEntry(o) {
        return (o.type === ValueText.entryType ? ["Name", "Key", "Value"] : ["Key", "Value"]).filter(pattern.matches).map { Expression($0) }
      }
      return c.properties(v).filter { !$0.isHidden && $0.kind != .propertySet && pattern.matches($0.name) && seen.insert($0.name.lowercased()).inserted }.map { Expression($0.name, isExact: true) }
    }
    if case .object(let o) = v, o.wrapped == nil, let symbol, let i = o.slot(symbol) {
      let k = o.shape.kind(i)
      if k == .note || k == .noteReadOnly { return [named(o.shape.name(i))] }
    }
    if let p = c.properties(v).first(where: { $0.name.equalsIgnoringCase(n) }) {
      if p.kind == .propertySet, case .other(let r)? = try? p.value(c), let names = (r as? MemberDefinition)?.referenced { return names.map { Expression($0, isExact: true) } }
      return [named(p.name)]
    }
    if let set = propertySet(v, n, c) { return set.map { Expression($0) } }
    if case .hash(let h) = v.base, !h.isSet, h.contains(.str(n)) {
      // a key counts as a property of a Hashtable only
      return h.kind == .hashtable || TypeTable.hashtable.isAssignable(from: h.netType) ? [self] : []
    }
    if (try c.property(v, n)) != nil { return [self] }
    return []
  }
}
