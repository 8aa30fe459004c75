/// LINQ's methods that walk a sequence and give what they found.
import Engine
import NetTypes

extension Linq {
  /// `First`, `FirstOrDefault`, `Last`, `LastOrDefault`, `Single`, `SingleOrDefault`.
  func single(_ n: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
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
  }

  /// `Any`, `All`.
  func anyOrAll(_ n: String) -> Code {
    let source = self.source, count = arguments.count
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
  }

  /// `Count`, `LongCount`.
  func counted(_ n: String) -> Code {
    let source = self.source, count = arguments.count
    var p: Run?
    if count > 0 { guard let x = test(0) else { return .failed() }; p = x }
    let body: (Frame) throws -> Int32 = { f in
      let s = try source(f), d = try p?(f), c = f.context
      var k: Int32 = 0
      try Sequences.forEach(s, c) { v in if try d.map({ Conversion.toBool(try Runtime.invoke($0, [v], c)) }) ?? true { k &+= 1 }; return true }
      return k
    }
    return n == "Count" ? Code(int: body) : Code(TypeTable.long) { f in .long(Int64(try body(f))) }
  }

  func folded(_ n: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
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
  }

  /// `ToArray`, `ToList`.
  func list(_ n: String) -> Code {
    let source = self.source, element = self.element
    return Code(n == "ToArray" ? TypeTable.array(of: element) : Types.list(of: element)) { f in
      let a = PSArray(try Sequences.array(try source(f), f.context), of: element === TypeTable.object && n == "ToArray" ? nil : element)
      if n == "ToList" { a.kind = .list }
      return .array(a)
    }
  }

  func set(_ n: String) -> Code {
    let source = self.source, element = self.element
    guard let t = TypeTable.generic("System.Collections.Generic.HashSet", [element]) else { return fails(n) }
    return Code(t) { f in
      let v = try f.context.constructBare(t, [])
      if case .hash(let h) = v { try Sequences.forEach(try source(f), f.context) { h.set($0, .yes); return true } }
      return v
    }
  }

  func dictionary(_ n: String) -> Code {
    let source = self.source, element = self.element, count = arguments.count
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
  }

  func contains(_: String) -> Code {
    let source = self.source, element = self.element
    guard let p = value(0, element) else { return .failed() }
    let comparer = arguments.dropFirst().first?.code.run
    return Code(bool: { f in
      let s = try source(f), x = try p(f), k = try comparer?(f)
      var found = false
      try Sequences.forEach(s, f.context) { v in found = try k.map { Conversion.toBool(try Runtime.call($0, "Equals", [v, x], f.context)) } ?? Runtime.equals(v, x); return !found }
      return found
    })
  }

  /// `ElementAt`, `ElementAtOrDefault`.
  func elementAt(_ n: String) -> Code {
    let source = self.source, element = self.element
    guard let p = value(0, TypeTable.int) else { return .failed() }
    return Code(element) { f in
      let s = try source(f), k = Numbers.integer(try p(f))
      var i: Int128 = -1, found: Value?
      try Sequences.forEach(s, f.context) { v in i += 1; if i == k { found = v; return false }; return true }
      if let found { return found }
      if n == "ElementAtOrDefault" { return Types.zero(element) }
      throw Runtime.listRange()
    }
  }

  func equal(_: String) -> Code {
    let source = self.source, element = self.element
    guard let p = value(0, Types.sequence(of: element)) else { return .failed() }
    return Code(bool: { f in
      let x = try Sequences.array(try source(f), f.context), y = try Sequences.array(try p(f), f.context)
      return x.count == y.count && zip(x, y).allSatisfy { Runtime.equals($0, $1) }
    })
  }

  /// `Sum`, `Average`, `Min`, `Max`, `MinBy`, `MaxBy`.
  func aggregate(_ n: String) -> Code {
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
