/// `$x[i]` and `$x[i] = v` in general.
import Syntax
import Primitives

extension ExecutionContext {
  /// `$v[k]` for code that is no script.
  public func element(_ v: Value, _ k: Value) throws -> Value { try readIndex(v, k) }
  /// `$v[k] = x` for code that is no script.
  /// - Throws: TerminatingError, as the assignment would
  public func setElement(_ v: Value, _ k: Value, _ x: Value) throws { try writeIndex(v, k, x) }
  @inline(never) func readIndex(_ v: Value, _ k: Value) throws -> Value {
    if k.isNull, !v.isNull { throw nullIndex() }
    switch v {
    case .array(let a):
      if a.kind != .array, a.kind.hasNoIndex { return try nonIndexable(v, k) }
      if a.dimensions != nil { return try readMatrix(a, k) }
      if case .int(let i) = k { return try element(a, Int(i)) }
      if let ks = sequence(k.base) {
        let out = PSArray(capacity: ks.count)
        for x in ks.elements.attentive {
          guard let i = try position(x, in: v) else { continue }
          let n = i < 0 ? i + a.count : i
          if n >= 0, n < a.count { out.append(a[n]) } else if strictVersion >= 3 { throw outOfRange(isList: a.kind != .array) }
        }
        if ks.count > 0xFFFF { try poll() }
        return .array(out)
      }
      return try position(k, in: v).map { try element(a, $0) } ?? .null
    case .hash(let h):
      if h.isSet { return try nonIndexable(v, k) }
      // an int is a position of an ordered dictionary, never one of its keys
      if h.kind == .ordered, case .int(let i) = k {
        let n = i < 0 ? Int(i) + h.count : Int(i)
        return h.keyType == nil ? (n >= 0 && n < h.count ? h.entry(at: h.slot(at: n)).value : .null) : h.get(k) ?? .null
      }
      if let keys = several(k.base) {
        // an element that is a list is one key
        return .array(PSArray(try keys.values.map { k in
          if case .array = k.base { return h.get(k.base) ?? .null }
          let x = try readIndex(v, k)
          if strictVersion >= 3, h.kind == .ordered, h.keyType == nil, case .int(let i) = k, !(-h.count..<h.count).contains(Int(i)) { throw outOfRange(isList: true) }
          // a dictionary of declared types says that it has no such key: that is nothing rather than null
          return x.isNull && h.keyType != nil && h.kind != .ordered ? .void : x
        }))
      }
      if let x = h.get(k) { return x }
      if h.comparer != nil, let e = takeKeyFailure() { throw e }
      if case .object = k, let x = h.get(k.base) { return x }
      if let t = h.keyType, h.kind != .ordered, t !== TypeTable.object, let x = h.get(try Conversion.convert(k, to: t, self)) { return x }
      return .null
    case .string(let s):
      let u = s.string.utf16
      func at(_ i: Int) -> Value {
        let n = i < 0 ? i + u.count : i
        guard n >= 0, n < u.count else { return .null }
        return .char(u[u.index(u.startIndex, offsetBy: n)])
      }
      if case .int(let i) = k {
        let c = at(Int(i))
        if c.isNull, strictVersion >= 3 { throw outOfRange() }
        return c
      }
      if case .array(let ks) = k.base {
        let out = PSArray(capacity: ks.count)
        for x in ks.elements.attentive {
          guard let c = try position(x, in: v).map(at) else { continue }
          if !c.isNull { out.append(c) } else if strictVersion >= 3 { throw outOfRange() }
        }
        if ks.count > 0xFFFF { try poll() }
        return .array(out)
      }
      return try position(k, in: v).map(at) ?? .null
    case .null, .void, .unset: throw nullArray()
    case .boxed(let b): return try readIndex(b.current, k)
    case .object(let o):
      if let w = o.wrapped { return keeping(o, try readIndex(w, k)) }
      if let t = o.type, t.scriptClass != nil, let m = t.instanceMember("Item"), !m.overloads.isEmpty { return try invoke(m.overloads, "Item", v, [k]) }
    case .other(let r):
      if let f = r.netType.chain.first(where: { $0.ensureDefined(); return $0.indexer != nil })?.indexer { return try readIndexer(v, k, f) }
      if let w = r.exactly(HashView.self), !w.isIndexed { break }
      if !r.isIterator, let a = r.enumerated() { return try readIndex(.array(a), k) }
    default: break
    }
    return try nonIndexable(v, k)
  }
  /// The keys an index that is a collection stands for; nil when it is one key.
  @inline(__always) private func several(_ k: Value) -> PSArray? {
    switch k {
    case .array(let keys): keys
    case .hash(let h): h.enumerated()
    case .other(let r): r.isIterator ? nil : r.enumerated()
    default: nil
    }
  }
  /// A single thing, or a collection without an index, is its own element 0.
  private func nonIndexable(_ v: Value, _ k: Value) throws -> Value {
    if case .array = k.base { return .void }
    if let i = try? Conversion.toInt64(k), i == 0 || i == -1 { return v }
    if strictVersion >= 2 { throw cannotIndex(v, target: v) }
    return .void
  }
  /// What an index found in a wrapped value; the value itself is found with what was added to it.
  private func keeping(_ o: PSObject, _ found: Value) -> Value {
    switch o.wrapped {
    case .other(let r)?: if case .other(let q) = found, q === r { return .object(o) }
    case .int?, .long?, .double?, .bool?, .datetime?: if !found.isNull { return .object(o) }
    default: break
    }
    return found
  }
  /// An indexer that throws has nothing there, unless mode 3 of strictness wants to know. Several positions are read one by one.
  private func readIndexer(_ v: Value, _ k: Value, _ f: (Value, Value) throws -> Value) throws -> Value { try indexed(v, k, f).orNull }
  private func indexed(_ v: Value, _ k: Value, _ f: (Value, Value) throws -> Value) throws -> Value {
    do {
      if let ks = k.arrayValue, TypeTable.typeOf(v).instanceMember("Item").map({ $0.overloads.allSatisfy { $0.parameters.count == 1 } }) ?? true {
        return .array(PSArray(try ks.values.compactMap { let x = try indexed(v, $0, f); return if case .void = x { nil } else { x } }))
      }
      return try f(v, k)
    } catch let e as TerminatingError { if strictVersion >= 3 { throw e.asRaw() }; return .null }
  }
  @inline(__always) private func element(_ a: PSArray, _ i: Int) throws -> Value {
    let n = i < 0 ? i + a.count : i
    if n >= 0, n < a.count { return a[n] }
    // strict mode 3 forbids indexes that are not there
    if strictVersion >= 3 { throw outOfRange(isList: a.kind != .array) }
    return .null
  }
  /// A position that is not there, in a text or an array; lists have an exception of their own.
  @inline(never) private func outOfRange(isList: Bool = false) -> TerminatingError {
    let type = isList ? "System.ArgumentOutOfRangeException" : "System.IndexOutOfRangeException"
    let list = "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')"
    return TerminatingError(type, isList ? list : "Index was outside the bounds of the array.", .operationStopped, exception: type)
  }
  /// The position an index to read at means; nil when its value makes no number (`'abc'`, `1e30`), which finds nothing as a place
  /// out of range does, unless mode 3 of strictness wants to know. A kind of value that no number is made of is refused; the refusal
  /// names what was to be indexed, as PowerShell's does.
  private func position(_ k: Value, in target: Value) throws -> Int? {
    do { return try place(k) } catch let e as TerminatingError {
      if e.record.errorId == "ConvertToFinalInvalidCastException", target.arrayValue.map({ $0.kind == .array }) ?? true { throw Conversion.finalError(target, to: TypeTable.int) }
      if strictVersion >= 3 { throw e }
      return nil
    }
  }
  /// The position an index to write at means.
  private func place(_ k: Value) throws -> Int {
    switch k {
    case .int(let i): return Int(i)
    case .double(let d) where abs(d) < 2e9: return Int(d.rounded(.toNearestOrEven))
    default: return Int(try Conversion.toInt64(try Conversion.convert(k, to: TypeTable.int, self)))
    }
  }
  private func offset(_ a: PSArray, _ k: Value, toWrite: Bool = false) throws -> Int? {
    guard let d = a.dimensions else { return nil }
    let ks = k.arrayValue?.values ?? [k]
    guard ks.count == d.count else {
      throw TerminatingError(
        "NeedMultidimensionalIndex",
        "You cannot index into a \(d.count) dimensional array with index [\(ks.map { Conversion.toString($0, self) }.joined(separator: ","))].",
        .invalidOperation, target: toWrite ? .array(PSArray(ks, of: TypeTable.int)) : .null)
    }
    var n = 0
    for (i, x) in ks.enumerated() {
      var v = try place(x)
      if v < 0 { v += d[i] }
      guard v >= 0, v < d[i] else { return nil }
      n = n * d[i] + v
    }
    return n
  }
  private func cell(_ a: PSArray, _ k: Value) throws -> Value? {
    if let n = try offset(a, k) { return a[n] }
    if strictVersion >= 3 { throw outOfRange(isList: a.kind != .array) }
    return nil
  }
  private func readMatrix(_ a: PSArray, _ k: Value) throws -> Value {
    // several places at once: `$a[(0,1),(1,0)]`
    if let places = k.arrayValue, case .array? = places.values.first?.base {
      return .array(PSArray(try places.values.compactMap { place in try cell(a, place.base) }))
    }
    return try cell(a, k) ?? .null
  }

  /// - Parameter several: the index was written as several ones, `$h['a', 'b']`; a list that is one index may be a key
  @inline(never) func writeIndex(_ v: Value, _ k: Value, _ x: Value, several: Bool = false) throws {
    switch v {
    case .hash(let h):
      if k.isNull { throw nullIndex() }
      if h.isSet { throw cannotIndex(v) }
      if h.isReadOnly { throw readOnly() }
      if several, case .array(let ks) = k.base, ks.count > 1 { throw cannotIndex(v) }
      if let t = h.exactType, t === ExecutionContext.defaultParametersType { try Binder.checkDefaultsKey(k) }
      var key = k.base
      if h.kind == .ordered, case .int(let i) = k, h.keyType == nil {
        guard i >= 0, Int(i) < h.count else {
          throw TerminatingError(
            "System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter 'index')", .operationStopped,
            exception: "System.ArgumentOutOfRangeException")
        }
        h.setValue(at: h.slot(at: Int(i)), x)
        return
      }
      if let t = h.keyType, t !== TypeTable.object { key = try Conversion.convert(key, to: t, self) }
      h.set(key, try h.valueType.map { $0 === TypeTable.object ? x : try element(x, as: $0, in: v) } ?? x)
      if h.comparer != nil, let e = takeKeyFailure() { throw e }
    case .array(let a):
      if k.isNull { throw nullIndex() }
      if a.kind.hasNoIndex { throw cannotIndex(v) }
      var item = x
      if let t = a.elementType, t !== TypeTable.object { item = a.kind == .array ? try Conversion.convert(x, to: t, self) : try element(x, as: t, in: v) }
      if a.kind == .readOnlyCollection { throw cannotIndex(v) }
      if a.dimensions != nil {
        guard let n = try offset(a, k, toWrite: true) else { throw outOfRange() }
        a[n] = item
        return
      }
      if case .array(let ks) = k.base, ks.count != 1 {
        if a.kind != .array { throw cannotIndex(v) }
        if !several { throw Conversion.finalError(k, to: TypeTable.int) }
        let places = ks.values.map { Conversion.toString($0, self) }.joined(separator: ",")
        throw TerminatingError(
          "ArraySliceAssignmentFailed", "Array assignment to [\(places)] failed because assignment to slices is not supported.", .invalidOperation)
      }
      let i = try place(k.arrayValue.map { $0.count == 1 ? $0[0] : k } ?? k)
      let n = i < 0 ? i + a.count : i
      guard n >= 0, n < a.count else { throw outOfRange(isList: a.kind != .array) }
      a[n] = item
    case .null, .void, .unset: throw nullArray()
    case .boxed(let b): try writeIndex(b.current, k, x, several: several)
    case .object(let o) where o.wrapped != nil: try writeIndex(o.wrapped ?? .null, k, x, several: several)
    default:
      if k.isNull { throw nullIndex() }
      if case .other(let r) = v, let set = r.netType.instanceMember("set_Item") ?? r.netType.instanceMember("set_Chars") {
        do {
          _ = try invoke(
            set.overloads, set.name, v,
            (k.arrayValue.map { $0.count > 1 && set.overloads.allSatisfy { $0.parameters.count > 2 } ? $0.values : [k] } ?? [k]) + [x])
        } catch let e as TerminatingError { throw e.asRaw() }
        return
      }
      throw cannotIndex(v)
    }
  }
  /// A value as a typed collection holds it; what has no way to the type finds no indexer.
  private func element(_ x: Value, as t: NetType, in collection: Value) throws -> Value {
    do { return try Conversion.convert(x, to: t, self) } catch let e as TerminatingError where e.record.errorId == "ConvertToFinalInvalidCastException" {
      throw cannotIndex(collection)
    }
  }
  private func readOnly() -> TerminatingError {
    TerminatingError("NotSupportedException", "Collection is read-only.", .notSpecified, exception: "System.NotSupportedException")
  }
  private func nullArray() -> TerminatingError { TerminatingError("NullArray", "Cannot index into a null array.", .invalidOperation) }
  private func nullIndex() -> TerminatingError {
    TerminatingError("NullArrayIndex", "Index operation failed; the array index evaluated to null.", .invalidOperation)
  }
  private func cannotIndex(_ v: Value, target: Value = .null) -> TerminatingError {
    let type = TypeTable.typeOf(v)
    let name = type === TypeTable.psCustomObject ? TypeTable.psObject.fullName : Conversion.typeText(type)
    return TerminatingError("CannotIndex", "Unable to index into an object of type \"\(name)\".", .invalidOperation, target: target)
  }
}

extension TerminatingError {
  /// An indexer's value is one that no script can hold.
  public static func cannotIndex(_ target: NetType, yielding type: NetType) -> TerminatingError {
    let x = PSException(
      "System.Management.Automation.RuntimeException",
      """
      Unable to index into an object of type "\(Conversion.typeText(target))" with the ByRef-like return type "\(Conversion.typeText(type))". ByRef-like types are \
      not supported in PowerShell.
      """)
    x.lastErrorId = "CannotIndexWithByRefLikeReturnType"
    return TerminatingError(ErrorRecord(x, id: "CannotIndexWithByRefLikeReturnType", .invalidOperation))
  }
  /// What a .NET member threw as the language itself reports it: not as the error of a method call.
  func asRaw() -> TerminatingError {
    var x = record.exception
    if x.type.fullName == "System.Management.Automation.MethodInvocationException", let inner = x.inner { x = inner }
    else if x.type.fullName.hasPrefix("System.Management.Automation.") { return self }
    if x.type.fullName.hasPrefix("System.Management.Automation."), let own = x.lastErrorId { return TerminatingError(ErrorRecord(x, id: own, .invalidOperation)) }
    return TerminatingError(ErrorRecord(x, id: x.type.fullName, .operationStopped))
  }
}
