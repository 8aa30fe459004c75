/// LINQ's methods that give a sequence again.
import Engine
import NetTypes

extension Linq {
  func itself(_: String) -> Code {
    let source = self.source, element = self.element
    return Code(Types.sequence(of: element), source)
  }

  func filtered(_: String) -> Code {
    let source = self.source, element = self.element
    guard let p = function(0, [element], TypeTable.bool)?.run else { return .failed() }
    let indexed = takesIndex(0)
    return sequence(element) { f in
      let s = try source(f), d = try p(f), c = f.context
      return { sink in
        var i: Int32 = -1
        try Sequences.forEach(s, c) { v in i += 1; return Conversion.toBool(try Runtime.invoke(d, indexed ? [v, .int(i)] : [v], c)) ? try sink(v) : true }
      }
    }
  }

  func selected(_: String) -> Code {
    let source = self.source, element = self.element
    guard let (p, r) = function(0, [element]) else { return .failed() }
    let indexed = takesIndex(0)
    return sequence(r) { f in
      let s = try source(f), d = try p(f), c = f.context
      return { sink in
        var i: Int32 = -1
        try Sequences.forEach(s, c) { v in i += 1; return try sink(try Runtime.invoke(d, indexed ? [v, .int(i)] : [v], c)) }
      }
    }
  }

  func flattened(_: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
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
  }

  /// `OrderBy`, `OrderByDescending`, `ThenBy`, `ThenByDescending`, `Order`, `OrderDescending`.
  func ordered(_ n: String) -> Code {
    let source = self.source, element = self.element
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
  }

  func grouped(_: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
    guard let (p, key) = function(0, [element]) else { return .failed() }
    let pick = count > 1 ? function(1, [element]) : nil
    if count > 1, pick == nil { return .failed() }
    let inner = pick?.result ?? element, group = Grouping.type(key, inner)
    return sequence(group) { f in
      let s = try source(f), d = try p(f), q = try pick?.run(f), c = f.context
      return { sink in
        for g in try Grouping.groups(
          try Sequences.array(s, c), group, { try Runtime.invoke(d, [$0], c) }, { v in try q.map { try Runtime.invoke($0, [v], c) } ?? v })
        where !(try sink(.other(g))) { return }
      }
    }
  }

  func joined(_ n: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
    guard count == 4, let inner = Types.element(of: arguments[0].code.type), let (p, _) = function(1, [element]), let (q, _) = function(2, [inner]),
      let (r, result) = function(3, [element, inner])
    else { return fails(n) }
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
  }

  /// `Distinct`, `DistinctBy`, `Union`, `Intersect`, `Except`.
  func distinct(_ n: String) -> Code {
    let source = self.source, element = self.element
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
  }

  /// `Take`, `Skip`, `TakeLast`, `SkipLast`.
  func portion(_ n: String) -> Code {
    let source = self.source, element = self.element
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
  }

  /// `TakeWhile`, `SkipWhile`.
  func portionWhile(_ n: String) -> Code {
    let source = self.source, element = self.element
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
  }

  /// `Concat`, `Append`, `Prepend`, `Reverse`, `DefaultIfEmpty`, `Chunk`.
  func rearranged(_ n: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
    let other =
      n == "Concat"
      ? value(0, Types.sequence(of: element))
      : n == "Append" || n == "Prepend" || n == "DefaultIfEmpty" && count > 0 ? value(0, element) : n == "Chunk" ? value(0, TypeTable.int) : nil
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
          if n == "Concat", let o {
            try Sequences.forEach(o, c, sink)
          } else if n == "Append" {
            _ = try sink(o ?? .null)
          } else if n == "DefaultIfEmpty", isEmpty {
            _ = try sink(o ?? Types.zero(element))
          }
        }
      }
    }
  }

  /// `Cast`, `OfType`.
  func cast(_ n: String) -> Code {
    let source = self.source
    let t = types.first ?? TypeTable.object
    return sequence(t) { f in
      let s = try source(f), c = f.context
      return { sink in try Sequences.forEach(s, c) { v in n == "Cast" ? try sink(try Runtime.cast(v, t)) : Runtime.isInstance(v, t) ? try sink(v.base) : true } }
    }
  }

  func zipped(_ n: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
    guard let other = arguments.first, let second = Types.element(of: other.code.type) else { return fails(n) }
    let q = other.code.run, pick = count > 1 ? function(1, [element, second]) : nil
    let pair = TypeTable.generic("System.ValueTuple", [element, second]) ?? TypeTable.object
    return sequence(pick?.result ?? pair) { f in
      let s = try source(f), o = try q(f), d = try pick?.run(f), c = f.context
      return { sink in
        for (x, y) in zip(try Sequences.array(s, c), try Sequences.array(o, c))
        where !(try sink(try d.map { try Runtime.invoke($0, [x, y], c) } ?? c.constructBare(pair, [x, y]))) { return }
      }
    }
  }
}
