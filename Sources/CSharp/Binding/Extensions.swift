/// Extension methods: those of the source, and LINQ's, which are compiled to lazy sequences here because the shell's own table
/// of them is made for script blocks.
import Engine
import NetTypes

extension BodyCompiler {
  /// The method `name` as an extension of a type; nil when there is none.
  func extensions(_ t: NetType, _ n: String, _ types: [TypeRef], _ r: Code, _ e: Expression) -> Code? {
    var own: [Callable] = []
    for s in compilation.allSymbols where s.isStaticClass { for m in s.methods where m.isExtension && m.name == n { own.append(.method(m, in: s.type)) } }
    let linq = owner.scope.allUsings.contains("System.Linq") && Linq.names.contains(n) ? Types.element(of: t) : nil
    if own.isEmpty, linq == nil { return nil }
    let c = Code(Types.dynamic) { _ in .null }
    c.extensionTypes = types.compactMap { resolve($0) }
    c.extensionCall = { [self] arguments, types in
      var first = Bound(r, e)
      first.name = nil
      let all = [first] + arguments
      if let best = choose(own, all, explicitTypes: types) { return emit(best, nil, all, e) }
      if let element = linq { return Linq(self, r, element, arguments, types, e).call(n) }
      return noOverload(n, own, all, e)
    }
    return c
  }
}
extension Compilation {
  var allSymbols: [ClassSymbol] { symbols }
}

/// Sort keys of a sequence, first the most important one.
final class Ordering {
  let source: (ExecutionContext) throws -> [Value]
  let keys: [(key: (Value) throws -> Value, isDescending: Bool)]
  init(_ s: @escaping (ExecutionContext) throws -> [Value], _ k: [(key: (Value) throws -> Value, isDescending: Bool)]) { source = s; keys = k }
  func sorted(_ c: ExecutionContext) throws -> [Value] {
    let all = try source(c).enumerated().map { i, v in (i, v, try keys.map { try $0.key(v) }) }
    return try all.sorted { x, y in
      for (i, k) in keys.enumerated() {
        let o = try Linq.compare(x.2[i], y.2[i])
        if o != 0 { return k.isDescending ? o > 0 : o < 0 }
      }
      return x.0 < y.0
    }.map(\.1)
  }
}

struct Linq {
  static let names: Set<String> = [
    "Where", "Select", "SelectMany", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "GroupBy", "Distinct", "Take", "Skip", "TakeWhile", "SkipWhile", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "Any", "All", "Count", "LongCount", "Sum", "Average", "Min", "Max", "Aggregate", "ToList", "ToArray",
    "ToDictionary", "ToHashSet", "Contains", "Concat", "Union", "Intersect", "Except", "Reverse", "Zip", "Cast", "OfType", "ElementAt", "ElementAtOrDefault", "DefaultIfEmpty", "SequenceEqual", "Append", "Prepend", "AsEnumerable", "MinBy", "MaxBy", "DistinctBy", "Chunk", "TakeLast", "SkipLast", "Join",
  ]
  let b: BodyCompiler
  let source: Run
  let element: NetType
  let arguments: [Bound]
  let types: [NetType]
  let e: Expression
  let receiver: Code
  init(_ b: BodyCompiler, _ r: Code, _ element: NetType, _ a: [Bound], _ types: [NetType], _ e: Expression) { self.b = b; receiver = r; source = r.run; self.element = element; arguments = a; self.types = types; self.e = e }

  static func compare(_ a: Value, _ b: Value) throws -> Int {
    if a.isNull || b.isNull { return a.isNull ? b.isNull ? 0 : -1 : 1 }
    if let x = a.compiled, let n = x.compare(b) { return n }
    return try Conversion.compare(a, b, ignoreCase: false)
  }
  private func sequence(_ t: NetType, _ make: @escaping (Frame) throws -> ((@escaping (Value) throws -> Bool) throws -> Void)) -> Code {
    Code(Types.sequence(of: t)) { f in
      let g = try make(f)
      return .other(LazySequence(t) { sink in try g(sink) })
    }
  }
  private func fails(_ n: String) -> Code {
    if arguments.contains(where: { $0.code.form.isFailure }) { return .failed() }
    return b.fail(1501, "No overload for method '\(n)' takes \(arguments.count) arguments", e.offset)
  }
  /// A function argument: what calls it, and the type of its result. Nil after a report.
  private func function(_ i: Int, _ parameters: [NetType], _ result: NetType? = nil) -> (run: Run, result: NetType)? {
    guard arguments.indices.contains(i) else { return nil }
    let a = arguments[i]
    switch a.code.form {
    case .lambda(let l, _):
      let p = l.parameters.count == parameters.count + 1 ? parameters + [TypeTable.int] : parameters
      guard let r = result ?? b.resultOf(l, p, a.expression) else { let c = b.lambda(l, as: Types.function(p, TypeTable.object), a.expression); return c.form.isFailure ? nil : (c.run, TypeTable.object) }
      let c = b.lambda(l, as: Types.function(p, r), a.expression)
      return c.form.isFailure ? nil : (c.run, r)
    case .methods(let all, _, _, _):
      let bounds = parameters.map { Bound(Code($0) { _ in .null }, a.expression) }
      guard let best = b.choose(all, bounds) else { _ = b.methodGroup(a.code, as: Types.function(parameters, TypeTable.object), a.expression); return nil }
      let c = b.methodGroup(a.code, as: Types.function(parameters, result ?? best.result), a.expression)
      return c.form.isFailure ? nil : (c.run, result ?? best.result)
    default:
      guard let s = Types.signature(a.code.type) else {
        if !a.code.form.isFailure { b.report(1503, "Argument \(i + 2): cannot convert from '\(Text.fullName(a.code.type))' to '\(Text.fullName(Types.function(parameters, result ?? TypeTable.object)))'", a.expression.start) }
        return nil
      }
      return (a.code.run, s.result)
    }
  }
  private func takesIndex(_ i: Int) -> Bool { if case .lambda(let l, _) = arguments[i].code.form { l.parameters.count == 2 } else { false } }
  private func test(_ i: Int) -> Run? { function(i, [element], TypeTable.bool)?.run }
  private func value(_ i: Int, _ t: NetType) -> Run? {
    guard arguments.indices.contains(i) else { return nil }
    let c = b.convert(arguments[i].code, to: t, arguments[i].expression)
    return c.form.isFailure ? nil : c.run
  }
  private func none(_ text: String = "Sequence contains no elements") -> TerminatingError { Runtime.error("System.InvalidOperationException", text) }

  func call(_ n: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
    switch n {
    case "AsEnumerable": return Code(Types.sequence(of: element), source)
    case "Where":
      guard let p = function(0, [element], TypeTable.bool)?.run else { return .failed() }
      let indexed = takesIndex(0)
      return sequence(element) { f in
        let s = try source(f), d = try p(f), c = f.context
        return { sink in
          var i: Int32 = -1
          try Sequences.forEach(s, c) { v in i += 1; return Conversion.toBool(try Runtime.invoke(d, indexed ? [v, .int(i)] : [v], c)) ? try sink(v) : true }
        }
      }
    case "Select":
      guard let (p, r) = function(0, [element]) else { return .failed() }
      let indexed = takesIndex(0)
      return sequence(r) { f in
        let s = try source(f), d = try p(f), c = f.context
        return { sink in
          var i: Int32 = -1
          try Sequences.forEach(s, c) { v in i += 1; return try sink(try Runtime.invoke(d, indexed ? [v, .int(i)] : [v], c)) }
        }
      }
    case "SelectMany":
      guard let (p, r) = function(0, [element]) else { return .failed() }
      let inner = Types.element(of: r) ?? TypeTable.object
      let result = count > 1 ? function(1, [element, inner]) : nil
      if count > 1, result == nil { return .failed() }
      return sequence(result?.result ?? inner) { f in
        let s = try source(f), d = try p(f), q = try result?.run(f), c = f.context
        return { sink in
          try Sequences.forEach(s, c) { v in
            var more = true
            try Sequences.forEach(try Runtime.invoke(d, [v], c), c) { w in more = try sink(try q.map { try Runtime.invoke($0, [v, w], c) } ?? w); return more }
            return more
          }
        }
      }
    case "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending":
      let down = n.hasSuffix("Descending"), isSelf = n.hasPrefix("Order") && !n.hasPrefix("OrderBy"), isThen = n.hasPrefix("Then")
      let p: Run?
      if isSelf { p = nil } else { guard let x = function(0, [element])?.run else { return .failed() }; p = x }
      return Code(Types.sequence(of: element)) { f in
        let s = try source(f), d = try p?(f), c = f.context
        let key: (Value) throws -> Value = { v in try d.map { try Runtime.invoke($0, [v], c) } ?? v }
        let earlier = isThen ? s.refValue?.exactly(LazySequence.self)?.order : nil
        let order = earlier.map { Ordering($0.source, $0.keys + [(key, down)]) } ?? Ordering({ try Sequences.array(s, $0) }, [(key, down)])
        let l = LazySequence(element) { sink in for v in try order.sorted(c) where !(try sink(v)) { return } }
        l.order = order
        return .other(l)
      }
    case "GroupBy":
      guard let (p, key) = function(0, [element]) else { return .failed() }
      let pick = count > 1 ? function(1, [element]) : nil
      if count > 1, pick == nil { return .failed() }
      let inner = pick?.result ?? element, group = Grouping.type(key, inner)
      return sequence(group) { f in
        let s = try source(f), d = try p(f), q = try pick?.run(f), c = f.context
        return { sink in
          for g in try Grouping.groups(try Sequences.array(s, c), group, { try Runtime.invoke(d, [$0], c) }, { v in try q.map { try Runtime.invoke($0, [v], c) } ?? v }) where !(try sink(.other(g))) { return }
        }
      }
    case "Join":
      guard count == 4, let inner = Types.element(of: arguments[0].code.type), let (p, _) = function(1, [element]), let (q, _) = function(2, [inner]), let (r, result) = function(3, [element, inner]) else { return fails(n) }
      let other = arguments[0].code.run
      return sequence(result) { f in
        let s = try source(f), o = try other(f), a = try p(f), d = try q(f), g = try r(f), c = f.context
        return { sink in
          let table = PSHash(.dictionary, caseSensitive: true)
          try Sequences.forEach(o, c) { w in
            let k = try Runtime.invoke(d, [w], c)
            if k.isNull { return true }
            if let l = table.get(k)?.arrayValue { l.append(w) } else { table.set(k, .arr([w])) }
            return true
          }
          try Sequences.forEach(s, c) { v in
            let k = try Runtime.invoke(a, [v], c)
            for w in k.isNull ? [] : table.get(k)?.arrayValue?.values ?? [] where !(try sink(try Runtime.invoke(g, [v, w], c))) { return false }
            return true
          }
        }
      }
    case "Distinct", "DistinctBy", "Union", "Intersect", "Except":
      let other = n == "Union" || n == "Intersect" || n == "Except" ? value(0, Types.sequence(of: element)) : nil
      if n == "Union" || n == "Intersect" || n == "Except", other == nil { return .failed() }
      let key = n == "DistinctBy" ? function(0, [element])?.run : nil
      let comparer = (n == "Distinct" ? arguments.first : arguments.dropFirst().first)?.code.run
      return sequence(element) { f in
        let s = try source(f), o = try other?(f), k = try key?(f), c = f.context
        let ignoresCase = try comparer.map { Text.string(try Runtime.property(try $0(f), "ToString", c)).contains("IgnoreCase") } ?? false
        return { sink in
          let seen = PSHash(.hashSet, caseSensitive: !ignoresCase)
          func isNew(_ v: Value) -> Bool { let x = v.isNull ? Value.str("\u{0}null") : v; if seen.contains(x) { return false }; seen.set(x, .yes); return true }
          if n == "Intersect" || n == "Except", let o {
            let others = PSHash(.hashSet, caseSensitive: true)
            try Sequences.forEach(o, c) { others.set($0.isNull ? .str("\u{0}null") : $0, .yes); return true }
            try Sequences.forEach(s, c) { v in others.contains(v.isNull ? .str("\u{0}null") : v) == (n == "Intersect") && isNew(v) ? try sink(v) : true }
            return
          }
          var more = true
          try Sequences.forEach(s, c) { v in if isNew(try k.map { try Runtime.invoke($0, [v], c) } ?? v) { more = try sink(v) }; return more }
          if more, let o { try Sequences.forEach(o, c) { v in isNew(v) ? try sink(v) : true } }
        }
      }
    case "Take", "Skip", "TakeLast", "SkipLast":
      guard let k = value(0, TypeTable.int) else { return .failed() }
      return sequence(element) { f in
        let s = try source(f), n0 = Int(Numbers.integer(try k(f))), c = f.context
        return { sink in
          if n == "TakeLast" || n == "SkipLast" {
            let all = try Sequences.array(s, c)
            for v in n == "TakeLast" ? Array(all.suffix(max(0, n0))) : Array(all.dropLast(max(0, n0))) where !(try sink(v)) { return }
            return
          }
          var i = 0
          if n == "Take" {
            if n0 <= 0 { return }
            try Sequences.forEach(s, c) { v in i += 1; return try sink(v) && i < n0 }
          } else { try Sequences.forEach(s, c) { v in i += 1; return i > n0 ? try sink(v) : true } }
        }
      }
    case "TakeWhile", "SkipWhile":
      guard let p = test(0) else { return .failed() }
      return sequence(element) { f in
        let s = try source(f), d = try p(f), c = f.context
        return { sink in
          var skipping = true
          try Sequences.forEach(s, c) { v in
            if n == "TakeWhile" { return Conversion.toBool(try Runtime.invoke(d, [v], c)) ? try sink(v) : false }
            if skipping { skipping = Conversion.toBool(try Runtime.invoke(d, [v], c)) }
            return skipping ? true : try sink(v)
          }
        }
      }
    case "Concat", "Append", "Prepend", "Reverse", "DefaultIfEmpty", "Chunk":
      let other = n == "Concat" ? value(0, Types.sequence(of: element)) : n == "Append" || n == "Prepend" || n == "DefaultIfEmpty" && count > 0 ? value(0, element) : n == "Chunk" ? value(0, TypeTable.int) : nil
      if count > 0, other == nil { return .failed() }
      return sequence(n == "Chunk" ? TypeTable.array(of: element) : element) { f in
        let s = try source(f), o = try other?(f), c = f.context
        return { sink in
          switch n {
          case "Reverse": for v in try Sequences.array(s, c).reversed() where !(try sink(v)) { return }
          case "Prepend":
            if try sink(o ?? .null) { try Sequences.forEach(s, c, sink) }
          case "Chunk":
            let all = try Sequences.array(s, c), k = max(1, Int(Numbers.integer(o ?? .int(1))))
            for i in stride(from: 0, to: all.count, by: k) where !(try sink(.array(PSArray(Array(all[i..<min(i + k, all.count)]), of: element)))) { return }
          default:
            var more = true, isEmpty = true
            try Sequences.forEach(s, c) { v in isEmpty = false; more = try sink(v); return more }
            if !more { return }
            if n == "Concat", let o { try Sequences.forEach(o, c, sink) } else if n == "Append" { _ = try sink(o ?? .null) } else if n == "DefaultIfEmpty", isEmpty { _ = try sink(o ?? Types.zero(element)) }
          }
        }
      }
    case "Cast", "OfType":
      let t = types.first ?? TypeTable.object
      return sequence(t) { f in
        let s = try source(f), c = f.context
        return { sink in try Sequences.forEach(s, c) { v in n == "Cast" ? try sink(try Runtime.cast(v, t)) : Runtime.isInstance(v, t) ? try sink(v.base) : true } }
      }
    case "Zip":
      guard let other = arguments.first, let second = Types.element(of: other.code.type) else { return fails(n) }
      let q = other.code.run, pick = count > 1 ? function(1, [element, second]) : nil
      let pair = TypeTable.generic("System.ValueTuple", [element, second]) ?? TypeTable.object
      return sequence(pick?.result ?? pair) { f in
        let s = try source(f), o = try q(f), d = try pick?.run(f), c = f.context
        return { sink in for (x, y) in zip(try Sequences.array(s, c), try Sequences.array(o, c)) where !(try sink(try d.map { try Runtime.invoke($0, [x, y], c) } ?? c.constructBare(pair, [x, y]))) { return } }
      }
    case "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault":
      var p: Run?
      if count > 0 { guard let x = test(0) else { return .failed() }; p = x }
      let orDefault = n.hasSuffix("OrDefault"), isLast = n.hasPrefix("Last"), isSingle = n.hasPrefix("Single")
      return Code(element) { f in
        let s = try source(f), d = try p?(f), c = f.context
        var found: Value?, isSecond = false
        try Sequences.forEach(s, c) { v in
          if let d, !Conversion.toBool(try Runtime.invoke(d, [v], c)) { return true }
          if isSingle, found != nil { isSecond = true; return false }
          found = v
          return isLast || isSingle
        }
        if isSecond { throw none("Sequence contains more than one \(d == nil ? "" : "matching ")element") }
        if let found { return found }
        if orDefault { return Types.zero(element) }
        throw none(d == nil ? "Sequence contains no elements" : "Sequence contains no matching element")
      }
    case "Any", "All":
      var p: Run?
      if count > 0 { guard let x = test(0) else { return .failed() }; p = x }
      return Code(bool: { f in
        let s = try source(f), d = try p?(f), c = f.context
        var r = n == "All"
        try Sequences.forEach(s, c) { v in
          let hit = try d.map { Conversion.toBool(try Runtime.invoke($0, [v], c)) } ?? true
          if n == "Any", hit { r = true; return false }
          if n == "All", !hit { r = false; return false }
          return true
        }
        return r
      })
    case "Count", "LongCount":
      var p: Run?
      if count > 0 { guard let x = test(0) else { return .failed() }; p = x }
      let body: (Frame) throws -> Int32 = { f in
        let s = try source(f), d = try p?(f), c = f.context
        var k: Int32 = 0
        try Sequences.forEach(s, c) { v in if try d.map({ Conversion.toBool(try Runtime.invoke($0, [v], c)) }) ?? true { k &+= 1 }; return true }
        return k
      }
      return n == "Count" ? Code(int: body) : Code(TypeTable.long) { f in .long(Int64(try body(f))) }
    case "Sum", "Average", "Min", "Max", "MinBy", "MaxBy": return aggregate(n)
    case "Aggregate":
      if count == 1 {
        guard let (p, _) = function(0, [element, element], element) else { return .failed() }
        return Code(element) { f in
          let s = try source(f), d = try p(f), c = f.context
          var total: Value?
          try Sequences.forEach(s, c) { v in total = try total.map { try Runtime.invoke(d, [$0, v], c) } ?? v; return true }
          guard let total else { throw none() }
          return total
        }
      }
      guard count >= 2 else { return fails(n) }
      let seed = b.value(arguments[0].code, arguments[0].expression)
      guard let (p, _) = function(1, [seed.type, element], seed.type) else { return .failed() }
      let last = count > 2 ? function(2, [seed.type]) : nil, start = seed.run
      return Code(last?.result ?? seed.type) { f in
        let s = try source(f), d = try p(f), c = f.context
        var total = try start(f)
        try Sequences.forEach(s, c) { v in total = try Runtime.invoke(d, [total, v], c); return true }
        return try last.map { try Runtime.invoke(try $0.run(f), [total], c) } ?? total
      }
    case "ToArray", "ToList":
      return Code(n == "ToArray" ? TypeTable.array(of: element) : Types.list(of: element)) { f in
        let a = PSArray(try Sequences.array(try source(f), f.context), of: element === TypeTable.object && n == "ToArray" ? nil : element)
        if n == "ToList" { a.kind = .list }
        return .array(a)
      }
    case "ToHashSet":
      guard let t = TypeTable.generic("System.Collections.Generic.HashSet", [element]) else { return fails(n) }
      return Code(t) { f in
        let v = try f.context.constructBare(t, [])
        if case .hash(let h) = v { try Sequences.forEach(try source(f), f.context) { h.set($0, .yes); return true } }
        return v
      }
    case "ToDictionary":
      guard let (p, key) = function(0, [element]) else { return .failed() }
      let pick = count > 1 ? function(1, [element]) : nil
      guard let t = TypeTable.generic("System.Collections.Generic.Dictionary", [key, pick?.result ?? element]) else { return fails(n) }
      return Code(t) { f in
        let v = try f.context.constructBare(t, []), d = try p(f), q = try pick?.run(f), c = f.context
        guard case .hash(let h) = v else { return v }
        try Sequences.forEach(try source(f), c) { x in
          let k = try Runtime.invoke(d, [x], c)
          if k.isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "key") }
          if h.contains(k) { throw Runtime.error("System.ArgumentException", "An item with the same key has already been added. Key: \(Text.string(k))") }
          h.set(k, try q.map { try Runtime.invoke($0, [x], c) } ?? x)
          return true
        }
        return v
      }
    case "Contains":
      guard let p = value(0, element) else { return .failed() }
      let comparer = arguments.dropFirst().first?.code.run
      return Code(bool: { f in
        let s = try source(f), x = try p(f), k = try comparer?(f)
        var found = false
        try Sequences.forEach(s, f.context) { v in found = try k.map { Conversion.toBool(try Runtime.call($0, "Equals", [v, x], f.context)) } ?? Runtime.equals(v, x); return !found }
        return found
      })
    case "ElementAt", "ElementAtOrDefault":
      guard let p = value(0, TypeTable.int) else { return .failed() }
      return Code(element) { f in
        let s = try source(f), k = Numbers.integer(try p(f))
        var i: Int128 = -1, found: Value?
        try Sequences.forEach(s, f.context) { v in i += 1; if i == k { found = v; return false }; return true }
        if let found { return found }
        if n == "ElementAtOrDefault" { return Types.zero(element) }
        throw Runtime.listRange()
      }
    case "SequenceEqual":
      guard let p = value(0, Types.sequence(of: element)) else { return .failed() }
      return Code(bool: { f in
        let x = try Sequences.array(try source(f), f.context), y = try Sequences.array(try p(f), f.context)
        return x.count == y.count && zip(x, y).allSatisfy { Runtime.equals($0, $1) }
      })
    default: return fails(n)
    }
  }
  private func aggregate(_ n: String) -> Code {
    let source = self.source, element = self.element
    var pick: (run: Run, result: NetType)?
    if !arguments.isEmpty { guard let x = function(0, [element]) else { return .failed() }; pick = x }
    let t = pick?.result ?? element, inner = Types.nullable(t) ?? t
    if n.hasPrefix("M") {
      let isMax = n.hasPrefix("Max"), by = n.hasSuffix("By")
      return Code(by ? element : t) { f in
        let d = try pick?.run(f), c = f.context
        var best: Value?, item = Value.null
        try Sequences.forEach(try source(f), c) { v in
          let x = try d.map { try Runtime.invoke($0, [v], c) } ?? v
          if x.isNull { return true }
          if let y = best { let o = try Linq.compare(x, y); if isMax ? o > 0 : o < 0 { best = x; item = v } } else { best = x; item = v }
          return true
        }
        guard let best else { if t.isValueType, Types.nullable(t) == nil { throw none() }; return .null }
        return by ? item : best
      }
    }
    guard let k = Num(of: inner) ?? (Types.isOpen(inner) ? .double : nil) else { return fails(n) }
    let kind: Num = k.rawValue < Num.int.rawValue || k == .char ? .int : k
    let isAverage = n == "Average", sumKind: Num = isAverage && kind.isInteger ? .long : kind
    let result: NetType = isAverage ? (kind == .decimal || kind == .float ? kind.type : TypeTable.double) : kind.type
    return Code(result) { f in
      let d = try pick?.run(f), c = f.context
      var total = try Numbers.convert(.int(0), to: sumKind), count = 0
      try Sequences.forEach(try source(f), c) { v in
        let x = try d.map { try Runtime.invoke($0, [v], c) } ?? v
        if x.isNull { return true }
        total = try Numbers.arithmetic("+", total, try Numbers.convert(x, to: sumKind), sumKind, isChecked: true)
        count += 1
        return true
      }
      if !isAverage { return total }
      if count == 0 { throw none() }
      if kind == .decimal { return try Numbers.arithmetic("/", total, .int(Int32(count)), .decimal, isChecked: false) }
      let mean = Numbers.real(total) / Double(count)
      return kind == .float ? .single(Float(mean)) : .double(mean)
    }
  }
}

/// A key and what has it, of `GroupBy`.
final class Grouping: Ref {
  let type: NetType
  let key: Value
  let items: PSArray
  init(_ t: NetType, _ k: Value, _ items: PSArray) { type = t; key = k; self.items = items; super.init() }
  override var netType: NetType { type }
  override func text() -> String { "System.Linq.Grouping`2[\(type.genericArguments.map { Text.clrName($0) }.joined(separator: ","))]" }
  override func enumerated() -> PSArray? { items }
  nonisolated(unsafe) private static var isKnown = false
  static func type(_ key: NetType, _ element: NetType) -> NetType {
    if !isKnown {
      isKnown = true
      TypeTable.registerGeneric("System.Linq.IGrouping`2") { a in
        let t = NetType("System.Linq.IGrouping`2[[" + a.map(\.fullName).joined(separator: "],[") + "]]", base: TypeTable.object, interfaces: ["System.Collections.IEnumerable"])
        t.genericArguments = a
        t.genericDefinition = "System.Linq.IGrouping`2"
        t.property("\(Text.memberName(a[0])) Key {get;}") { v, _ in v.refValue?.exactly(Grouping.self)?.key ?? .null }
        return t
      }
    }
    return TypeTable.generic("System.Linq.IGrouping", [key, element]) ?? TypeTable.object
  }
  static func groups(_ all: [Value], _ t: NetType, _ key: (Value) throws -> Value, _ pick: (Value) throws -> Value) throws -> [Grouping] {
    let table = PSHash(.dictionary, caseSensitive: true)
    var list: [Grouping] = []
    for v in all {
      let k = try key(v), x = k.isNull ? Value.str("\u{0}null") : k
      if case .int(let i)? = table.get(x) { list[Int(i)].items.append(try pick(v)); continue }
      table.set(x, .int(Int32(list.count)))
      list.append(Grouping(t, k, PSArray([try pick(v)], of: t.genericArguments.last)))
    }
    return list
  }
}
