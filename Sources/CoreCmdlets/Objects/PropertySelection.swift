/// Which properties Select-Object copies into new objects, and what it expands.
import Engine

final class PropertySelection {
  private let arguments: [PropertyArgument]
  private let expand: PropertyExpression?
  private let exclude: [Wildcard]
  private let expandText: String
  /// Every argument gives exactly one property under a known name: objects are built on one shape.
  private let plain: (names: [String], sources: [PropertyExpression])?
  /// The shape of results for inputs of one shape or type: names are spelled as the input spells them.
  private var known: (input: ObjectIdentifier, shape: Shape)?

  init(_ arguments: [PropertyArgument], expand: String?, exclude: [String]) {
    // excluding alone means: all but these
    self.arguments = arguments.isEmpty && !exclude.isEmpty ? [PropertyArgument(expression: PropertyExpression("*"))] : arguments
    self.expand = expand.flatMap { $0.isEmpty ? nil : PropertyExpression($0) }
    self.exclude = exclude.map(Wildcard.init)
    expandText = expand ?? ""
    let names = arguments.map { $0.name ?? $0.expression.text }
    if expand == nil, exclude.isEmpty, !arguments.isEmpty, Set(names.map { $0.lowercased() }).count == names.count,
       !names.contains(where: { $0.isEmpty || PropertySelection.reserved.contains($0.lowercased()) }),
       arguments.allSatisfy({ a in switch a.expression.source { case .name: true; case .block: true; case .pattern: false } }) {
      plain = (names, arguments.map(\.expression))
    } else { plain = nil }
  }

  /// Hands each resulting object to `put`, with the number of properties added to it.
  func apply(_ item: Value, _ shell: Invocation, _ put: (Value, Int) throws -> Void) throws {
    if let plain, let values = try plainValues(plain.sources, item, shell) {
      return try put(.object(PSObject(resultShape(item, plain.names), values)), values.count)
    }
    let notes = try collect(item, shell)
    guard let expand else {
      let o = PSObject(reserve: notes.count)
      for n in notes { o.set(n.name, n.value) }
      return try put(.object(o), notes.count)
    }
    try expandInto(expand, item, notes, shell, put)
  }
  private func resultShape(_ item: Value, _ names: [String]) -> Shape {
    let id: ObjectIdentifier
    if case .object(let o) = item { id = ObjectIdentifier(o.shape) } else { id = ObjectIdentifier(TypeTable.typeOf(item)) }
    if let known, known.input == id { return known.shape }
    let shape = Shape.of(zip(names, arguments).map { n, a in
        if a.name == nil, case .name(let s) = a.expression.source {
          return PropertyExpression.canonicalName(item, s.name) == s.name
            ? PropertyExpression.canonicalName(item, n) : PropertyExpression.canonicalName(item, s.name)
        }
      return n
    })
    known = (id, shape)
    return shape
  }
  /// Nil when a property set or an error makes the simple way wrong.
  @inline(__always) private func plainValues(_ sources: [PropertyExpression], _ item: Value, _ shell: Invocation) throws -> [Value]? {
    var values: [Value] = []
    values.reserveCapacity(sources.count)
    for s in sources {
      if let slot = s.slot, case .object(let o) = item {
        if let i = slot.note(in: o) { values.append(o.slots[i]); continue }
        if case .name(let symbol) = s.source, let i = o.slot(symbol), o.shape.kind(i) == .propertySet { return nil }
      }
      let x = try s.value(of: item, shell) ?? .null
      if case .other(let r) = x, r is MemberDefinition { return nil }
      values.append(x)
    }
    return values
  }

  /// Names that every object answers itself.
  static let reserved: Set = ["psbase", "psadapted", "psextended", "psobject", "pstypenames"]
  private func collect(_ item: Value, _ shell: Invocation) throws -> [PropertyExpression.Result] {
    var notes: [PropertyExpression.Result] = []
    var seen = Set<String>()
    for a in arguments {
      var found = try a.expression.results(on: item, shell, except: exclude)
      if found.isEmpty, !a.expression.isPattern { found = [.init(name: a.name ?? a.expression.text, value: .null)] }
      if let n = a.name {
        if found.count > 1 { try shell.error("RenamingMultipleResults", .invalidArgument, "Cannot rename multiple results.", exception: "System.InvalidOperationException", target: item); continue }
        if !found.isEmpty { found[0].name = n }
      }
      for f in found {
        if exclude.contains(where: { $0.matches(f.name) }) { continue }
        if f.name.isEmpty {
          throw shell.terminating(
            "EmptyScriptBlockAndNoName", .invalidArgument, "A property is an empty script block and does not provide a name.",
            exception: "System.Management.Automation.PSArgumentException")
        }
        if PropertySelection.reserved.contains(f.name.lowercased()) || !seen.insert(f.name.lowercased()).inserted {
          try alreadyThere(f.name, "AlreadyExistingUserSpecifiedPropertyNoExpand", item, shell)
          continue
        }
        notes.append(f)
      }
    }
    return notes
  }
  private func alreadyThere(_ name: String, _ id: String, _ item: Value, _ shell: Invocation) throws {
    let there = PSException("System.Management.Automation.PSArgumentException", "The property cannot be processed because the property \"\(name)\" already exists.")
    try shell.error(ErrorRecord(there, id: id, .invalidOperation, target: item).aboutObject)
  }

  private func expandInto(_ expand: PropertyExpression, _ item: Value, _ notes: [PropertyExpression.Result], _ shell: Invocation, _ put: (Value, Int) throws -> Void) throws {
    let found = try expand.results(on: item, shell)
    guard let hit = found.first else {
      let missing = PSException("System.Management.Automation.PSArgumentException", "Property \"\(expandText)\" cannot be found.")
      return try shell.error(ErrorRecord(missing, id: "ExpandPropertyNotFound", .invalidArgument, target: item).aboutObject)
    }
    if found.count > 1 {
      let several = PSException("System.Management.Automation.PSArgumentException", "Multiple properties cannot be expanded.")
      return try shell.error(ErrorRecord(several, id: "MutlipleExpandProperties", .invalidArgument, target: item).aboutObject)
    }
    if let e = hit.error { return try shell.error(ErrorRecord(e.exception, id: "PropertyEvaluationExpand", .invalidResult, target: item)) }
    if hit.value.isNull { return }
    func one(_ v: Value) throws {
      if v.isNull { return }
      guard !notes.isEmpty else { return try put(v, 0) }
      let o: PSObject
      if case .object(let given) = v { o = given } else { o = PSObject(wrapping: v) }
      for n in notes {
        if shell.context.properties(.object(o)).contains(where: { $0.name.equalsIgnoringCase(n.name) }) {
          try alreadyThere(n.name, "AlreadyExistingUserSpecifiedPropertyExpand", item, shell)
        } else {
          o.set(n.name, n.value)
        }
      }
      try put(.object(o), notes.count)
    }
    guard let list = hit.value.elementsIfSequence else { return try one(hit.value) }
    for v in list { try one(v) }
  }

  /// Custom objects are marked as selected from the type of the input.
  static func named(_ v: Value, like item: Value, _ isNew: Bool) -> Value {
    guard case .object(let o) = v, o.wrapped == nil, o.type == nil else { return v }
    let type: NetType
    if case .object(let i) = item { type = i.netType } else { type = TypeTable.typeOf(item) }
    if type === TypeTable.psCustomObject {
      if o.typeNames == nil { o.typeNames = customNames }
      else if isNew || o.typeNames?.contains(customNames[0]) == false { o.typeNames?.insert(customNames[0], at: 0) }
      return v
    }
    let name = "Selected." + type.fullName
    if isNew || o.typeNames?.contains(name) != true { o.typeNames = [name] + (o.typeNames ?? Array(customNames.dropFirst())) }
    return v
  }
  private static let customNames = ["Selected.System.Management.Automation.PSCustomObject", "System.Management.Automation.PSCustomObject", "System.Object"]
}

/// What `-Unique` keeps: objects are the same when their values and the properties selected into them are.
struct UniqueObjects {
  var order = ObjectOrder(ignoreCase: false)
  private(set) var kept: [Value] = []
  private var counts: [Int] = []
  private var byText: [String: [Int]] = [:]
  /// Type of the values so far, per place; once several meet in one place, equal values need not have equal texts.
  private var types: [NetType?] = []
  private var mixed = false

  mutating func add(_ v: Value, _ notes: Int) {
    if !mixed { noteTypes(v, notes) }
    if mixed {
      for i in kept.indices where counts[i] == notes && same(kept[i], v, notes) { return }
    } else {
      let key = text(v, notes)
      for i in byText[key] ?? [] where counts[i] == notes && same(kept[i], v, notes) { return }
      byText[key, default: []].append(kept.count)
    }
    kept.append(v)
    counts.append(notes)
  }
  private mutating func noteTypes(_ v: Value, _ notes: Int) {
    note(0, isBare(v) ? .null : v.base)
    if notes > 0, case .object(let o) = v { for i in 0..<o.count { note(i + 1, o.slots[i].base) } }
  }
  private mutating func note(_ place: Int, _ v: Value) {
    while types.count <= place { types.append(nil) }
    if v.isNull { return }
    let t = TypeTable.typeOf(v)
    if !ObjectOrder.isSimple(v) { mixed = true } else if types[place] == nil { types[place] = t } else if types[place] !== t { mixed = true }
  }
  private func text(_ v: Value, _ notes: Int) -> String {
    var r = isBare(v) ? "" : Conversion.toString(v.base)
    if notes > 0, case .object(let o) = v { for i in 0..<o.count { r += "\u{1}" + Conversion.toString(o.slots[i]) } }
    return order.ignoreCase ? r.lowercased() : r
  }
  private func isBare(_ v: Value) -> Bool { ObjectOrder.isBare(v) }
  private func same(_ a: Value, _ b: Value, _ notes: Int) -> Bool {
    if order.compare(isBare(b) ? b : b.base, isBare(a) ? a : a.base) != 0 { return false }
    guard notes > 0, case .object(let x) = a, case .object(let y) = b else { return true }
    for i in 0..<y.count {
      guard let w = x.get(y.shape.name(i)), order.equal(w, y.slots[i]) else { return false }
    }
    return true
  }
}

/// Which of the input objects pass: `-First`, `-Last`, `-Skip`, `-SkipLast`, `-Index`, `-SkipIndex`.
final class InputWindow {
  private let first: Int?, last: Int?, skipLast: Int?
  private var skip: Int
  private let index: [Int]?, skipIndex: Set<Int>?
  private var waiting: [Value] = []
  private var start = 0
  private var position = 0
  private var passed = 0
  private let highest: Int
  private let wanted: Set<Int>

  init(first: Int?, last: Int?, skip: Int, skipLast: Int?, index: [Int]?, skipIndex: [Int]?) {
    self.first = first; self.last = last; self.skip = skip; self.skipLast = skipLast
    self.index = index; self.skipIndex = skipIndex.map(Set.init)
    highest = index?.max() ?? -1
    wanted = Set(index ?? [])
  }
  /// The object to pass on now, if any, after taking `v` in.
  func pass(_ v: Value) -> Value? {
    defer { position += 1 }
    if index != nil { return wanted.contains(position) ? v : nil }
    if let skipIndex { return skipIndex.contains(position) ? nil : v }
    if let last, first == nil {
      // -Skip counts from the end here
      return hold(v, last + skip, drop: true)
    }
    if position < skip, skipLast == nil || skip > 0 { return nil }
    if let skipLast { return hold(v, skipLast, drop: false) }
    if let first {
      if passed < first { passed += 1; return v }
      if let last { return hold(v, last, drop: true) }
      return nil
    }
    return v
  }
  /// Keeps the newest `n` objects; gives the one pushed out unless it is to be dropped.
  private func hold(_ v: Value, _ n: Int, drop: Bool) -> Value? {
    waiting.append(v)
    guard waiting.count - start > n else { return nil }
    let out = waiting[start]
    waiting[start] = .null
    start += 1
    if start > 1024, start * 2 > waiting.count { waiting.removeFirst(start); start = 0 }
    return drop ? nil : out
  }
  /// Nothing that may still come can pass.
  var isDone: Bool {
    if index != nil { return position > highest }
    if let first, last == nil { return passed >= first }
    return false
  }
  /// What passes after the end of input.
  func rest() -> ArraySlice<Value> {
    guard let last else { return [] }
    let live = waiting[start...]
    return first == nil && skip > 0 ? live.dropLast(min(skip, live.count)).suffix(last) : live.suffix(last)
  }
}
