/// What `-Property` arguments name: a property, a wildcard over property names, or a script block that computes a value.
import Engine
import Primitives

/// Where objects of one shape have a property; remembers the last shape, as nearly all objects of a pipeline share one.
final class PropertySlot {
  private let symbol: Symbol
  @exclusivity(unchecked) private var shape: Unmanaged<Shape>?
  @exclusivity(unchecked) private var held: Shape?
  @exclusivity(unchecked) private var index = -1
  init(_ s: Symbol) { symbol = s }
  /// The slot when it holds a plain note property; nil otherwise.
  @inline(__always) func note(in o: PSObject) -> Int? {
    if let shape, shape.toOpaque() == Unmanaged.passUnretained(o.shape).toOpaque() { return index >= 0 && index < o.count ? index : nil }
    return find(o)
  }
  /// The property of an object that computes its members when they are asked for.
  @inline(__always) func deferred(in o: PSObject) -> Value? { o.deferredValue(symbol) }
  @inline(never) private func find(_ o: PSObject) -> Int? {
    let s = o.shape
    held = s
    shape = .passUnretained(s)
    index = -1
    guard let i = s.slot(symbol) else { return nil }
    if s.kind(i) == .note { index = i }
    return index >= 0 && i < o.count ? i : nil
  }
}

struct PropertyExpression {
  enum Source { case name(Symbol), pattern(Wildcard), block(ScriptBlock) }
  let source: Source
  /// For names: where the last object had it.
  let slot: PropertySlot?
  /// What is wrong with the pattern; told when it meets an object.
  private var fault: String?
  /// As the expression prints: the name, the pattern, the block's text.
  let text: String

  init(_ name: String) {
    if Wildcard.hasSpecial(name) {
      do { _ = try WildcardPattern(name) } catch { fault = error.message }
      source = .pattern(Wildcard(name)); text = name; slot = nil
    }
    else { let plain = Wildcard.unescape(name), s = Symbol.of(plain); source = .name(s); text = plain; slot = PropertySlot(s) }
  }
  init(_ block: ScriptBlock) { source = .block(block); text = block.bodyText; slot = nil }
  init(resolved name: String) { let s = Symbol.of(name); source = .name(s); text = name; slot = PropertySlot(s) }

  var isPattern: Bool { if case .pattern = source { true } else { false } }

  /// One value found: under which name, and the error when computing it failed.
  struct Result {
    var name: String
    var value: Value
    var error: ErrorRecord?
  }

  /// The value when the expression names one thing: nil = no such property. Errors of getters and blocks count as null.
  @inline(__always) func value(of v: Value, _ shell: Invocation) throws -> Value? {
    if let slot, case .object(let o) = v {
      if let x = slot.deferred(in: o) { return x }
      if let i = slot.note(in: o) { return o.slots[i] }
    }
    switch source {
    case .name(let s):
      return try PropertyExpression.read(v, s.name, shell.context)
    case .block(let b): return try PropertyExpression.run(b, v, shell).value
    case .pattern: return try results(on: v, shell).first?.value
    }
  }

  /// All values the expression stands for on an object, in the object's order.
  /// - Parameter except: names left out; their getters do not run
  func results(on v: Value, _ shell: Invocation, except: [Wildcard] = []) throws -> [Result] {
    if case .pattern(let w) = source, w.isInvalid { try shell.checkWildcards([w.text]) }
    return try results(on: v, shell.context, except: except)
  }
  func results(on v: Value, _ context: ExecutionContext, except: [Wildcard] = []) throws -> [Result] {
    switch source {
    case .name(let s):
      if let slot, case .object(let o) = v, let i = slot.note(in: o) { return [Result(name: o.shape.name(i), value: o.slots[i])] }
      if let set = PropertyExpression.propertySet(v, s.name, context) {
        return try set.compactMap { n in try PropertyExpression.read(v, n, context).map { Result(name: n, value: $0) } }
      }
      let read = try PropertyExpression.reading(v, s.name, context)
      if case .other(let r)? = read?.value, let names = (r as? MemberDefinition)?.referenced {
        return try names.compactMap { n in try PropertyExpression.read(v, n, context).map { Result(name: n, value: $0) } }
      }
      return read.map { [$0] } ?? []
    case .block(let b): return [try PropertyExpression.run(b, v, context)]
    case .pattern(let w):
      if let fault { throw TerminatingError("RuntimeException", fault, .notSpecified, exception: "System.Management.Automation.WildcardPatternException") }
      var all: [Result] = []
      if case .hash(let h) = v.base, PropertyExpression.showsKeys(h) {
        for (k, x) in h.pairs { let n = Conversion.toString(k); if w.matches(n) { all.append(Result(name: n, value: x.orNull)) } }
        // its own properties, when no key is meant
        if !all.isEmpty { return all }
      }
      for p in context.properties(v) where !p.isHidden && w.matches(p.name) && p.kind != .propertySet && !except.contains(where: { $0.matches(p.name) }) {
        do { all.append(Result(name: p.name, value: try p.value(context).orNull)) }
        catch let e as TerminatingError where !e.isCallDepthOverflow { all.append(Result(name: p.name, value: .null, error: e.record)) }
      }
      return all
    }
  }

  /// The names the expression stands for on an object, whose values nobody asks for.
  func names(on v: Value, _ shell: Invocation) throws -> [String] {
    guard case .pattern(let w) = source else { return [text] }
    if w.isInvalid { try shell.checkWildcards([w.text]) }
    if case .hash(let h) = v.base, PropertyExpression.showsKeys(h) {
      let own = h.pairs.map { Conversion.toString($0.key) }.filter(w.matches)
      if !own.isEmpty { return own }
    }
    return shell.context.properties(v).filter { !$0.isHidden && w.matches($0.name) && $0.kind != .propertySet }.map(\.name)
  }

  /// Keys count as properties of a Hashtable; every other dictionary has those of its type, though a key of such a name gives the value.
  private static func showsKeys(_ h: PSHash) -> Bool { h.kind == .hashtable || TypeTable.hashtable.isAssignable(from: h.netType) }
  private static func lacks(_ v: Value, _ name: String, _ context: ExecutionContext) -> Bool {
    guard case .hash(let h) = v.base, !showsKeys(h) else { return false }
    return !context.properties(v).contains { $0.name.equalsIgnoringCase(name) }
  }
  /// A property by name. Nil when there is none.
  static func read(_ v: Value, _ name: String, _ context: ExecutionContext) throws -> Value? {
    if lacks(v, name, context) { return nil }
    return try readMember(v, name, context).map(\.orNull)
  }
  /// A property by name or a key of any dictionary, as `.` finds it; what a getter raises counts as null. Nil when there is none.
  static func readMember(_ v: Value, _ name: String, _ context: ExecutionContext) throws -> Value? {
    do { return try context.property(v, name) }
    catch let e as TerminatingError where !e.isCallDepthOverflow { return .null }
  }
  private static func reading(_ v: Value, _ name: String, _ context: ExecutionContext) throws -> Result? {
    if lacks(v, name, context) { return nil }
    do {
      guard let x = try context.property(v, name) else { return nil }
      return Result(name: canonicalName(v, name), value: x.orNull)
    } catch let e as TerminatingError where !e.isCallDepthOverflow { return Result(name: name, value: .null, error: e.record) }
  }
  /// The name as the object spells it.
  static func canonicalName(_ v: Value, _ name: String) -> String {
    switch v {
    case .object(let o):
      let s = Symbol.of(name)
      if let i = o.slot(s) { return o.shape.name(i) }
    case .hash(let h) where h.isHashtable:
      if let i = h.pairs.first(where: { $0.key.stringValue?.equalsIgnoringCase(name) ?? false }) { return i.key.stringValue ?? name }
    case .other(let r): if let own = r.dynamicMembers?.dynamicNames.first(where: { $0.equalsIgnoringCase(name) }) { return own }
    default: break
    }
    return TypeTable.typeOf(v).instanceMember(name)?.name ?? name
  }
  private static func propertySet(_ v: Value, _ name: String, _ context: ExecutionContext) -> [String]? {
    guard case .object(let o) = v else { return nil }
    if let i = o.slot(Symbol.of(name)), o.shape.kind(i) == .propertySet, case .other(let r) = o.slots[i], let m = r as? MemberDefinition, case .set(let names) = m.body { return names }
    return nil
  }
  static func run(_ b: ScriptBlock, _ item: Value, _ shell: Invocation) throws -> Result { try run(b, item, shell.context) }
  static func run(_ b: ScriptBlock, _ item: Value, _ context: ExecutionContext) throws -> Result {
    do { return Result(name: b.bodyText, value: try context.reportingOutside { try context.invokeCatching(b, item: item) }) }
    catch let e as TerminatingError where !e.isCallDepthOverflow { return Result(name: b.bodyText, value: .null, error: e.record.carried) }
  }
}
