/// Members of objects: reading, writing, listing. Order of search: the object's own members, type data, the .NET type.
import Syntax
import Primitives

extension ExecutionContext {
  /// `$v.name`: null when there is no such member (an error in strict mode).
  @inline(never) public func readMember(_ v: Value, _ name: String) throws -> Value {
    if let x = try property(v, name) { return x.isNull ? addedMethod(v, name) ?? x : x }
    if v.isNull {
      if name.equalsIgnoringCase("Count") || name.equalsIgnoringCase("Length"), strictVersion < 2 { return .int(0) }
      if strictVersion >= 2 { throw missingInStrictMode(name) }
      return .null
    }
    // a sequence reads the property of each element, unless it has a method of the name itself
    if let a = sequence(v) {
      let t = TypeTable.typeOf(v.base)
      if let m = methodMentioned(name, t) { return .other(PSMethodInfo(v, m, t)) }
      let out = PSArray(capacity: a.count)
      for x in a.values {
        try poll()
        if let y = try memberOfElement(x, name) {
          if let inner = sequence(y) { for z in inner.values { out.append(z) } } else { out.append(y) }
        } else if strictVersion >= 2 {
          throw missingInStrictMode(name)
        }
      }
      if out.count == 0 {
        if strictVersion >= 2 { throw a.count == 0 ? missingInNothing(name) : missingInStrictMode(name) }
        return .null
      }
      return out.count == 1 ? out[0] : .array(out)
    }
    let l = name.lowercased()
    if l == "count" || l == "length" {
      // an object of notes counts as one thing however strict the session is
      if strictVersion < 2 { return .int(1) }
      if case .object(let o) = v, o.type == nil, o.wrapped == nil { return .int(1) }
    }
    if let k = instanceMembers(of: v), let m = k.get(Symbol.of(name)) { return m }
    // a method mentioned without parentheses
    let t = TypeTable.typeOf(v)
    if let m = methodMentioned(name, t) { return .other(PSMethodInfo(v, m, t)) }
    if l == "foreach" || l == "where" { return .null }
    if strictVersion >= 2 { throw missingInStrictMode(name) }
    return .null
  }
  /// A method of a type or, when only the interfaces of a dictionary have it, one without overloads of its own.
  private func methodMentioned(_ name: String, _ t: NetType) -> Member? {
    if let m = t.instanceMember(name) { return m.kind == .method ? m : nil }
    guard t.interfaces.contains("System.Collections.IDictionary"), let row = InterfaceMethods.all(t).first(where: { $0.name.equalsIgnoringCase(name) }) else { return nil }
    return Member(row.name, .method, isStatic: false, definition: "")
  }
  /// A method that was added to the object, mentioned without parentheses: as `PSObject.Methods` has it.
  private func addedMethod(_ v: Value, _ name: String) -> Value? {
    guard case .object(let o) = v, let d = o.definition(name), d.kind == .scriptMethod || d.kind == .codeMethod else { return nil }
    guard let all = try? property(.other(PSObjectView(v)), "Methods"),
      let find = TypeTable.typeOf(all).chain.first(where: { $0.ensureDefined(); return $0.indexer != nil })?.indexer
    else { return nil }
    return try? find(all, .str(name))
  }
  private func missingInStrictMode(_ name: String) -> TerminatingError {
    TerminatingError(
      "PropertyNotFoundStrict", "The property '\(name)' cannot be found on this object. Verify that the property exists.", .notSpecified,
      exception: "System.Management.Automation.PropertyNotFoundException")
  }
  /// Strict mode refuses a member of the elements of a list that has none.
  private func missingInNothing(_ name: String) -> TerminatingError {
    TerminatingError("PropertyNotFoundStrict", "The property '\(name)' cannot be found on this object. Verify that the property exists.", .invalidOperation)
  }
  /// A member whose name is computed: of a dictionary, what is not text is a key (`$Matches.0`).
  func readMember(_ v: Value, computed name: Value) throws -> Value {
    guard name.base.stringValue == nil, !name.isNull, case .hash(let h) = v.base, !h.isSet else { return try readMember(v, Conversion.toString(name, self)) }
    if let x = h.get(name.base) { return x }
    if strictVersion >= 2 { throw missingInStrictMode(Conversion.toString(name, self)) }
    return .null
  }
  func setProperty(_ v: Value, computed name: Value, _ value: Value) throws {
    guard name.base.stringValue == nil, !name.isNull, case .hash(let h) = v.base, !h.isReadOnly, !h.isSet else { return try setProperty(v, Conversion.toString(name, self), value) }
    h.set(name.base, value)
  }
  private func memberOfElement(_ x: Value, _ name: String) throws -> Value? {
    if let y = try property(x, name) { return y }
    if let inner = sequence(x) {
      let r = try readMember(.array(inner), name)
      return r.isNull ? nil : r
    }
    // as everything else an element is one thing, or none
    if strictVersion < 2, name.equalsIgnoringCase("Count") || name.equalsIgnoringCase("Length") { return .int(x.isNull ? 0 : 1) }
    // a custom object without the property answers null, other things are passed over
    if strictVersion < 2, case .object(let o) = x, o.type == nil, o.wrapped == nil { return .null }
    return nil
  }
  func sequence(_ v: Value) -> PSArray? {
    switch v {
    case .array(let a): return a
    case .other(let r): return r.enumerated()
    case .object(let o): return o.enumerated()
    case .hash(let h): return h.enumerated()
    default: return nil
    }
  }

  /// The property as `$v.name` reads it; nil when there is none.
  public func property(_ v: Value, _ name: String) throws -> Value? {
    switch v {
    case .object(let o):
      if o.isDeferred, let x = o.deferredValue(Symbol.of(name)) { return x }
      if let i = o.slot(Symbol.of(name)) { return try memberValue(o, i, .object(o)) }
      if let d = typeDataMember(v, name) { return try evaluate(d, v) }
      if let x = intrinsic(v, name) { return x }
      if let w = o.wrapped {
        if let m = compiledMember(o, name) { return try netProperty(v, m) }
        return try property(w, name)
      }
      if let x = o.exception, let r = try netProperty(.other(x), TypeTable.exception, name) { return r }
      if let t = o.type { return try netProperty(v, t, name) }
      return try netProperty(v, TypeTable.object, name)
    case .hash(let h):
      let isTable = !h.isSet
      if isTable, h.comparer == nil || h.mayHaveTexts, let x = h.get(.str(name)) { return x }
      // what a comparer threw about a name hides the properties too, unless it says that it cannot compare such keys
      if h.comparer != nil, let e = takeKeyFailure(), (e as? TerminatingError)?.record.exception.type.fullName != "System.InvalidOperationException" { return .null }
      if let x = try propertyBesideKeys(h, name) { return x }
      guard isTable, h.caseSensitive, let k = h.keys.first(where: { $0.stringValue?.equalsIgnoringCase(name) ?? false }) else { return nil }
      return h.get(k)
    case .array(let a):
      switch name.lowercased() {
      case "count": return .int(Int32(clamping: a.count))
      case "length": if a.kind == .array { return .int(Int32(clamping: a.count)) }
      default: break
      }
      if let m = instanceMember(v, name) { return try memberValue(m.owner, m.slot, v) }
      if let d = typeDataMember(v, name) { return try evaluate(d, v) }
      if let x = intrinsic(v, name) { return x }
      return try netProperty(v, a.netType, name)
    case .string(let s):
      if name.equalsIgnoringCase("length") { return .int(Int32(clamping: s.string.utf16.count)) }
      if let d = typeDataMember(v, name) { return try evaluate(d, v) }
      if let x = intrinsic(v, name) { return x }
      return try netProperty(v, TypeTable.string, name)
    case .null, .void, .unset: return nil
    case .boxed(let b): return try property(b.current, name)
    default:
      if let m = instanceMember(v, name) { return try memberValue(m.owner, m.slot, v) }
      if let d = typeDataMember(v, name) { return try evaluate(d, v) }
      if case .other(let r) = v, let view = r.exactly(MemberSetView.self) { return try view.read(name, self) ?? intrinsic(v, name) }
      if let x = intrinsic(v, name) { return x }
      if case .other(let r) = v, let dynamic = r.dynamicMembers, let x = try dynamic.read(name, self) { return x }
      return try netProperty(v, TypeTable.typeOf(v), name)
    }
  }
  /// What a dictionary has under a name besides its entries: what was added to it, and .NET's properties.
  public func propertyBesideKeys(_ h: PSHash, _ name: String) throws -> Value? {
    let v = Value.hash(h)
    if let m = instanceMember(v, name) { return try memberValue(m.owner, m.slot, v) }
    if let d = typeDataMember(v, name) { return try evaluate(d, v) }
    switch name.lowercased() {
    case "count": return .int(Int32(clamping: h.count))
    case "keys" where h.kind.hasViews: return .other(HashView(h, keys: true))
    case "values" where h.kind.hasViews: return .other(HashView(h, keys: false))
    default: break
    }
    return try intrinsic(v, name) ?? netProperty(v, h.netType, name)
  }
  func netProperty(_ v: Value, _ t: NetType, _ name: String) throws -> Value? {
    guard let m = t.instanceMember(name) else { return nil }
    return try netProperty(v, m)
  }
  private func netProperty(_ v: Value, _ m: Member) throws -> Value? {
    guard let get = m.getter else { return nil }
    do { return try get(v, self) } catch let e as TerminatingError {
      // reading a property never fails: what goes wrong inside yields nothing
      let type = e.record.exception.type.fullName
      if type.hasSuffix(".PropertyNotFoundException") || type.hasSuffix(".MethodException") { throw e }
      return .null
    }
  }
  /// `PSObject`, `PSTypeNames` and friends, which every object has.
  private func intrinsic(_ v: Value, _ name: String) -> Value? {
    // all begin with ps, few other names do
    guard let first = name.utf8.first, first | 32 == 112 else { return nil }
    switch name.lowercased() {
    case "psobject": return .other(PSObjectView(v))
    case "pstypenames": return (try? property(.other(PSObjectView(v)), "TypeNames")) ?? .array(typeNameList(v))
    case "psbase", "psadapted", "psextended":
      // a set of members stays the set it is
      if v.refValue is MemberSetView { return v }
      return MemberSetView.Part(rawValue: name.lowercased()).map { .other(MemberSetView(v, $0)) }
    case "psstandardmembers": return standardMembers(v).map { .object($0) }
    default: return nil
    }
  }
  /// What type data say about display and serialization of an object: of each member that of the nearest type.
  private func standardMembers(_ v: Value) -> PSObject? {
    let set = PSObject(reserve: 0)
    func add(_ name: String, _ x: Value?) { if let x, set.get(name) == nil { set.set(name, x) } }
    func names(_ list: [String]?, _ name: String) -> Value? {
      list.map { l in
        let o = PSObject([
          ("ReferencedPropertyNames", .array(PSArray(l.map { .str($0) }, of: TypeTable.string))), ("MemberType", .str("PropertySet")), ("Name", .str(name)),
          ("IsInstance", .bool(false))
        ])
        return .object(o)
      }
    }
    for t in typeNames(v) {
      guard let d = typeData[t.lowercased()] else { continue }
      add("SerializationMethod", d.serializationMethod.map { .str($0) })
      add("TargetTypeForDeserialization", d.targetTypeForDeserialization.map { .type($0) })
      add("SerializationDepth", d.serializationDepth.map { .integer($0) })
      add("DefaultDisplayProperty", d.defaultDisplayProperty.map { .str($0) })
      add("InheritPropertySerializationSet", d.inheritsPropertySerializationSet.map { .bool($0) })
      add("StringSerializationSource", d.stringSerializationSource.map { (try? property(v, $0)) ?? .null })
      add("DefaultDisplayPropertySet", names(d.defaultDisplayPropertySet, "DefaultDisplayPropertySet"))
      add("DefaultKeyPropertySet", names(d.defaultKeyPropertySet, "DefaultKeyPropertySet"))
      add("PropertySerializationSet", names(d.propertySerializationSet, "PropertySerializationSet"))
    }
    return set.count == 0 ? nil : set
  }
  func typeNameList(_ v: Value) -> PSArray {
    let a = PSArray(typeNames(v).map { .str($0) }, of: TypeTable.string)
    a.kind = .collection
    return a
  }

  /// What type data says a value has under a name.
  public func typeDataMember(_ v: Value, _ name: String) -> MemberDefinition? {
    if typeData.isEmpty { return nil }
    if case .object(let o) = v, let own = o.typeNames {
      for t in own {
        let data: TypeData?
        if let known = typeDataByName[t] { data = known } else { data = typeData[t.lowercased()]; typeDataByName[t] = data }
        if let d = data?.member(name) { return d }
      }
      return nil
    }
    let t = TypeTable.typeOf(v)
    let all: [TypeData]
    if let known = typeDataByType[ObjectIdentifier(t)] { all = known } else {
      all = typeNames(v).compactMap { typeData[$0.lowercased()] }
      typeDataByType[ObjectIdentifier(t)] = all
    }
    if all.isEmpty { return nil }
    for data in all { if let d = data.member(name) { return d } }
    return nil
  }
  /// Value of an object's slot: notes as they are, other members evaluated.
  func memberValue(_ o: PSObject, _ i: Int, _ this: Value) throws -> Value {
    let raw = o.slots[i]
    if o.shape.kind(i) == .note { return raw }
    if case .other(let r) = raw, let d = r as? MemberDefinition { return try evaluate(d, this) ?? .null }
    return raw
  }
  /// Runs the getter of a property: what goes wrong inside yields nothing. Where getters read one another without end, it is the
  /// outermost that yields nothing: each level would go on with what it got, and texts of texts double at every one.
  private func reading(_ getter: () throws -> Value) throws -> Value {
    gettersUnderway += 1
    defer { gettersUnderway -= 1 }
    do { return try getter() } catch let e as TerminatingError {
      if e.isCallDepthOverflow, gettersUnderway > 1 { throw e }
      return .null
    } catch let flow as FlowSignal where flow.leavesCode { return .null }
  }
  /// Value of a defined property for an object; nil for methods.
  func evaluate(_ d: MemberDefinition, _ this: Value) throws -> Value? {
    switch d.body {
    case .note(let v): return v
    case .alias(let target, let type):
      let v = try property(this, try aliased(target, by: d, this)) ?? .null
      return try type.map { try Conversion.convert(v, to: $0, self) } ?? v
    case .script(let get, _):
      guard let get else { return .null }
      return try reading { try reportingNowhere { try invokeCatching(get, this: this) } }
    case .code(let get, _): return try get(this, self)
    case .set(let names): return .other(MemberDefinition(d.name, .set(names)))
    case .method, .codeMethod: return nil
    }
  }

  /// The property an alias stands for in the end.
  private func aliased(_ target: String, by alias: MemberDefinition, _ this: Value) throws -> String {
    var name = target, seen = 0
    while true {
      let own: MemberDefinition? = if case .object(let o) = this { o.definition(name) } else { nil }
      guard case .alias(let next, _)? = (own ?? typeDataMember(this, name))?.body else { return name }
      seen += 1
      if seen > 100 {
        throw TerminatingError("CycleInAliasLookup", "The alias with name \"\(alias.name)\" contains a cycle.", .notSpecified, exception: "System.Management.Automation.ExtendedTypeSystemException")
      }
      name = next
    }
  }

  // MARK: Writing

  /// Assigns as `$v.name = value` does: converts to the property's type.
  /// - Throws: what the assignment would
  /// - Parameter byMember: through the member's own `Value`, which says otherwise that it has no setter
  public func setProperty(_ v: Value, _ name: String, _ value: Value, byMember: Bool = false) throws {
    switch v {
    case .object(let o):
      if let i = o.slot(Symbol.of(name)) { try write(o, i, name, value, v); return }
      if let d = typeDataMember(v, name) { try write(d, v, value, ofType: !byMember); return }
      if let m = compiledMember(o, name), m.kind != .method { try write(m, v, value); return }
      if let w = o.wrapped { try setProperty(w, name, value, byMember: byMember); return }
      if let t = o.type, let m = t.instanceMember(name) { try write(m, v, value); return }
    case .hash(let h) where !h.isSet:
      if h.isReadOnly { throw TerminatingError("SetValueInvocationException", "Collection is read-only.", .notSpecified, exception: "System.NotSupportedException") }
      if h.keyType != nil, h.kind != .ordered {
        // only a text can be the name of an entry
        guard let t = h.keyType, t === TypeTable.string || t === TypeTable.object else { break }
        return try writeIndex(v, .str(name), value)
      }
      h.set(.str(name), value)
      return
    case .null, .void, .unset:
      throw TerminatingError("PropertyNotFound", "The property '\(name)' cannot be found on this object. Verify that the property exists and can be set.", .invalidOperation)
    case .boxed(let b): try setProperty(b.current, name, value, byMember: byMember); return
    default:
      if let m = instanceMember(v, name) { try write(m.owner, m.slot, name, value, v); return }
      if let d = typeDataMember(v, name) { try write(d, v, value, ofType: !byMember); return }
      if case .other(let r) = v, let view = r.exactly(MemberSetView.self), try view.write(name, value, self) { return }
      if case .other(let r) = v, let dynamic = r.dynamicMembers, try dynamic.write(name, value, self) { return }
      if let m = TypeTable.typeOf(v).instanceMember(name), m.kind != .method { try write(m, v, value); return }
    }
    // objects whose members an adapter gives
    let isAdapted = if case .object(let o) = v { o.wrapped == nil && o.type == nil } else { v.base.refValue?.dynamicMembers != nil }
    if isAdapted {
      let text = name.isEmpty
        ? "Cannot process argument because the value of argument \"name\" is not valid. Change the value of the \"name\" argument and run the operation again."
        : "The property '\(name)' cannot be found on this object. Verify that the property exists and can be set."
      throw TerminatingError(
        "ExceptionWhenSetting", "Exception setting \"\(name)\": \"\(text)\"", .notSpecified,
        exception: "System.Management.Automation.SetValueInvocationException", inner: PSException("System.Management.Automation.SetValueException", text))
    }
    throw TerminatingError("PropertyAssignmentException", "The property '\(name)' cannot be found on this object. Verify that the property exists and can be set.", .invalidOperation)
  }
  private func write(_ o: PSObject, _ i: Int, _ name: String, _ value: Value, _ this: Value) throws {
    if o.shape.kind(i) == .note {
      if i < o.shape.constraints.count, let k = o.shape.constraints[i] {
        do { o.setSlot(i, try convertProperty(k, value, name)) } catch let e as TerminatingError { throw setterError(name, e) }
      } else { o.setSlot(i, value) }
      return
    }
    if case .other(let r) = o.slots[i], let d = r as? MemberDefinition { try write(d, this, value) }
  }
  /// What a property says that can only be read.
  static func readOnly(_ name: String) -> TerminatingError {
    let text = "'\(name)' is a ReadOnly property."
    return TerminatingError(
      "PropertyAssignmentException", text, .invalidOperation, inner: PSException("System.Management.Automation.SetValueException", text))
  }
  private func setterError(_ name: String, _ e: TerminatingError, id: String = "ExceptionWhenSetting") -> TerminatingError {
    TerminatingError(
      id, "Exception setting \"\(name)\": \"\(e.record.exception.message)\"", .notSpecified,
      exception: "System.Management.Automation.SetValueInvocationException", inner: e.record.exception.withoutLanguage)
  }
  /// What a value is converted to for a property: of a type that may be null the type it is about, unless the value is null.
  private func settable(_ t: NetType, _ v: Value) -> NetType { t.target == .nullable && !v.isNull ? t.genericArguments.first ?? t : t }
  func convertProperty(_ k: PropertyConstraint, _ value: Value, _ name: String) throws -> Value {
    var v = value
    if !k.attributes.isEmpty { for case .transform(let t) in k.attributes.reversed() { v = try transform(v, by: t) } }
    if let t = k.type.map({ settable($0, v) }), t !== TypeTable.object {
      if t === TypeTable.int, case .int = v {} else if t === TypeTable.string, case .string = v {} else { v = try Conversion.convert(v, to: t, self) }
    }
    for case .validate(let check) in k.attributes { try Validator.check(check, v, self) }
    return v
  }
  /// - Parameter ofType: type data gave the member; what has no setter is then refused as any property that can only be read
  private func write(_ d: MemberDefinition, _ this: Value, _ value: Value, ofType: Bool = false) throws {
    switch d.body {
    case .alias(let target, _):
      let name = try aliased(target, by: d, this)
      guard try property(this, name) != nil else { throw setterError(d.name, TerminatingError("PSObject", "The member \"\(name)\" is not present.", .notSpecified)) }
      do { try setProperty(this, name, value) }
      catch let e as TerminatingError where ofType && e.record.exception.message == ExecutionContext.readOnly(name).record.exception.message { throw ExecutionContext.readOnly(d.name) }
    case .note: throw ExecutionContext.readOnly(d.name)
    case .script(_, nil) where ofType, .code(_, nil) where ofType: throw ExecutionContext.readOnly(d.name)
    case .script(_, let set):
      guard let set else {
        throw TerminatingError(
          "SetWithoutSetterFromScriptProperty", "Set accessor for property \"\(d.name)\" is unavailable.", .notSpecified,
          exception: "System.Management.Automation.SetValueException")
      }
      do { _ = try reportingOutside { try invokeBlock(set, arguments: [value], this: this) } }
      catch let e as TerminatingError where !e.isCallDepthOverflow { throw setterError(d.name, e, id: "ScriptSetValueRuntimeException") }
    case .code(_, let set):
      guard let set else {
        throw TerminatingError(
          "SetterIsUnavailable", "Set accessor for property \"\(d.name)\" is unavailable.", .notSpecified,
          exception: "System.Management.Automation.SetValueException")
      }
      try set(this, value, self)
    case .method: throw ExecutionContext.fixed(d.name, "PSScriptMethod", "CannotChangePSMethodInfoValue", ofType)
    case .codeMethod: throw ExecutionContext.fixed(d.name, "PSCodeMethod", "CannotChangePSMethodInfoValue", ofType)
    case .set: throw ExecutionContext.fixed(d.name, "PSPropertySet", "CannotChangePSPropertySetValue", ofType)
    }
  }
  /// What members say whose value nobody assigns.
  private static func fixed(_ name: String, _ kind: String, _ id: String, _ ofType: Bool) -> TerminatingError {
    let text = "Cannot set the Value property for PSMemberInfo object of type \"System.Management.Automation.\(kind)\"."
    let type = "System.Management.Automation.ExtendedTypeSystemException"
    guard ofType else { return TerminatingError(id, text, .notSpecified, exception: type) }
    return TerminatingError(
      "ExceptionWhenSetting", "Exception setting \"\(name)\": \"\(text)\"", .notSpecified,
      exception: "System.Management.Automation.SetValueInvocationException", inner: PSException(type, text))
  }
  private func write(_ m: Member, _ this: Value, _ value: Value) throws {
    guard let set = m.setter else {
      if case .other(let r) = this, r is PSObjectView {
        throw TerminatingError("ReadOnlyProperty", "\"\(m.name)\" is a ReadOnly property.", .notSpecified, exception: "System.Management.Automation.SetValueException")
      }
      throw ExecutionContext.readOnly(m.name)
    }
    do {
      var v = value
      if let t = TypeTable.resolve(m.typeName), t !== TypeTable.object, !t.isByRefLike { v = try Conversion.convert(v, to: settable(t, v), self) }
      try set(this, v, self)
    } catch let e as TerminatingError {
      // what says so itself is not told of again
      if e.record.exception.type.fullName == "System.Management.Automation.SetValueException" { throw e }
      throw setterError(m.name, e)
    }
  }

  // MARK: Static members

  public func readStatic(_ t: NetType, _ name: String) throws -> Value {
    if let e = t.enumeration, let v = e.value(of: name) { return .other(PSEnum(t, v)) }
    if let k = t.scriptClass, let v = try k.readStatic(name, self) { return v }
    if name.equalsIgnoringCase("new"), !t.allConstructors.isEmpty {
      let m = Member("new", .method, isStatic: true, definition: "")
      m.overloads = t.allConstructors
      return .other(PSMethodInfo(.type(t), m, t))
    }
    if let m = t.staticMember(name) {
      if let get = m.getter { return try get(.type(t), self) }
      return .other(PSMethodInfo(.type(t), m, t))
    }
    // members of the type object itself: [int]::Name is not valid, but FullName and the like are reached with a dot
    if strictVersion >= 2 { throw missingInStrictMode(name) }
    return .null
  }
  func writeStatic(_ t: NetType, _ name: String, _ v: Value) throws {
    if let k = t.scriptClass, try k.writeStatic(name, v, self) { return }
    if let m = t.staticMember(name), let set = m.setter {
      do {
        var x = v
        if let pt = TypeTable.resolve(m.typeName), pt !== TypeTable.object, !pt.isByRefLike { x = try Conversion.convert(v, to: pt, self) }
        try set(.type(t), x, self)
      } catch let e as TerminatingError {
        if e.record.exception.type.fullName == "System.Management.Automation.SetValueException" { throw e }
        throw setterError(m.name, e)
      }
      return
    }
    if t.staticMember(name) != nil || t.enumeration?.value(of: name) != nil {
      throw ExecutionContext.readOnly(name)
    }
    throw TerminatingError("PropertyAssignmentException", "The property '\(name)' cannot be found on this object. Verify that the property exists and can be set.", .invalidOperation)
  }
}

extension PSObject {
  /// A member of the object that is not a plain note.
  public func definition(_ name: String) -> MemberDefinition? {
    if let i = slot(Symbol.of(name)), shape.kind(i) != .note, case .other(let r) = slots[i] { return r as? MemberDefinition }
    return nil
  }
}
