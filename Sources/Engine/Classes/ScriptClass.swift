/// A class written in a script: properties, methods, constructors; its instances are `PSObject`s of the class's shape.
import Primitives
import Syntax

public final class ScriptClass {
  struct Property {
    let name: String
    let constraint: PropertyConstraint
    let initial: ExprBox?
    let isStatic: Bool
    /// Where a value that does not fit is reported.
    let extent: Extent
  }
  let name: String
  unowned let type: NetType
  /// The script class this one derives from.
  let base: ScriptClass?
  /// The .NET class this one derives from, when that is not `object`.
  let netBase: NetType?
  /// The same when it was compiled while the shell runs, and is no exception.
  let compiledBase: CompiledBase?
  /// What answers virtual methods of that class, as far as anybody called them.
  @exclusivity(unchecked) public var answers: [ObjectIdentifier: AnyObject] = [:]
  /// Properties of the .NET base class that methods `get_Name` and `set_Name` of this class answer for, by lower-case name.
  var accessors: [String: Member] = [:]
  func accessor(_ name: String) -> Member? {
    var k: ScriptClass? = self
    while let c = k {
      if !c.accessors.isEmpty, let m = c.accessors[name.lowercased()] { return m }
      k = c.base
    }
    return nil
  }
  var properties: [Property] = []
  /// Of properties with `[Parameter]`: an instance that a `dynamicparam` block returns declares them.
  var parameters: [ParameterMetadata] = []
  var methods: [String: [Method]] = [:]
  var methodOrder: [String] = []
  var constructors: [Method] = []
  var staticConstructor: Method?
  private var statics: [String: (value: Value, constraint: PropertyConstraint)] = [:]
  private(set) var shape = Shape()
  var context: ExecutionContext
  var home: Unit
  /// What it was written in.
  var file: String?
  /// Attributes written before the class, as objects.
  var attributeObjects: [Value] = []
  /// Those written before methods, by lower-case name.
  var methodAttributes: [String: [Value]] = [:]

  init(_ name: String, _ type: NetType, base: ScriptClass?, netBase: NetType?, context: ExecutionContext, home: Unit) {
    self.name = name; self.type = type; self.base = base; self.netBase = netBase; self.context = context; self.home = home
    compiledBase = netBase.map { $0.isSubclass(of: "System.Exception") } ?? true ? nil : netBase?.compiledBase
  }

  /// Of properties and methods, in lower case, as they are written.
  public var declaredNames: [String] { properties.map { $0.name.lowercased() } + methodOrder }

  /// All instance properties, inherited first.
  var allProperties: [Property] { (base?.allProperties ?? []) + properties.filter { !$0.isStatic } }

  /// The same as a display shows them: what a derived class declares comes first.
  private var shownProperties: [Property] { properties.filter { !$0.isStatic } + (base?.shownProperties ?? []) }

  /// Computes the instances' shape and the static values; after all members are known.
  func seal() {
    shape = type.instanceShape
    let all = allProperties
    var constraints: [PropertyConstraint?] = []
    // what a derived class declares again takes the place of the inherited one, its value too
    for p in shownProperties where shape.slot(Symbol.of(p.name)) == nil {
      shape = shape.adding(p.name)
      constraints.append(p.constraint)
    }
    zeros = Array(repeating: .null, count: shape.count)
    initialisers = []
    for p in all {
      guard let slot = shape.slot(Symbol.of(p.name)) else { continue }
      zeros[slot] = p.constraint.type?.defaultValue ?? .null
      initialisers.removeAll { $0.slot == slot }
      if let x = p.initial { initialisers.append((slot, x, p)) }
    }
    shape.constraints = constraints.map { $0.map { $0.type == nil && $0.attributes.isEmpty && !$0.isHidden ? nil : $0 } ?? nil }
    for p in properties where p.isStatic { statics[p.name.lowercased()] = (p.constraint.type?.defaultValue ?? .null, p.constraint) }
    needsInitialiser = staticConstructor != nil || properties.contains { $0.isStatic && $0.initial != nil }
  }

  /// It has `ToString` with a format.
  lazy var isFormattable: Bool = type.interfaces.contains("System.IFormattable") || base?.isFormattable ?? false

  func hasMethod(_ n: String) -> Bool { methods[n.lowercased()] != nil || base?.hasMethod(n) ?? false }

  // MARK: Statics

  /// The values of static properties and the static constructor wait for the first use of the class.
  private var needsInitialiser = false
  /// Why that failed: every further use fails too.
  private var initialiserFailure: PSException?

  @inline(__always) private func initialiseType(_ c: ExecutionContext) throws {
    if needsInitialiser { try runTypeInitialiser(c) }
    else if let x = initialiserFailure { throw TerminatingError(ErrorRecord(x, id: "System.TypeInitializationException", .operationStopped)) }
  }
  @inline(never) private func runTypeInitialiser(_ c: ExecutionContext) throws {
    needsInitialiser = false
    do {
      let fp = c.frames[c.depth - 1].fp
      for p in properties where p.isStatic {
        guard let x = p.initial else { continue }
        do {
          statics[p.name.lowercased()] = (try c.convertProperty(p.constraint, try inScope(c, fp, nil) { f in try x.f(c, f).orNull }, p.name), p.constraint)
        } catch { throw c.locate(error, p.extent) }
      }
      if let s = staticConstructor { _ = try runStatic(s, c) }
    } catch let e as TerminatingError {
      let x = PSException("System.TypeInitializationException", "The type initializer for '\(name)' threw an exception.", inner: e.record.exception)
      x.properties = [("TypeName", .str(name))]
      // every further use of the class shows the record again
      e.record.exception.properties.append(("ErrorRecord", .other(e.record)))
      if let cast = e.record.exception.inner, cast.type.fullName == "System.Management.Automation.PSInvalidCastException" { cast.properties.append(("ErrorRecord", .other(e.record))) }
      initialiserFailure = x
      throw TerminatingError(ErrorRecord(x, id: "System.TypeInitializationException", .operationStopped))
    }
  }

  func readStatic(_ n: String, _ c: ExecutionContext) throws -> Value? {
    try initialiseType(c)
    if let s = statics[n.lowercased()] { return s.value }
    if let v = try base?.readStatic(n, c) { return v }
    return nil
  }
  func writeStatic(_ n: String, _ v: Value, _ c: ExecutionContext) throws -> Bool {
    try initialiseType(c)
    let k = n.lowercased()
    if let s = statics[k] {
      do { statics[k] = (try c.convertProperty(s.constraint, v, n), s.constraint) } catch let e as TerminatingError {
        throw TerminatingError(
          "ExceptionWhenSetting", "Exception setting \"\(n)\": \"\(e.record.exception.message)\"", .notSpecified,
          exception: "System.Management.Automation.SetValueInvocationException", inner: e.record.exception.withoutLanguage)
      }
      return true
    }
    return try base?.writeStatic(n, v, c) ?? false
  }

  // MARK: Construction

  /// `Name new(parameters)`.
  func constructorText(_ m: Method) -> String { name + " new" + m.signature.drop { $0 != "(" } }

  func construct(_ a: [Value], _ c: ExecutionContext, byReflection: Bool = false) throws -> Value {
    try initialiseType(c)
    var below = base
    while let b = below { try b.initialiseType(c); below = b.base }
    let o = PSObject(shape: shape, reserve: shape.count, type: type)
    if let b = compiledBase { o.wrapped = b.makeInside() }
    else if let n = netBase, ScriptClass.hasState(n) { o.wrapped = (try? c.construct(n, [])) ?? .unset }
    for v in zeros { o.fill(v) }
    if !initialisers.isEmpty { try initialise(o, c) }
    if constructors.isEmpty {
      if !a.isEmpty {
        throw TerminatingError.noOverload("new", a.count)
      }
      try runDefaultBase(o, c)
      return .object(o)
    }
    let m = constructors.count == 1 && constructors[0].parameters.count == a.count ? constructors[0] : try select(constructors, "new", a, c)
    if c.methodTrace != nil { c.traceMethod(constructorText(m), a) }
    if byReflection { try runByReflection(m, o, a, c) } else { try runConstructor(m, o, a, c) }
    return .object(o)
  }
  /// Errors name arguments by their positions, and what the constructor throws is inside another exception.
  private func runByReflection(_ m: Method, _ o: PSObject, _ a: [Value], _ c: ExecutionContext) throws {
    let a = try c.callingByReflection { try a.indices.map { $0 < m.parameters.count ? try m.argument($0, a[$0], c) : a[$0] } }
    do { try runConstructor(m, o, a, c) } catch let e as TerminatingError { throw TerminatingError.calling(".ctor", a.count, threw: e.record.exception) }
  }
  /// Of a generator of valid values: how long its values hold, and those asked for last.
  private var secondsKept: Int64 = 0
  private var keptValues: (values: [String], until: Int64)?
  /// What the slots of a new instance hold before anything ran, and the initialisers to run, base class first.
  private var zeros: [Value] = []
  private var initialisers: [(slot: Int, value: ExprBox, property: Property)] = []

  private func initialise(_ o: PSObject, _ c: ExecutionContext) throws {
    let fp = c.frames[c.depth - 1].fp
    for i in initialisers {
      do { o.setSlot(i.slot, try c.convertProperty(i.property.constraint, try inScope(c, fp, o) { f in try i.value.f(c, f).orNull }, i.property.name)) } catch {
        throw c.locate(error, i.property.extent)
      }
    }
  }
  /// Initialisers see `$this`, those of static properties nothing.
  private func inScope(_ c: ExecutionContext, _ fp: Cell, _ o: PSObject?, _ body: (Cell) throws -> Value) throws -> Value {
    let base = try c.reserve(initialiserUnit.count)
    let d = c.depth
    c.push(.passUnretained(initialiserUnit), base, mask: initialiserUnit.mask, call: nil)
    if let module = home.module { c.link(d, to: module.scope, mask: initialiserUnit.mask) }
    (base + initialiserUnit.slot(Symbol.of("this"))).put(o.map { .object($0) } ?? .null)
    defer { c.pop(to: d); c.release(base, initialiserUnit.count) }
    return try body(base)
  }
  lazy var initialiserUnit: Unit = {
    let u = Unit(name, .frame)
    u.declare(Symbol.of("this"))
    u.namespaces = home.namespaces
    u.types = home.types
    u.module = home.module
    u.ownerClass = self
    return u
  }()

  private func runDefaultBase(_ o: PSObject, _ c: ExecutionContext) throws {
    if let b = base {
      if b.constructors.isEmpty { try b.runDefaultBase(o, c) } else { try b.runConstructor(try b.select(b.constructors, "new", [], c), o, [], c) }
    } else if let b = compiledBase { try construct(b, o, [], c) }
    else if let n = netBase, n.isSubclass(of: "System.Exception") || n === TypeTable.exception { try attachException(o, n, [], c) }
    else if case .unset? = o.wrapped { throw TerminatingError.noOverload("new", 0) }
  }
  /// A .NET class whose instances hold something: an object of it lives inside each instance of the script class.
  private static func hasState(_ n: NetType) -> Bool {
    n !== TypeTable.object && n !== TypeTable.exception && !n.isSubclass(of: "System.Exception") && !n.isSubclass(of: "System.Attribute") && !n.allConstructors.isEmpty
  }
  private func construct(_ b: CompiledBase, _ o: PSObject, _ a: [Value], _ c: ExecutionContext) throws {
    let all = b.constructors
    if all.isEmpty { throw TerminatingError.noOverload("new", a.count) }
    _ = try c.invoke(all, ".ctor", .object(o), a)
  }
  private func attachException(_ o: PSObject, _ base: NetType, _ a: [Value], _ c: ExecutionContext) throws {
    let made = try c.construct(base, a).refValue as? PSException, isNameless = a.isEmpty && base === TypeTable.exception
    let x = PSException(type, isNameless ? "Exception of type '\(type.fullName)' was thrown." : made?.message ?? "", inner: made?.inner)
    x.properties = made?.properties ?? []
    x.instance = o
    o.set("<Exception>", .other(x), kind: .memberSet)
  }
  private func runConstructor(_ m: Method, _ o: PSObject, _ a: [Value], _ c: ExecutionContext) throws {
    try withFrame(m, .object(o), a, c) { fp in
      if let chain = m.chained, chain.isWritten {
        let args = try m.chainedArguments.map { try $0.f(c, fp).orNull }
        if let b = base {
          if b.constructors.isEmpty { try b.runDefaultBase(o, c) } else { try b.runConstructor(try b.select(b.constructors, "new", args, c), o, args, c) }
        } else if let b = compiledBase { try construct(b, o, args, c) }
        else if let n = netBase, n === TypeTable.exception || n.isSubclass(of: "System.Exception") { try attachException(o, n, args, c) }
        else if let n = netBase, o.wrapped != nil { o.wrapped = try c.construct(n, args) }
        else if let n = args.first, netBase?.fullName == ScriptClass.cachedGenerator { secondsKept = min(try Conversion.toInt64(n), 1 << 31) }
      } else { try runDefaultBase(o, c) }
      return try m.result(c, fp)
    }
  }

  // MARK: Calls

  /// Number of slots of an instance nobody added members to.
  var slotCount: Int { shape.count }
  /// The instance method of that name when exactly one takes so many arguments; nil when overloads must be weighed.
  func onlyMethod(_ n: String, _ count: Int) -> Method? {
    var k: ScriptClass? = self
    while let c = k {
      if let list = c.methods[n.lowercased()] {
        let fitting = list.filter { !$0.isStatic && $0.parameters.count == count }
        return fitting.count == 1 && list.count == 1 ? fitting[0] : nil
      }
      k = c.base
    }
    return nil
  }

  func invoke(_ n: String, _ this: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value? {
    guard let list = methods[n.lowercased()]?.filter({ !$0.isStatic }), !list.isEmpty else { return try base?.invoke(n, this, a, c) }
    if list.allSatisfy({ $0.parameters.count != a.count }), let r = try base?.invoke(n, this, a, c) { return r }
    let m = list.count == 1 && list[0].parameters.count == a.count ? list[0] : try select(list, n, a, c)
    return try run(m, this, a, c)
  }
  func invokeStatic(_ n: String, _ a: [Value], _ c: ExecutionContext) throws -> Value? {
    try initialiseType(c)
    guard let list = methods[n.lowercased()]?.filter(\.isStatic), !list.isEmpty else { return try base?.invokeStatic(n, a, c) }
    return try run(try select(list, n, a, c), .type(type), a, c)
  }
  func invokeDirect(_ m: Method, _ this: Value, _ a: [Value], _ c: ExecutionContext, from site: CallInfo? = nil) throws -> Value { try run(m, this, a, c, site) }
  private func run(_ m: Method, _ this: Value, _ a: [Value], _ c: ExecutionContext, _ site: CallInfo? = nil) throws -> Value {
    if c.methodTrace != nil { c.traceMethod(m.signature, a) }
    return try withFrame(m, this, a, c, site) { fp in try m.result(c, fp) }
  }
  private func withFrame(_ m: Method, _ this: Value, _ a: [Value], _ c: ExecutionContext, _ site: CallInfo? = nil, _ body: (Cell) throws -> Value) throws -> Value {
    let fp = try c.reserve(m.frameSize), place = site ?? c.staticCall?.call(of: m.call.name)
    c.staticCall = nil
    do {
      for (i, p) in m.parameters.enumerated() {
        let cell = fp + p.slot
        guard i < a.count else { cell.put(.null); continue }
        cell.put(try m.argument(i, a[i], c))
        for case .validate(let check) in p.attributes { try Validator.check(check, a[i], c) }
      }
    } catch { c.release(fp, m.frameSize); throw error }
    if m.thisSlot >= 0 { (fp + m.thisSlot).put(this) }
    return try m.onFrame(fp, c, place ?? m.call, body)
  }
  private func select(_ list: [Method], _ n: String, _ a: [Value], _ c: ExecutionContext) throws -> Method {
    // defaults can be written, but make nothing optional
    let fitting = list.filter { $0.parameters.count == a.count }
    // of a list, one alone that takes so many still has to be able to take these
    if fitting.count == 1, list.count == 1 { return fitting[0] }
    switch OverloadSelection.choose(fitting.map(\.overload), a) {
    case .one(let i): return fitting[i]
    case .none: throw TerminatingError.noOverload(n, a.count)
    case .several:
      throw TerminatingError(
        "MethodAmbiguousException", "Multiple ambiguous overloads found for \"\(n)\" and the argument count: \"\(a.count)\".", .notSpecified,
        exception: "System.Management.Automation.MethodException")
    }
  }

  // MARK: For reflection and Get-Member

  func methodInfos() -> [PropertyInfo] {
    var all: [PropertyInfo] = []
    for n in methodOrder {
      guard let list = methods[n]?.filter({ !$0.isStatic }), let f = list.first else { continue }
      all.append(PropertyInfo(name: f.name, kind: .method, definition: list.map(\.signature).joined(separator: ", "), isHidden: f.isHidden) { _ in .null })
    }
    return all + (base?.methodInfos() ?? [])
  }
  /// `IValidateSetValuesGenerator`; a class derived from `CachedValidValuesGeneratorBase` is asked again when its time is over.
  func validValues(_ c: ExecutionContext) throws -> [String] {
    if let kept = keptValues, NetDateTime.now.ticks < kept.until { return kept.values }
    let o = try construct([], c)
    guard let v = try invoke("GetValidValues", o, [], c) ?? invoke("GenerateValidValues", o, [], c), !v.isNull else { return [] }
    let values = v.arrayValue?.values.map { Conversion.toString($0, c) } ?? [Conversion.toString(v, c)]
    if secondsKept > 0 { keptValues = (values, NetDateTime.now.ticks + secondsKept * 10_000_000) }
    return values
  }
}
