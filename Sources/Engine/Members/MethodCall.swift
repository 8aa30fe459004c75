/// Calling methods: script methods, type data, .NET overloads with argument conversion.
import Syntax
import Primitives

/// A call in the source; remembers the member of the last type.
final class MethodSite: MethodFinder {
  let call: CallInfo
  private var name: String { call.name }
  private let count: Int
  @exclusivity(unchecked) private var type: NetType?
  @exclusivity(unchecked) private var member: Member?
  /// The overload the last arguments fitted exactly: arguments of the same types need neither choice nor conversion.
  @exclusivity(unchecked) private var exact: Overload?
  @exclusivity(unchecked) private var chosen = ChosenOverload()
  /// The method of the last script class called here, when the number of arguments leaves no choice, and the shape of
  /// that class's instances: objects with members added have another.
  @exclusivity(unchecked) private var shape = UnsafeMutableRawPointer(bitPattern: 8)!
  @exclusivity(unchecked) private var scriptMethod: Unmanaged<ScriptClass.Method>?
  private var held: ScriptClass.Method?
  @exclusivity(unchecked) private var version = -1
  @exclusivity(unchecked) private var scriptVersion = -1
  /// - Parameter count: of arguments
  init(_ call: CallInfo, _ count: Int) { self.call = call; self.count = count }

  @inline(__always) func method(of o: PSObject, _ c: ExecutionContext) -> Unmanaged<ScriptClass.Method>? {
    if Unmanaged.passUnretained(o.shape).toOpaque() == shape, scriptVersion == c.typeDataVersion { return scriptMethod }
    return findMethod(o, c)
  }
  @inline(never) private func findMethod(_ o: PSObject, _ c: ExecutionContext) -> Unmanaged<ScriptClass.Method>? {
    guard c.methodTrace == nil, let k = o.type?.scriptClass, o.count == k.slotCount, c.typeDataMember(.object(o), name) == nil, let m = k.onlyMethod(name, count), m.isPlain else { return nil }
    shape = Unmanaged.passUnretained(o.shape).toOpaque()
    held = m
    scriptMethod = .passUnretained(m)
    scriptVersion = c.typeDataVersion
    return scriptMethod
  }
  func call(_ v: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value {
    switch v {
    case .object(let o):
      if let m = method(of: o, c), let k = o.type?.scriptClass { return try k.invokeDirect(m.takeUnretainedValue(), v, a, c, from: call) }
      return try c.callMethod(v, name, a)
    case .null, .void, .unset, .boxed: return try c.callMethod(v, name, a)
    case .array, .hash: if c.instanceMembers(of: v) != nil { return try c.callMethod(v, name, a) }
    case .other(let r): if r.exactly(MemberSetView.self) != nil || c.instanceMembers(of: v) != nil { return try c.callMethod(v, name, a) }
    default: break
    }
    let t = TypeTable.typeOf(v)
    if t !== type || version != c.typeDataVersion {
      if c.typeDataMember(v, name) != nil { return try c.callMethod(v, name, a) }
      version = c.typeDataVersion
      type = nil
      guard let m = t.instanceMember(name), m.kind == .method else { return try c.callMethod(v, name, a) }
      type = t
      member = m
      exact = nil
      chosen = ChosenOverload()
    }
    guard let member else { return try c.callMethod(v, name, a) }
    if let exact, exact.hasExactly(a, isOnly: member.overloads.count == 1) { return try c.run(exact, member.name, v, a) }
    exact = Overload.exact(member.overloads, a)
    if let exact { return try c.run(exact, member.name, v, a) }
    if let known = chosen.overload(for: a) { return try c.invoke(known, member.name, v, a) }
    return try c.invoke(member.overloads, member.name, v, a) { chosen.remember($0, among: member.overloads, for: a) }
  }
}

/// A static call in the source; remembers the member of the last type.
final class StaticCallSite {
  let extent: Extent
  @exclusivity(unchecked) private var type: NetType?
  @exclusivity(unchecked) private var member: Member?
  @exclusivity(unchecked) private var exact: Overload?
  @exclusivity(unchecked) private var chosen = ChosenOverload()
  /// The type was cast to Type, whose methods alone are then candidates; a method without overloads is not looked at so closely.
  var isConstrained = false
  /// Types stand in brackets behind the name.
  var takesTypes = false
  init(_ e: Extent) { extent = e }
  /// - Parameter isConstant: the name is the same for every call
  func call(_ t: NetType, _ name: String, isConstant: Bool, _ a: [Value], _ c: ExecutionContext) throws -> Value {
    // the generic forms of these take the type that the others have as an argument
    if takesTypes, let type = c.typeArguments.first, t.fullName == "System.Enum" || t.fullName == "System.Activator" { return try c.callStatic(t, name, [.type(type)] + a) }
    if isConstrained, let m = t.staticMember(name), m.kind == .method, m.overloads.count > 1 {
      throw TerminatingError.noOverload(m.name, a.count)
    }
    if isConstant, t === type, let member {
      if let exact, exact.hasExactly(a, isOnly: member.overloads.count == 1) { return try c.run(exact, member.name, .type(t), a) }
      exact = Overload.exact(member.overloads, a)
      if let exact { return try c.run(exact, member.name, .type(t), a) }
      if let known = chosen.overload(for: a) { return try c.invoke(known, member.name, .type(t), a) }
      return try c.invoke(member.overloads, member.name, .type(t), a) { chosen.remember($0, among: member.overloads, for: a) }
    }
    // classes of scripts and constructors are looked up each time
    if isConstant, t.scriptClass == nil, !name.equalsIgnoringCase("new"), let m = t.staticMember(name), m.kind == .method { type = t; member = m; exact = nil; chosen = ChosenOverload() }
    if t.scriptClass != nil {
      c.staticCall = self
      defer { c.staticCall = nil }
      return try c.callStatic(t, name, a)
    }
    return try c.callStatic(t, name, a)
  }
  /// The calls of script methods made from here, by the methods' names; frames on the stack point at them.
  private var calls: [String: CallInfo] = [:]
  func call(of name: String) -> CallInfo {
    if let known = calls[name] { return known }
    let made = CallInfo(name, extent)
    calls[name] = made
    return made
  }
}

extension ExecutionContext {
  /// Calls a method by name.
  /// - Parameter owner: what an error says has no such method, when that is not the value's own type
  public func callMethod(_ v: Value, _ name: String, _ arguments: [Value], as owner: NetType? = nil) throws -> Value {
    switch v {
    case .null, .void, .unset:
      if ["foreach", "where", "psforeach", "pswhere"].contains(name.lowercased()) { let r = PSArray([]); r.kind = .collection; return .array(r) }
      throw TerminatingError("InvokeMethodOnNull", "You cannot call a method on a null-valued expression.", .invalidOperation)
    case .boxed(let b): return try callMethod(b.current, name, arguments)
    case .object(let o):
      if let d = o.definition(name) { return try call(d, v, arguments) }
      if let k = o.type?.scriptClass, let r = try k.invoke(name, v, arguments, self) { return r }
      if let d = typeDataMember(v, name) { return try call(d, v, arguments) }
      // what a script class inherits from a .NET class is done by the object inside, but that does not know the class
      if arguments.isEmpty, let k = o.type, k.scriptClass != nil {
        if name.equalsIgnoringCase("GetType") { return .type(k) }
        if name.equalsIgnoringCase("ToString") { return .str(Conversion.plainText(v)) }
      }
      // an enumeration that came through serialization is a number that knows its name
      if arguments.isEmpty, name.equalsIgnoringCase("ToString"), let text = o.deserializedEnumerationText { return .str(text) }
      if arguments.isEmpty, name.equalsIgnoringCase("MemberwiseClone"), let t = o.type, t.scriptClass != nil, runsInside(TypeTable.object) { return .object(o.copy()) }
      if let m = compiledMember(o, name), m.kind == .method { return try invoke(m.overloads, m.name, v, arguments) }
      if let w = o.wrapped { return try callMethod(w, name, arguments, as: o.type?.scriptClass == nil ? nil : o.type) }
    default:
      if let m = instanceMember(v, name), case .other(let r) = m.owner.slots[m.slot], let d = r as? MemberDefinition { return try call(d, v, arguments) }
      if let d = typeDataMember(v, name) { return try call(d, v, arguments) }
      if case .other(let r) = v, let view = r.exactly(MemberSetView.self) { return try view.call(name, arguments, self) }
    }
    let t = TypeTable.typeOf(v)
    if let m = t.instanceMember(name) {
      if m.kind == .method { return try invoke(m.overloads, m.name, v, arguments) }
      if m.kind == .parameterizedProperty, let o = m.overloads.first { return try o.body(v, arguments, self) }
    }
    switch name.lowercased() {
    case "foreach", "psforeach": return try intrinsicForEach(v, arguments)
    case "where", "pswhere": return try intrinsicWhere(v, arguments)
    case "item":
      // an array's is that of the interface of lists
      if case .array(let a) = v.base, a.kind == .array { return try invoke([ExecutionContext.itemOfArrays], "Item", v, arguments) }
      if arguments.isEmpty { break }
      // an indexer by its name
      if let read = t.chain.first(where: { $0.ensureDefined(); return $0.indexer != nil })?.indexer { return try read(v, arguments.count == 1 ? arguments[0] : .array(PSArray(arguments))) }
    case "tostring" where arguments.isEmpty: return .str(Conversion.toString(v, self))
    case "gettype" where arguments.isEmpty: return .type(t)
    case "equals" where arguments.count == 1: return .bool(Conversion.equals(v, arguments[0], ignoreCase: false))
    case "gethashcode" where arguments.isEmpty: return .int(Int32(truncatingIfNeeded: PSHash(caseSensitive: true).hashOf(v.base)))
    case "toboolean", "tobyte", "tochar", "todecimal", "todouble", "toint16", "toint32", "toint64", "tosbyte", "tosingle", "touint16", "touint32", "touint64", "todatetime":
      // what IConvertible offers
      if arguments.count == 1, InterfaceMethods.isConvertible(t) { return try callStatic(TypeTable.get("System.Convert"), name, [v.base]) }
    case "totype":
      if arguments.count == 2, InterfaceMethods.isConvertible(t) { return try callStatic(TypeTable.get("System.Convert"), "ChangeType", [v.base, arguments[0]]) }
    case "new" where { if case .type = v { return true }; return false }():
      if case .type(let t) = v { return try constructByNew(t, arguments) }
    default: break
    }
    if isInterfaceMethod(name, of: v) {
      throw TerminatingError.noOverload(name, arguments.count)
    }
    // a sequence calls the method of each element
    if let a = sequence(v) {
      let out = PSArray(capacity: a.count)
      var found = false
      for x in a.values {
        let inside = sequence(x) != nil
        // one element without the method ends it all, and what the others answered is lost
        let r = try callMethod(x, name, arguments)
        found = true
        if inside, case .array(let all) = r { for y in all.values { out.append(y) }; continue }
        if case .void = r { continue }
        out.append(r.orNull)
      }
      if found { return out.count == 0 ? .void : out.count == 1 ? out[0] : .array(out) }
    }
    if let x = try accessor(v, name, arguments) { return x }
    if let dynamic = v.base.refValue?.dynamicMembers, let x = try dynamic.invoke(name, arguments, self) { return x }
    throw TerminatingError(
      "MethodNotFound", "Method invocation failed because [\(owner?.fullName ?? methodOwnerName(v))] does not contain a method named '\(name)'.", .invalidOperation,
      target: hasNoClass(v) ? .str(name) : .null)
  }
  private static let itemOfArrays = Overload("System.Object Item(int index)", types: [TypeTable.int]) { v, a, _ in
    guard case .array(let all) = v.base, case .int(let i)? = a.first else { return .null }
    if all.dimensions != nil { throw TerminatingError("ArgumentException", "Array was not a one-dimensional array.", .notSpecified, exception: "System.ArgumentException") }
    guard i >= 0, Int(i) < all.count else {
      throw TerminatingError("IndexOutOfRangeException", "Index was outside the bounds of the array.", .notSpecified, exception: "System.IndexOutOfRangeException")
    }
    return all[Int(i)]
  }
  /// What only has the members it was given: a method missing in it is the target of the error.
  private func hasNoClass(_ v: Value) -> Bool {
    if case .object(let o) = v { return o.type == nil && o.wrapped == nil }
    return v.refValue is PSObjectView
  }
  /// `$x.Method(1) = 2`: the method is called and what it returns dropped. One written in a script gets the value as a further argument; it
  /// counts as one wherever overloads are chosen by their number.
  func callForAssignment(_ o: Value, _ name: String, _ given: [Value], _ value: Value) throws {
    let noOverload = { TerminatingError.noOverload(name, given.count + 1) }
    if name.equalsIgnoringCase("Chars") { throw noOverload() }
    if case .object(let p) = o, p.definition(name) != nil { _ = try callMethod(o, name, given + [value]); return }
    do { _ = try callMethod(o, name, given) } catch let e as TerminatingError where e.record.errorId == "MethodCountCouldNotFindBest" { throw noOverload() }
  }
  /// `get_Name()` and `set_Name(value)`: the accessors of a .NET property are methods too.
  private func accessor(_ v: Value, _ name: String, _ arguments: [Value]) throws -> Value? {
    guard name.utf8.count > 4 else { return nil }
    guard let m = TypeTable.typeOf(v).instanceMember(String(name.dropFirst(4))), m.kind == .property else { return nil }
    return try accessor(m, of: v, name, arguments)
  }
  private func accessor(_ m: Member, of v: Value, _ name: String, _ arguments: [Value]) throws -> Value? {
    switch name.prefix(4).lowercased() {
    case "get_" where arguments.isEmpty:
      if methodTrace != nil { traceMethod("\(m.typeName) get_\(m.name)()", []) }
      return try m.getter?(v, self)
    case "set_" where arguments.count == 1 && m.setter != nil:
      if methodTrace != nil { traceMethod("void set_\(m.name)(\(m.typeName) value)", []) }
      if m.isStatic { try m.setter?(v, arguments[0], self); return .void }
      do { try setProperty(v, m.name, arguments[0]) } catch let e as TerminatingError {
        let set = e.record.exception
        guard set.type.name == "SetValueInvocationException", let cause = set.inner, cause.type.name != "PSInvalidCastException" else { throw e }
        throw wrapped(TerminatingError(ErrorRecord(cause, id: e.record.errorId, .notSpecified)), "set_" + m.name, 1)
      }
      return .void
    default: return nil
    }
  }
  func hasMethod(_ v: Value, _ name: String) throws -> Bool {
    if case .object(let o) = v, o.definition(name) != nil || o.type?.scriptClass?.hasMethod(name) ?? false { return true }
    if typeDataMember(v, name) != nil { return true }
    let t = TypeTable.typeOf(v.withoutText)
    if t.instanceMember(name)?.kind == .method { return true }
    let head = name.prefix(4).lowercased()
    return (head == "get_" || head == "set_") && t.instanceMember(String(name.dropFirst(4)))?.kind == .property
  }
  /// The type a call missed the method in: custom objects are called by the first of their type names.
  private func methodOwnerName(_ v: Value) -> String {
    if case .object(let o) = v, o.type == nil, o.wrapped == nil, let name = o.typeNames?.first { return name }
    return v.refValue is PSObjectView ? "System.Management.Automation.PSInternalMemberSet" : TypeTable.typeOf(v).fullName
  }

  private func call(_ d: MemberDefinition, _ this: Value, _ a: [Value]) throws -> Value {
    switch d.body {
    case .method(let b):
      func failed(_ id: String, _ message: String, _ inner: PSException? = nil) -> TerminatingError {
        TerminatingError(
          id, "Exception calling \"\(d.name)\" with \"\(a.count)\" argument(s): \"\(message)\"", .notSpecified,
          exception: "System.Management.Automation.MethodInvocationException", inner: inner)
      }
      do { return try reportingOutside { try invokeCatching(b, arguments: a, this: this) } } catch let e as TerminatingError where !e.isCallDepthOverflow {
        let inner = e.record.carrier
        throw failed("ScriptMethodRuntimeException", inner.message, inner)
      } catch let flow as FlowSignal where flow.leavesCode { throw failed("ScriptMethodFlowControlException", "System error.") }
    case .codeMethod(let f): return try f(this, a, self)
    case .script, .code, .alias, .note:
      if case .block(let b)? = try evaluate(d, this) { return try invokeBlock(b, arguments: a, this: this) }
      throw TerminatingError("MethodNotFound", "Method invocation failed because [\(typeNames(this).first ?? "System.Object")] does not contain a method named '\(d.name)'.", .invalidOperation)
    case .set: return .null
    }
  }

  /// A method that only interfaces of the type declare: it is there, but PowerShell chooses none of its overloads.
  private func isInterfaceMethod(_ name: String, of v: Value) -> Bool {
    let t = TypeTable.typeOf(v)
    if InterfaceMethods.all(t).contains(where: { $0.name.equalsIgnoringCase(name) }) { return true }
    let isOfMatches = t.fullName.hasPrefix("System.Text.RegularExpressions.") && t.isList
    guard isOfMatches || t.fullName.hasPrefix("System.Collections.ObjectModel.ReadOnlyCollection`1") else { return false }
    return ["add", "clear", "insert", "remove", "removeat"].contains(name.lowercased()) || isOfMatches && ["contains", "indexof"].contains(name.lowercased())
  }
  /// Calls as `[type]::name(…)` does: chooses the overload, converts the arguments.
  public func callStatic(_ type: NetType, _ name: String, _ arguments: [Value]) throws -> Value {
    if name.equalsIgnoringCase("new") { return try constructByNew(type, arguments) }
    if let k = type.scriptClass, let r = try k.invokeStatic(name, arguments, self) { return r }
    if let m = type.staticMember(name), m.kind == .method { return try invoke(m.overloads, m.name, .type(type), arguments) }
    if name.utf8.count > 4, let m = type.staticMember(String(name.dropFirst(4))), m.kind == .property, let x = try accessor(m, of: .type(type), name, arguments) { return x }
    throw TerminatingError("MethodNotFound", "Method invocation failed because [\(type.fullName)] does not contain a method named '\(name)'.", .invalidOperation)
  }
  /// An array whose elements are arrays of the lengths that follow; nil when there are more lengths than arrays in one another.
  private func jagged(of element: NetType, _ lengths: ArraySlice<Int>) throws -> Value? {
    guard let n = lengths.first else { return .null }
    let below = lengths.dropFirst(), inner = element.isArray && element.rank == 1 ? element.elementType : nil
    if !below.isEmpty, inner == nil { return nil }
    let a = try PSArray.filled(element.defaultValue, [n], of: element === TypeTable.object ? nil : element)
    if let inner, !below.isEmpty {
      for i in 0..<n {
        guard let one = try jagged(of: inner, below) else { return nil }
        a[i] = one
      }
    }
    return .array(a)
  }
  /// One of the lengths a new array is to have.
  private func length(_ v: Value, at place: Int, _ name: String) throws -> Int {
    do {
      guard case .int(let n) = try Conversion.convert(v, to: TypeTable.int, self).base else { return 0 }
      return Int(n)
    } catch let e as TerminatingError {
      throw TerminatingError.argument("\(place)", v, of: name, to: TypeTable.int, e)
    }
  }
  /// `[type]::new(…)`: without arguments a structure is made only when it declares no constructors.
  private func constructByNew(_ type: NetType, _ arguments: [Value]) throws -> Value {
    if arguments.isEmpty, type.scriptClass == nil {
      if type.genericDefinition == "System.Nullable`1" { throw TerminatingError.noOverload("new", 0) }
      if type.isValueType, case let all = type.allConstructors, !all.isEmpty, !all.contains(where: { $0.parameters.isEmpty }) { throw TerminatingError.noOverload("new", 0) }
    }
    return try construct(type, arguments)
  }
  /// Makes an object as its constructors do.
  /// - Parameter byReflection: as `New-Object` does, whose errors name the type, and arguments by their positions
  public func construct(_ type: NetType, _ arguments: [Value], byReflection: Bool = false) throws -> Value {
    if let k = type.scriptClass { return try k.construct(arguments, self, byReflection: byReflection) }
    let all = type.allConstructors
    if type.isArray, let e = type.elementType {
      let called = byReflection ? type.name : ".ctor"
      if arguments.isEmpty || type.rank > 1 && arguments.count != type.rank { throw TerminatingError.noOverload(called, arguments.count) }
      let lengths = try arguments.enumerated().map { try length($1, at: $0, called) }
      if lengths.contains(where: { $0 < 0 }) {
        throw TerminatingError.calling(".ctor", arguments.count, threw: PSException("System.OverflowException", "Arithmetic operation resulted in an overflow."))
      }
      if type.rank == 1, lengths.count > 1 {
        guard let made = try jagged(of: e, lengths[...]) else { throw TerminatingError.noOverload(called, arguments.count) }
        return made
      }
      let a = try PSArray.filled(e.defaultValue, lengths, of: e === TypeTable.object ? nil : e)
      if type.rank > 1 { a.dimensions = lengths }
      return .array(a)
    }
    if type.isByRefLike {
      throw TerminatingError(
        "CannotInstantiateBoxedByRefLikeType",
        "Cannot create an instance of the ByRef-like type \"\(Conversion.typeText(type))\". ByRef-like types are not supported in PowerShell.", .notSpecified)
    }
    if type.genericDefinition == "System.Nullable`1", arguments.count < 2 { return try arguments.first.map { try Conversion.convert($0, to: type.genericArguments[0], self) } ?? .null }
    // Every structure can be made without arguments.
    if type.isValueType, arguments.isEmpty, !all.contains(where: { $0.parameters.isEmpty }) { return type.defaultValue }
    if all.isEmpty {
      if type.isSubclass(of: "System.Exception") {
        return .other(
          PSException(
            type, arguments.first.map { Conversion.toString($0, self) } ?? "Exception of type '\(type.fullName)' was thrown.",
            inner: arguments.count > 1 ? arguments[1].refValue as? PSException : nil))
      }
      throw TerminatingError.noOverload("new", arguments.count)
    }
    if byReflection {
      let (o, converted) = try callingByReflection { try select(all, type.name, arguments) }
      return try run(o, ".ctor", .type(type), converted)
    }
    return try invoke(all, ".ctor", .type(type), arguments)
  }

  /// Picks the overload that fits best and calls it; .NET exceptions come back wrapped.
  /// - Parameter chosen: told which overload it was before it runs
  public func invoke(_ overloads: [Overload], _ name: String, _ this: Value, _ a: [Value], _ chosen: (Overload) -> Void = { _ in }) throws -> Value {
    let (o, args) = try select(overloads, name, a, of: this)
    chosen(o)
    return try run(o, name, this, args, given: a.count)
  }
  /// Calls an overload that is known to be meant.
  func invoke(_ o: Overload, _ name: String, _ this: Value, _ a: [Value]) throws -> Value {
    try run(o, name, this, try convertArguments(o, a, name), given: a.count)
  }
  /// Calls an overload with arguments of its types.
  /// - Parameter given: how many there were before a `params` array took the last ones; nil = as many as now
  @inline(__always) func run(_ o: Overload, _ name: @autoclosure () -> String, _ this: Value, _ a: [Value], given: Int? = nil) throws -> Value {
    if methodTrace != nil { traceMethod(o.signature, a) }
    do {
      let result = try o.body(this, a, self)
      try poll()
      return result
    } catch let e as TerminatingError { throw wrapped(e, name(), given ?? a.count) }
  }
  /// Calls methods as cmdlets and method objects do: errors name arguments by their positions.
  public func callingByReflection<T>(_ body: () throws -> T) rethrows -> T {
    let outer = callsByReflection
    callsByReflection = true
    defer { callsByReflection = outer }
    return try body()
  }
  /// A property with parameters could not be read.
  private func gettingFailed(_ name: String, _ x: PSException) -> TerminatingError {
    TerminatingError(
      "ExceptionWhenGetting", "Exception getting \"\(name)\": \"\(x.message)\"", .notSpecified,
      exception: "System.Management.Automation.GetValueInvocationException", inner: x)
  }
  /// An error of a method as PowerShell shows it.
  private func wrapped(_ e: TerminatingError, _ name: String, _ count: Int) -> TerminatingError {
    let x = e.record.exception
    if e.record.isOfCallee { return .calling(name, count, threw: x) }
    // what a script block threw, and errors of the language, pass as they are
    if e.record.passesMethodCalls || x.type.isSubclass(of: "System.Management.Automation.MethodException") || x.type.fullName == "System.Management.Automation.MethodException" { return e }
    // properties with parameters, to PowerShell
    if name == "Chars" || name == "Item" { return gettingFailed(name, x) }
    return .calling(name, count, threw: x)
  }
  private func select(_ overloads: [Overload], _ name: String, _ a: [Value], of this: Value = .void) throws -> (Overload, [Value]) {
    if overloads.first?.infersTypes ?? false { return try inferred(overloads, name, a) }
    if overloads.count == 1, overloads[0].parameters.count == a.count, !overloads[0].takesRest, !overloads[0].isOneOfSeveral {
      do { return (overloads[0], try convertArguments(overloads[0], a, name)) } catch {
        // what an interface declares too is there twice, and among several only those count that could take the arguments
        guard InterfaceMethods.declareToo(name, TypeTable.typeOf(this)), case .none = OverloadSelection.choose(overloads, a) else { throw error }
      }
    }
    switch OverloadSelection.choose(overloads, a) {
    case .one(let i): return (overloads[i], try convertArguments(overloads[i], a, name, isExpanded: OverloadSelection.isExpanded(overloads[i], a)))
    case .several:
      // with nothing for the last parameter, texts are the closest of all it could take
      for o in overloads where o.takesRest && o.types.count == a.count + 1 {
        if let last = o.types[a.count], last === TypeTable.string { return (o, try convertArguments(o, a, name)) }
      }
      throw TerminatingError(
        "MethodCountCouldNotFindBest", "Multiple ambiguous overloads found for \"\(name == ".ctor" ? "new" : name)\" and the argument count: \"\(a.count)\".",
        .notSpecified, exception: "System.Management.Automation.MethodException")
    case .none: break
    }
    throw TerminatingError.noOverload(name, a.count)
  }
  /// An overload of a method whose type parameters are looked for in the arguments.
  private func inferred(_ overloads: [Overload], _ name: String, _ a: [Value]) throws -> (Overload, [Value]) {
    let casts = tellingCasts
    tellingCasts = 0
    let able = overloads.filter { o in
      guard a.count <= o.parameters.count, a.count >= o.parameters.count - o.optionalCount else { return false }
      return typeArguments.first.map { TypeInference.suits(o, a, elements: $0) } ?? (!TypeInference.namesResult(o) && TypeInference.suits(o, a, casts: casts))
    }
    // what takes any type takes an argument as it is, which suits better than as an object
    if let o = able.first(where: { $0.parameters.count == 1 && Overload.typeParameters($0.signature).contains($0.parameters[0].type) }) { return (o, try convertArguments(o, a, name)) }
    if case .one(let i) = OverloadSelection.choose(able, a) { return (able[i], try convertArguments(able[i], a, name)) }
    if let o = able.first { return (o, try convertArguments(o, a, name)) }
    let n = typeArguments.count
    if n == 0 { throw TerminatingError.noOverload(name, a.count) }
    throw TerminatingError(
      "MethodCountCouldNotFindBestGeneric",
      "Could not find a suitable generic method overload for \"\(name)\" with \"\(n)\" type parameters, and the argument count: \"\(a.count)\".",
      .notSpecified, exception: "System.Management.Automation.MethodException")
  }
  private func convertArguments(_ o: Overload, _ a: [Value], _ name: String, isExpanded: Bool = false) throws -> [Value] {
    var out: [Value] = []
    out.reserveCapacity(a.count)
    let n = o.types.count, nothing = argumentsOfNothing
    argumentsOfNothing = 0
    if let references = o.references {
      for i in references where i < a.count && !(a[i].refValue is PSReference) {
        throw TerminatingError(
          "NonRefArgumentToRefParameterMsg", "Argument: '\(i + 1)' should be a System.Management.Automation.PSReference. Use [ref].", .notSpecified,
          exception: "System.Management.Automation.MethodException")
      }
      for i in references where i < a.count {
        guard let r = a[i].refValue as? PSReference else { continue }
        if OverloadSelection.rank(r, o.types[i]) == 0 { throw TerminatingError.noOverload(name, a.count) }
        // what the variable holds is given in, also where the method only gives out
        guard let t = o.types[i], t !== TypeTable.object else { continue }
        do { _ = try Conversion.convert(r.value.orNull, to: t, self) } catch let e as TerminatingError {
          throw TerminatingError.calling(name, a.count, threw: e.record.exception.withoutLanguage)
        }
      }
    }
    let spread = isExpanded || o.takesRest && !(a.count == n && { switch a[n - 1].base { case .array, .null, .void: true; case .string: o.types[n - 1] === TypeTable.char; default: false } }())
    func converted(_ v: Value, to t: NetType, _ i: Int) throws -> Value {
      do { return try Conversion.convert(v, to: t, self) } catch let e as TerminatingError {
        let parameter = callsByReflection || o.parameters[i].name.isEmpty ? "\(i)" : o.parameters[i].name.replacing("?", with: "")
        let isGetter = name == "Item" || name == "Chars"
        let failed = TerminatingError.argument(parameter, v, of: isGetter ? "get_" + name : name, to: t, e)
        if isGetter { throw gettingFailed(name, failed.record.exception) }
        throw failed
      }
    }
    for (i, v) in a.enumerated() {
      if o.takesRest, i >= n - 1 {
        if spread { break }
        // nothing is no array
        if v.isNull { out.append(.null); continue }
        let t = o.types[n - 1].map { TypeTable.array(of: $0) }
        out.append(try t.map { $0.elementType === TypeTable.object ? v.base : try converted(v, to: $0, n - 1) } ?? v)
        continue
      }
      guard let t = o.types[i], t !== TypeTable.object else { out.append(v.withoutText); continue }
      if case .other(let r) = v.base, r is PSReference { out.append(v); continue }
      if TypeTable.typeOf(v) === t { out.append(v); continue }
      if nothing >> UInt64(i & 63) & 1 == 1, t === TypeTable.string, v.isNull { out.append(.null); continue }
      out.append(try converted(v, to: t, i))
    }
    if spread {
      let t = o.types[n - 1]
      let rest = PSArray(capacity: max(1, a.count - n + 1))
      if let t, t !== TypeTable.object { rest.elementType = t }
      for v in a.dropFirst(n - 1) { rest.append(try t.map { $0 === TypeTable.object ? v.withoutText : try converted(v, to: $0, n - 1) } ?? v) }
      out.append(.array(rest))
    }
    return out
  }
}

extension PSObject {
  /// The member's name when this is the number of an enumeration that came through serialization.
  public var deserializedEnumerationText: String? {
    let prefix = "Deserialized."
    guard let number = wrapped, let name = typeNames?.first, name.hasPrefix(prefix),
      let enumeration = TypeTable.resolve(String(name.dropFirst(prefix.count)))?.enumeration, let value = try? Conversion.toInt64(number)
    else { return nil }
    return enumeration.text(value)
  }
}

extension ErrorRecord {
  /// Errors that come out of script code called back by a method are not wrapped.
  var passesMethodCalls: Bool { position != nil || thrownByStatement || isStop }
}
