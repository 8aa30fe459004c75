/// `.ForEach()` and `.Where()`, which every object has.
import Syntax

extension ExecutionContext {
  private static let whereModes = TypeTable.enumeration("System.Management.Automation.WhereOperatorSelectionMode", ["Default", "First", "Last", "SkipUntil", "Until", "Split"])
  private static let collectionType = TypeTable.get("System.Collections.ICollection")

  private func items(_ v: Value) -> [Value] { sequence(v)?.values ?? [v] }
  // MARK: ForEach

  func intrinsicForEach(_ v: Value, _ a: [Value]) throws -> Value {
    guard let f = a.first else { throw TerminatingError.noOverload(".ForEach(expression [, arguments...])", 0) }
    if case .type(let t) = f.base { return try converted(items(v), to: t) }
    let out = PSArray(capacity: 4)
    out.kind = .collection
    if case .block(let b) = f.base { try run(b, for: items(v), Array(a.dropFirst()), Appender(out)) }
    else {
      let n = Conversion.toString(f, self)
      for x in items(v) {
        try poll()
        try forEachMember(x, n, Array(a.dropFirst()), out)
      }
    }
    return .array(out)
  }
  /// `.ForEach([T])`: an array or collection type is what comes out; of any other type a collection.
  private func converted(_ all: [Value], to t: NetType) throws -> Value {
    if t.isArray { return try Conversion.convert(.array(PSArray(all)), to: t, self) }
    guard ExecutionContext.collectionType.isAssignable(from: t) else {
      let out = PSArray(capacity: max(1, all.count))
      out.kind = .collection
      out.elementType = t
      for x in all {
        do { out.append(try Conversion.convert(x, to: t, self)) } catch let e as TerminatingError {
          throw TerminatingError(
            "MethodArgumentConversionInvalidCastArgument",
            "Cannot convert argument \"item\", with value: \"\(Conversion.plainText(x))\", for \"Add\" to type \"\(Conversion.typeText(t))\": \"\(e.record.exception.message)\"",
            .notSpecified, exception: "System.Management.Automation.MethodException", inner: e.record.exception.withoutLanguage)
        }
      }
      return .array(out)
    }
    if t.genericDefinition == nil {
      throw TerminatingError(
        "ForEachTypeConversionFailed",
        "Unable to convert input to the target type [\(t.fullName)] passed to the ForEach() operator. Please check the specified type and try running your script again.",
        .invalidOperation, target: .type(t))
    }
    if t.genericArguments.count != 1 {
      throw TerminatingError(
        "ForEachBadGenericConversionTypeSpecified",
        """
        The generic collection type [\(Conversion.typeText(t))] passed to ForEach() has too many type arguments. Please change the specified type to be a \
        generic collection with only one type argument then try running your script again.
        """,
        .invalidOperation, target: .type(t))
    }
    let made = try construct(t, [])
    for x in all { _ = try callMethod(made, "Add", [x]) }
    return made
  }
  /// A block with named blocks runs as in a pipeline, yet in the current scope.
  private func run(_ b: ScriptBlock, for all: [Value], _ arguments: [Value], _ stage: Appender) throws {
    if b.ast.cleanBlock != nil {
      throw TerminatingError(
        "NotSupported", "Script block with a 'clean' block is not supported by the 'ForEach' method.", .notImplemented,
        exception: "System.Management.Automation.PSNotSupportedException")
    }
    func emitted(_ b: ScriptBlock, _ x: Value) throws { try emit(try asCallback { try arguments.isEmpty ? invokeInPlace(b, item: x) : invokeBlock(b, arguments: arguments, item: x) }, into: stage) }
    guard b.ast.beginBlock != nil || b.ast.processBlock != nil else {
      for x in all {
        try poll()
        try emitted(b, x)
      }
      return
    }
    func part(_ block: NamedBlockAst?) throws -> ScriptBlock? {
      guard let first = block?.statements.first?.extent, let last = block?.statements.last?.extent else { return nil }
      let text = first.source.slice(Int(first.start), Int(last.end))
      let p = try makeBlock(text, file: b.source.file)
      p.module = b.module
      return p
    }
    if let begin = try part(b.ast.beginBlock) { try emitted(begin, .void) }
    let end = try part(b.ast.endBlock)
    if let each = try part(b.ast.processBlock) ?? end {
      for x in all {
        try poll()
        try emitted(each, x)
      }
    }
    if b.ast.processBlock != nil, let end { try emitted(end, all.last ?? .null) }
  }
  /// `.ForEach('Name')`: what the member answers is one element, even when it is a list.
  private func forEachMember(_ x: Value, _ name: String, _ a: [Value], _ out: PSArray) throws {
    let given: Value = a.count == 1 ? a[0] : .array(PSArray(a))
    if case .hash(let h) = x.base, h.isHashtable {
      if a.isEmpty { out.append(h.get(.str(name)) ?? .null) } else { h.set(.str(name), given) }
      return
    }
    if x.isNull {
      guard a.isEmpty else {
        throw TerminatingError(
          "NullReferenceException", "Exception calling \"\(name)\" with \"\(a.count)\" argument(s): \"Object reference not set to an instance of an object.\"",
          .notSpecified, exception: "System.Management.Automation.MethodInvocationException")
      }
      out.append(.null)
      return
    }
    if try hasMethod(x, name) {
      let r = try callingByReflection { try callMethod(x, name, a) }
      if case .void = r { return }
      out.append(r.orNull)
    } else if a.isEmpty, case .hash(let h) = x.base, strictVersion < 2 { out.append(try propertyBesideKeys(h, name)?.orNull ?? .null) }
    else if a.isEmpty { out.append(try (strictVersion >= 2 ? readMember(x, name) : property(x, name) ?? .null).orNull) }
    else if try property(x, name) != nil { try setProperty(x, name, given) }
    else {
      throw TerminatingError(
        "ForEachNonexistentMemberReference",
        """
        The ForEach() operator could not find a member '\(name)' on the target object. Please verify that the named member exists and then try running your \
        script again.
        """,
        .invalidOperation, exception: "System.NullReferenceException", target: x)
    }
  }

  // MARK: Where

  /// How errors write the call.
  private static let whereCall = ".Where({ expression } [, mode [, numberToReturn]])"

  func intrinsicWhere(_ v: Value, _ a: [Value]) throws -> Value {
    guard (1...3).contains(a.count) else { throw TerminatingError.noOverload(ExecutionContext.whereCall, a.count) }
    var condition: ScriptBlock?
    if !a[0].isNull {
      guard case .block(let b) = try Conversion.convert(a[0], to: TypeTable.scriptBlock, self) else { throw TerminatingError.noOverload(ExecutionContext.whereCall, a.count) }
      condition = b
    }
    let mode = a.count > 1 ? Conversion.toString(try Conversion.convert(a[1], to: ExecutionContext.whereModes, self), self) : "Default"
    let limit = a.count > 2 ? Int(try Conversion.toInt32(a[2])) : 0
    if limit < 0 {
      throw TerminatingError(
        "System.ArgumentOutOfRangeException",
        """
        The 'numberToReturn' value provided to the third argument of the Where() operator must be greater than zero. Please correct the argument's value and \
        try running your script again. (Parameter 'numberToReturn')
        Actual value was \(limit).
        """,
        .operationStopped, exception: "System.ArgumentOutOfRangeException")
    }
    guard let condition else { return try slice(items(v), mode, limit == 0 ? 1 : limit) }
    return try matching(items(v), condition, mode, limit)
  }
  private func matching(_ all: [Value], _ b: ScriptBlock, _ mode: String, _ limit: Int) throws -> Value {
    func collection(_ x: [Value]) -> Value { let r = PSArray(x); r.kind = .collection; return .array(r) }
    var yes: [Value] = [], no: [Value] = [], takesRest = false, seen = 0
    for x in all {
      seen += 1
      if takesRest {
        yes.append(x)
        if limit > 0, yes.count >= limit { break }
        continue
      }
      if Conversion.toBool(try asNamelessCode { try invokeInPlace(b, item: x) }) {
        if mode == "Until" { break }
        if mode == "Last", yes.count >= max(1, limit) { yes.removeFirst() }
        yes.append(x)
        if mode == "SkipUntil" { takesRest = true }
        if mode == "Last" { continue }
        if mode == "First" && limit == 0 || limit > 0 && yes.count == limit { break }
      } else if mode == "Until" {
        yes.append(x)
        if limit > 0, yes.count >= limit { break }
      } else if mode == "Split" { no.append(x) }
    }
    return mode == "Split" ? .array(PSArray([collection(yes), collection(no + all[seen...])])) : collection(yes)
  }
  /// Without a condition only positions count; too few elements leave nulls behind.
  private func slice(_ all: [Value], _ mode: String, _ n: Int) throws -> Value {
    func array(_ x: ArraySlice<Value>) -> Value { .array(PSArray(Array(x))) }
    switch mode {
    case "Default":
      throw TerminatingError(
        "System.InvalidOperationException",
        """
        If the expression passed to the Where() operator is null then you must specify a non-Default value for the selection mode argument. Please change the \
        value of the mode argument to a value other than Default and try running your script again.
        """,
        .operationStopped, exception: "System.InvalidOperationException")
    case "SkipUntil": return array(all.dropFirst(n))
    case "Last": return n == 1 ? .array(PSArray([all.last ?? .null])) : array(all.suffix(n))
    default:
      let first = PSArray(Array(all.prefix(n)))
      // nobody means more than there can be
      for _ in 0..<min(max(0, n - all.count), 1 << 20) { first.append(.null) }
      return mode == "Split" ? .array(PSArray([.array(first), array(all.dropFirst(n))])) : .array(first)
    }
  }
}
