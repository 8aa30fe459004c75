/// Members of .NET's everyday types that compiled code reads without the shell's tables, because they are used in loops, or
/// because the tables describe them for scripts only.
import Engine
import NetTypes
import Primitives

enum Intrinsics {
  /// `s.Length`, `a.Length`, `list.Count` …
  static func member(_ t: NetType, _ n: String, _ r: Code) -> Code? {
    let run = r.run
    switch n {
    case "Length" where t === TypeTable.string:
      return Code(int: { f in
        let v = try run(f)
        guard case .string(let s) = v else { if v.isNull { throw Runtime.nullReference() }; return Int32(truncatingIfNeeded: Text.string(v).utf16.count) }
        return Int32(truncatingIfNeeded: s.string.utf16.count)
      })
    case "Length" where t.isArray, "Count" where Types.isList(t):
      return Code(int: { f in
        let v = try run(f)
        if case .array(let a) = v { return Int32(truncatingIfNeeded: a.count) }
        if let a = v.compiled?.inner.arrayValue { return Int32(truncatingIfNeeded: a.count) }
        if v.isNull { throw Runtime.nullReference() }
        return Int32(truncatingIfNeeded: Numbers.integer(try Runtime.property(v, n, f.context)))
      })
    case "Count" where isDictionary(t):
      return Code(int: { f in
        let v = try run(f)
        guard case .hash(let h) = v else { throw Runtime.nullReference() }
        return Int32(truncatingIfNeeded: h.count)
      })
    case "Keys" where isDictionary(t), "Values" where isDictionary(t):
      let element = t.genericArguments.count == 2 ? t.genericArguments[n == "Keys" ? 0 : 1] : TypeTable.object
      return Code(Types.sequence(of: element)) { f in
        let v = try run(f)
        guard case .hash(let h) = v else { throw Runtime.nullReference() }
        return .array(PSArray(n == "Keys" ? h.keys : h.pairs.map(\.value), of: element === TypeTable.object ? nil : element))
      }
    case "HasValue", "Value":
      guard let inner = Types.nullable(t) else { return nil }
      if n == "HasValue" { return Code(bool: { f in !(try run(f).isNull) }) }
      return Code(inner) { f in
        let v = try run(f)
        if v.isNull { throw Runtime.error("System.InvalidOperationException", "Nullable object must have a value.") }
        return v
      }
    default: break
    }
    if let inner = Types.nullable(t), n == "GetValueOrDefault" {
      let c = Code(Types.dynamic) { _ in .null }
      c.extensionCall = { a, _ in
        let other = a.first?.code.run ?? { _ in Types.zero(inner) }
        return Code(inner) { f in let v = try run(f); return v.isNull ? try other(f) : v }
      }
      return c
    }
    // the parts of a group, a pair or an enumerator
    if t.genericDefinition == "System.Linq.IGrouping`2", n == "Key" { return Code(t.genericArguments[0]) { f in try Runtime.property(try run(f), "Key", f.context) } }
    if t.genericDefinition == "System.Collections.Generic.IEnumerator`1" || t.fullName == "System.Collections.IEnumerator" {
      if n == "Current" { return Code(t.genericArguments.first ?? TypeTable.object) { f in try Sequences.current(try run(f), f.context) } }
      if n == "MoveNext" || n == "Reset" || n == "Dispose" {
        return Code(
          .methods(
            [
              .overload(
                Overload(n == "MoveNext" ? "bool MoveNext()" : "void \(n)()", types: []) { v, _, c in
                  n == "MoveNext" ? .bool(try Sequences.moveNext(v, c)) : .void
                }, t, isStatic: false)
            ], receiver: r, typeArguments: [], name: n))
      }
    }
    if n == "GetEnumerator", let e = Types.element(of: t), t.category == .interface || Types.isGenericInterface(t) || t.isArray || Types.isList(t) {
      let result = TypeTable.generic("System.Collections.Generic.IEnumerator", [e]) ?? TypeTable.object
      return Code(
        .methods(
          [
            .overload(
              Overload("\(Text.memberName(result)) GetEnumerator()", types: []) { v, _, c in
                .other(SequenceEnumerator(LazySequence(e) { sink in try Sequences.forEach(v, c, sink) }))
              }, t, isStatic: false)
          ], receiver: r, typeArguments: [], name: n))
    }
    if n == "Item1" || n == "Item2" || n == "Item3" || n == "Item4", let p = Tuples.parts(t) as [NetType]?, let i = Int(n.dropFirst(4)), i <= p.count,
      t.genericDefinition != "System.Collections.Generic.KeyValuePair`2"
    {
      return Code(p[i - 1]) { f in (try run(f).refValue as? PSTuple).map { $0.items.indices.contains(i - 1) ? $0.items[i - 1] : .null } ?? .null }
    }
    if Types.isDelegate(t), n == "Invoke" || n == "DynamicInvoke", let s = Types.signature(t) {
      let o = Overload(
        "\(Text.memberName(s.result)) Invoke(" + s.parameters.enumerated().map { "\(Text.memberName($1)) arg\($0)" }.joined(separator: ", ") + ")",
        types: s.parameters
      ) { v, a, c in try Runtime.invoke(v, a, c) }
      return Code(.methods([.overload(o, t, isStatic: false)], receiver: r, typeArguments: [], name: n))
    }
    return nil
  }
  static func isDictionary(_ t: NetType) -> Bool {
    ["System.Collections.Generic.Dictionary`2", "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.SortedDictionary`2"].contains(
      t.genericDefinition ?? "")
  }
  /// Types of key and value of a dictionary's index.
  static func indexTypes(_ t: NetType) -> (key: NetType, value: NetType)? {
    let a = t.genericArguments
    if a.count == 2, t.genericDefinition?.hasSuffix("Dictionary`2") ?? false || t.genericDefinition?.hasSuffix("SortedList`2") ?? false { return (a[0], a[1]) }
    if ["System.Collections.Hashtable", "System.Collections.IDictionary", "System.Collections.Specialized.OrderedDictionary"].contains(t.fullName) { return (TypeTable.object, TypeTable.object) }
    if t.fullName == "System.Text.RegularExpressions.GroupCollection" { return (TypeTable.object, TypeTable.get("System.Text.RegularExpressions.Group")) }
    return nil
  }
  /// Statics the tables have no row for.
  static func fixed(_ t: NetType, _ n: String) -> Code? {
    switch (t.fullName, n) {
    case ("System.String", "Empty"): return Code(constant: .str(""), TypeTable.string)
    case ("System.IntPtr", "Zero"), ("System.UIntPtr", "Zero"): return Code(t) { _ in Types.zero(t) }
    case ("System.Environment", "NewLine"): return Code(TypeTable.string) { _ in .str("\n") }
    default: return nil
    }
  }

  /// Calls whose fast form is worth having, and those whose .NET overloads the tables merge.
  static func call(_ all: [Callable], _ n: String, _ receiver: Code?, _ a: [Bound], _ b: BodyCompiler, _ e: Expression) -> Code? {
    guard let first = all.first, case .overload(_, let t, let isStatic) = first else { return nil }
    if !isStatic, let r = receiver {
      let run = r.run
      switch n {
      case "Add" where t.genericDefinition == "System.Collections.Generic.List`1" && a.count == 1:
        let element = r.type.genericArguments.first ?? TypeTable.object
        guard b.converts(a[0].code, to: element) else { return nil }
        let x = b.convert(a[0].code, to: element, a[0].expression).stored
        return Code(Types.void) { f in
          let v = try run(f)
          guard let l = v.arrayValue ?? v.compiled?.inner.arrayValue else { throw Runtime.nullReference() }
          l.append(try x(f))
          return .void
        }
      case "ContainsKey" where isDictionary(t) && a.count == 1:
        guard let k = t.genericArguments.first, b.converts(a[0].code, to: k) else { return nil }
        let x = b.convert(a[0].code, to: k, a[0].expression).run
        return Code(bool: { f in
          guard case .hash(let h) = try run(f) else { throw Runtime.nullReference() }
          let key = try x(f)
          if key.isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "key") }
          return h.contains(key)
        })
      case "TryGetValue" where isDictionary(t) && a.count == 2:
        guard t.genericArguments.count == 2, b.converts(a[0].code, to: t.genericArguments[0]) else { return nil }
        let value = t.genericArguments[1], key = b.convert(a[0].code, to: t.genericArguments[0], a[0].expression).run
        guard let out = b.outTarget(a[1], value) else { return nil }
        return Code(bool: { f in
          guard case .hash(let h) = try run(f) else { throw Runtime.nullReference() }
          let k = try key(f)
          if k.isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "key") }
          try out.prepare(f)
          let x = h.get(k)
          try out.store(f, x ?? Types.zero(value))
          return x != nil
        })
      case "GetType" where a.isEmpty && ClassSymbol.of(r.type) == nil:
        return Code(Types.type) { f in
          let v = try run(f); if v.isNull { throw Runtime.nullReference() }; return .type(TypeTable.typeOf(v.base))
        }
      case "ToString" where a.isEmpty:
        return Code(TypeTable.string) { f in
          let v = try run(f); if v.isNull, Types.nullable(r.type) == nil { throw Runtime.nullReference() }; return .str(try b.ownText(v, f))
        }
      case "Equals" where a.count == 1 && r.type !== TypeTable.string:
        let x = b.value(a[0].code, a[0].expression).run
        return Code(bool: { f in let v = try run(f); if v.isNull { throw Runtime.nullReference() }; return Runtime.equals(v, try x(f)) })
      case "GetHashCode" where a.isEmpty && ClassSymbol.of(r.type) == nil:
        return Code(TypeTable.int) { f in
          let v = try run(f); if v.isNull { throw Runtime.nullReference() }; return .int(netHash(v))
        }
      case "CompareTo" where a.count == 1 && ClassSymbol.of(r.type) == nil:
        let x = b.value(a[0].code, a[0].expression).run
        return Code(TypeTable.int) { f in
          let l = try run(f), y = try x(f)
          if l.isNull { throw Runtime.nullReference() }
          if y.isNull { return .int(1) }
          return .int(Int32(try Conversion.compare(l, y, ignoreCase: false).signum()))
        }
      default: return nil
      }
    }
    if isStatic {
      switch (t.fullName, n) {
      case ("System.Object", "ReferenceEquals") where a.count == 2, ("System.Object", "Equals") where a.count == 2:
        let p = b.value(a[0].code, a[0].expression).run, q = b.value(a[1].code, a[1].expression).run, byReference = n == "ReferenceEquals"
        return Code(bool: { f in let x = try p(f), y = try q(f); return byReference ? Runtime.same(x, y) : Runtime.equals(x, y) })
      case ("System.String", "IsNullOrEmpty") where a.count == 1:
        guard b.converts(a[0].code, to: TypeTable.string) else { return nil }
        let p = b.convert(a[0].code, to: TypeTable.string, a[0].expression).run
        return Code(bool: { f in if case .string(let s) = try p(f) { return s.string.isEmpty }; return true })
      case ("System.String", "Concat") where !a.isEmpty && a.allSatisfy({ !$0.code.type.isArray && Types.element(of: $0.code.type) == nil || $0.code.type === TypeTable.string }):
        let all = a.map { RunBox(b.value($0.code, $0.expression).run) }
        return Code(TypeTable.string) { f in .str(try all.map { Text.string(try $0.run(f)) }.joined()) }
      case ("System.String", "Join") where a.count >= 2:
        // anything that can be enumerated, or the values one by one
        let whole = a.count == 2 && Types.element(of: a[1].code.type) != nil && a[1].code.type !== TypeTable.string
        guard b.converts(a[0].code, to: TypeTable.string) || a[0].code.type === TypeTable.char, a.dropFirst().allSatisfy({ !$0.code.form.isLambdaLike }) else { return nil }
        let separator = b.value(a[0].code, a[0].expression).run, items = a.dropFirst().map { RunBox(b.value($0.code, $0.expression).run) }
        if a.count > 2, a.count == 4, a[1].code.type.isArray { return nil }
        return Code(TypeTable.string) { f in
          let s = Text.string(try separator(f))
          let values = whole ? try Sequences.array(try items[0].run(f), f.context) : try items.map { try $0.run(f) }
          return .str(values.map { Text.string($0) }.joined(separator: s))
        }
      case ("System.String", "Format") where !a.isEmpty && a[0].code.type === TypeTable.string:
        let format = a[0].code.run, whole = a.count == 2 && a[1].code.type.isArray
        let items = a.dropFirst().map { RunBox(b.value($0.code, $0.expression).run) }
        return Code(TypeTable.string) { f in
          let s = try format(f)
          if s.isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "format") }
          let values = whole ? (try items[0].run(f)).arrayValue?.values ?? [] : try items.map { try $0.run(f) }
          return .str(try Operators.compositeFormat(Text.string(s), values.map { Text.formattable($0) }, f.context.culture))
        }
      case ("System.Console", "WriteLine") where a.count >= 1 && a[0].code.type === TypeTable.string && a.count > 1,
        ("System.Console", "Write") where a.count > 1 && a[0].code.type === TypeTable.string:
        guard let line = all.first(where: { b.candidateCount($0) == 1 }), case .overload(let o, _, _) = line else { return nil }
        let format = a[0].code.run, items = a.dropFirst().map { RunBox(b.value($0.code, $0.expression).run) }, whole = a.count == 2 && a[1].code.type.isArray
        return Code(Types.void) { f in
          let values = whole ? (try items[0].run(f)).arrayValue?.values ?? [] : try items.map { try $0.run(f) }
          let s = try Operators.compositeFormat(Text.string(try format(f)), values.map { Text.formattable($0) }, f.context.culture)
          return try o.body(.type(t), [.str(s)], f.context)
        }
      case ("System.Console", "WriteLine") where a.count == 1, ("System.Console", "Write") where a.count == 1:
        guard let line = all.first(where: { b.candidateCount($0) == 1 }), case .overload(let o, _, _) = line, !a[0].code.form.isLambdaLike else { return nil }
        let x = b.value(a[0].code, a[0].expression), run = x.run, isChars = x.type.isArray && x.type.elementType === TypeTable.char
        if x.type === Types.void { return nil }
        return Code(Types.void) { f in
          let v = try run(f)
          return try o.body(
            .type(t),
            [
              .str(
                isChars
                  ? Text.string(.str(String(decoding: (v.arrayValue?.values ?? []).map { UInt16(truncatingIfNeeded: Numbers.integer($0)) }, as: UTF16.self)))
                  : Text.string(v))
            ], f.context)
        }
      default: return nil
      }
    }
    return nil
  }
}

extension BodyCompiler {
  /// Where the value of an `out` argument goes.
  func outTarget(_ a: Bound, _ t: NetType) -> Target? {
    if let d = a.declares {
      let l = declare(d.name == "_" ? "" : d.name, d.type ?? t, d.offset)
      l.isAssigned = true
      l.isRead = true
      let create = initialiser(l)
      return Target(type: l.type, load: read(l).run, store: { f, v in create(f, v) }, local: l)
    }
    return a.target
  }
  func ownText(_ v: Value, _ f: Frame) throws -> String {
    if let o = v.compiled, let m = o.symbol.find(method: "ToString", count: 0) { return Text.string(try m.invoke(v, [], f.context)) }
    return Text.string(v)
  }
}

extension Text {
  /// As an argument of a composite format.
  static func formattable(_ v: Value) -> Value {
    switch v {
    case .other(let r) where r.exactly(PSEnum.self) == nil && r.exactly(PSDecimal.self) == nil:
      return r.exactly(CompiledObject.self) != nil || r is PSException ? .str(string(v)) : v
    case .array, .hash, .type: return .str(string(v))
    case .null, .void, .unset: return .null
    default: return v
    }
  }
}
extension Sequences {
  static func current(_ v: Value, _ c: ExecutionContext) throws -> Value {
    if case .other(let r) = v, let s = r.exactly(SequenceEnumerator.self) { return s.current }
    return try Runtime.property(v, "Current", c)
  }
  static func moveNext(_ v: Value, _ c: ExecutionContext) throws -> Bool {
    if case .other(let r) = v, let s = r.exactly(SequenceEnumerator.self) { return try s.moveNext() }
    return Conversion.toBool(try Runtime.call(v, "MoveNext", [], c))
  }
}
