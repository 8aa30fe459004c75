/// The part of XPath 1.0 scripts use: paths with the common axes, predicates, comparisons, and the core functions.
import Engine
import Primitives

struct XPath {
  enum Result { case nodes([PSXmlNode]), text(String), number(Double), truth(Bool) }

  private var u: [UInt16]
  private var i = 0
  /// Expressions inside expressions, and parts in a row, each of which a stack must hold.
  private var depth = 0, parts = 0
  private let namespaces: [String: String]
  static func evaluate(_ path: String, on node: PSXmlNode, _ namespaces: [String: String] = [:]) throws -> Result {
    var p = XPath(u: Array(path.utf16), namespaces: namespaces)
    let e = try p.or()
    p.blank()
    guard p.i == p.u.count else { throw invalid(path) }
    return e(Place(node: node, position: 1, size: 1))
  }
  private init(u: [UInt16], namespaces: [String: String]) { self.u = u; self.namespaces = namespaces }
  private static var tooComplex: TerminatingError { netError("System.Xml.XPath.XPathException", "The XPath query is too complex.") }
  private static func invalid(_ p: String) -> TerminatingError { netError("System.Xml.XPath.XPathException", "'\(p)' has an invalid token.") }
  /// Where a step should stand is something else: a sign XPath knows, or one it does not.
  private var noStep: TerminatingError {
    i >= u.count || XPath.signs.contains(u[i]) ? netError("System.Xml.XPath.XPathException", "Expression must evaluate to a node-set.") : XPath.invalid(text)
  }
  private static let signs = Set(",@()|*[]+-=#$<>!./".utf16)
  private static var needsContext: TerminatingError {
    netError("System.Xml.XPath.XPathException", "Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.")
  }
  private var text: String { String(units: u) }

  struct Place { let node: PSXmlNode; let position: Int; let size: Int }
  typealias Expr = (Place) -> Result

  static func string(_ r: Result) -> String {
    switch r {
    case .text(let s): s
    case .number(let d): d == d.rounded() && abs(d) < 1e15 ? String(Int(d)) : d.isNaN ? "NaN" : d.isInfinite ? (d < 0 ? "-Infinity" : "Infinity") : String(d)
    case .truth(let b): b ? "true" : "false"
    case .nodes(let n): n.first?.innerText ?? ""
    }
  }
  static func number(_ r: Result) -> Double {
    switch r {
    case .number(let d): d
    case .truth(let b): b ? 1 : 0
    default: Double(NetString.trim(string(r))) ?? .nan
    }
  }
  static func truth(_ r: Result) -> Bool {
    switch r {
    case .truth(let b): b
    case .number(let d): d != 0 && !d.isNaN
    case .text(let s): !s.isEmpty
    case .nodes(let n): !n.isEmpty
    }
  }

  // MARK: Reading

  private mutating func blank() { while i < u.count, isWhite(u[i]) { i += 1 } }
  private mutating func take(_ s: String) -> Bool {
    blank()
    var end = i, last: UInt16 = 0
    for unit in s.utf16 {
      guard end < u.count, u[end] == unit else { return false }
      last = unit
      end += 1
    }
    if isName(last), end < u.count, isName(u[end]) { return false }
    i = end
    return true
  }
  private func isName(_ c: UInt16) -> Bool { c > 127 || Escaping.isAlphanumeric(UInt8(truncatingIfNeeded: c)) || c == 95 || c == 45 || c == 46 }
  private mutating func name() -> String? {
    blank()
    let start = i
    while i < u.count, isName(u[i]) || (u[i] == 58 && i + 1 < u.count && u[i + 1] != 58 && i > start) { i += 1 }
    return i > start ? String(units: u[start..<i]) : nil
  }

  private mutating func or() throws -> Expr {
    depth += 1
    defer { depth -= 1 }
    if depth > 200 { throw XPath.tooComplex }
    var l = try and()
    while take("or") { let a = l, b = try and(); l = { .truth(XPath.truth(a($0)) || XPath.truth(b($0))) } }
    return l
  }
  private mutating func and() throws -> Expr {
    var l = try equality()
    while take("and") { let a = l, b = try equality(); l = { .truth(XPath.truth(a($0)) && XPath.truth(b($0))) } }
    return l
  }
  private static func compare(_ a: Result, _ b: Result, _ op: String) -> Bool {
    func one(_ x: Result, _ y: Result) -> Bool {
      switch op {
      case "=", "!=":
        let same: Bool
        if case .truth = x { same = truth(x) == truth(y) } else if case .truth = y { same = truth(x) == truth(y) }
        else if case .number = x { same = number(x) == number(y) } else if case .number = y { same = number(x) == number(y) }
        else { same = string(x) == string(y) }
        return op == "=" ? same : !same
      case "<": return number(x) < number(y)
      case "<=": return number(x) <= number(y)
      case ">": return number(x) > number(y)
      default: return number(x) >= number(y)
      }
    }
    switch (a, b) {
    case (.nodes(let m), .nodes(let n)):
      // each text of one side with each different text of the other
      let texts = Set(n.map(\.innerText))
      if op == "=" { return m.contains { texts.contains($0.innerText) } }
      return Set(m.map(\.innerText)).contains { x in !Attention.isWanted && texts.contains { one(.text(x), .text($0)) } }
    case (.nodes(let m), _): return m.contains { one(.text($0.innerText), b) }
    case (_, .nodes(let n)): return n.contains { one(a, .text($0.innerText)) }
    default: return one(a, b)
    }
  }
  private mutating func equality() throws -> Expr {
    var l = try additive()
    while true {
      guard let op = ["!=", "<=", ">=", "=", "<", ">"].first(where: { take($0) }) else { return l }
      let a = l, b = try additive()
      l = { .truth(XPath.compare(a($0), b($0), op)) }
    }
  }
  private mutating func additive() throws -> Expr {
    var l = try multiplicative()
    while true {
      blank()
      if take("+") { let a = l, b = try multiplicative(); l = { .number(XPath.number(a($0)) + XPath.number(b($0))) } }
      else if take("-") { let a = l, b = try multiplicative(); l = { .number(XPath.number(a($0)) - XPath.number(b($0))) } }
      else { return l }
    }
  }
  private mutating func multiplicative() throws -> Expr {
    var l = try union()
    while true {
      if take("div") { let a = l, b = try union(); l = { .number(XPath.number(a($0)) / XPath.number(b($0))) } }
      else if take("mod") { let a = l, b = try union(); l = { .number(XPath.number(a($0)).truncatingRemainder(dividingBy: XPath.number(b($0)))) } }
      else if take("*") { let a = l, b = try union(); l = { .number(XPath.number(a($0)) * XPath.number(b($0))) } }
      else { return l }
    }
  }
  private mutating func union() throws -> Expr {
    var l = try primary()
    while take("|") {
      let a = l, b = try primary()
      l = { p in
        guard case .nodes(let m) = a(p), case .nodes(let n) = b(p) else { return .nodes([]) }
        let known = Set(m.map { ObjectIdentifier($0) })
        return .nodes(m + n.filter { !known.contains(ObjectIdentifier($0)) })
      }
    }
    return l
  }
  private mutating func primary() throws -> Expr {
    parts += 1
    if parts > 50_000 { throw XPath.tooComplex }
    blank()
    guard i < u.count else { throw noStep }
    if u[i] == 36 {
      i += 1
      guard name() != nil else { throw XPath.invalid(text) }
      throw XPath.needsContext
    }
    if u[i] == 39 || u[i] == 34 {
      let q = u[i]
      guard let end = u[(i + 1)...].firstIndex(of: q) else { throw netError("System.Xml.XPath.XPathException", "This is an unclosed string.") }
      let s = String(units: u[(i + 1)..<end])
      i = end + 1
      return { _ in .text(s) }
    }
    if u[i] >= 48 && u[i] <= 57 {
      let start = i
      while i < u.count, u[i] >= 48 && u[i] <= 57 || u[i] == 46 { i += 1 }
      let d = Double(String(units: u[start..<i])) ?? 0
      return { _ in .number(d) }
    }
    if u[i] == 40 {
      i += 1
      let e = try or()
      guard take(")") else { throw XPath.invalid(text) }
      return try steps(after: try predicates(on: e))
    }
    // a function: a name directly before a parenthesis, unless it is a node test
    let saved = i
    if let n = name(), !["text", "node", "comment", "processing-instruction"].contains(n), take("(") {
      var args: [Expr] = []
      if !take(")") {
        repeat { args.append(try or()) } while take(",")
        guard take(")") else { throw XPath.invalid(text) }
      }
      return try function(n, args)
    }
    i = saved
    return try path()
  }
  private mutating func predicates(on e: @escaping Expr) throws -> Expr {
    var l = e
    while take("[") {
      let p = try or(), inner = l
      guard take("]") else { throw XPath.invalid(text) }
      l = { place in
        guard case .nodes(let n) = inner(place) else { return .nodes([]) }
        return .nodes(XPath.filter(n, p))
      }
    }
    return l
  }
  private static func filter(_ n: [PSXmlNode], _ p: Expr) -> [PSXmlNode] {
    n.enumerated().filter { i, x in
      if Attention.isWanted { return false }
      let r = p(Place(node: x, position: i + 1, size: n.count))
      if case .number(let d) = r { return d == Double(i + 1) }
      return truth(r)
    }.map(\.element)
  }
  private mutating func path() throws -> Expr {
    blank()
    var base: Expr = { .nodes([$0.node]) }
    if i < u.count, u[i] == 47 {
      base = { p in
        var n = p.node
        while let q = n.parent { n = q }
        return .nodes([n])
      }
      if i + 1 < u.count, u[i + 1] == 47 { return try steps(after: base) }
      i += 1
      blank()
      if i == u.count || u[i] == 124 || u[i] == 93 || u[i] == 41 { return base }
      return try steps(after: try step(base))
    }
    return try steps(after: try step(base))
  }
  private mutating func steps(after e: @escaping Expr) throws -> Expr {
    var l = e
    while true {
      if take("//") {
        let inner = l
        l = try step { p in
          guard case .nodes(let n) = inner(p) else { return .nodes([]) }
          var seen: Set<ObjectIdentifier> = []
          return .nodes(n.flatMap { [$0] + $0.descendants }.filter { seen.insert(ObjectIdentifier($0)).inserted })
        }
      } else if take("/") { l = try step(l) } else { return l }
    }
  }
  private mutating func step(_ from: @escaping Expr) throws -> Expr {
    parts += 1
    if parts > 50_000 { throw XPath.tooComplex }
    if take("..") { return { p in if case .nodes(let n) = from(p) { .nodes(n.compactMap(\.parent)) } else { .nodes([]) } } }
    if take(".") { return try filtered(from) { [$0] } }
    var axis = "child"
    if take("@") { axis = "attribute" } else {
      for a in ["child", "attribute", "parent", "ancestor-or-self", "ancestor", "descendant-or-self", "descendant", "following-sibling", "preceding-sibling", "self"] {
        let saved = i
        if take(a), take("::") { axis = a; break }
        i = saved
      }
    }
    var test: (PSXmlNode) -> Bool
    if take("*") { test = { $0.kind == .element || $0.kind == .attribute } } else {
      guard let n = name() else { throw noStep }
      if take("(") {
        guard take(")") else { throw XPath.invalid(text) }
        switch n {
        case "text": test = { $0.kind == .text || $0.kind == .cdata || $0.kind == .whitespace }
        case "node": test = { _ in true }
        case "comment": test = { $0.kind == .comment }
        default: test = { $0.kind == .instruction }
        }
      } else {
        let wild = n.hasSuffix(":") && take("*")
        let parts = n.split(separator: ":").map(String.init)
        if parts.count == 2 || wild {
          guard let uri = namespaces[parts[0]] else {
            throw namespaces.isEmpty ? XPath.needsContext : netError("System.Xml.XPath.XPathException", "Namespace prefix '\(parts[0])' is not defined.")
          }
          let local = parts.count == 2 ? parts[1] : nil
          test = { ($0.kind == .element || $0.kind == .attribute) && (local == nil || $0.localName == local) && $0.namespace == uri }
        } else { test = { ($0.kind == .element || $0.kind == .attribute) && $0.name == n && ($0.kind == .attribute || $0.namespace.isEmpty) } }
      }
    }
    let t = test, a = axis
    return try filtered(from) { n in
      switch a {
      case "attribute": return n.attributes.filter { t($0) && $0.name != "xmlns" && !$0.name.hasPrefix("xmlns:") }
      case "parent": return n.parent.map { t($0) ? [$0] : [] } ?? []
      case "self": return t(n) ? [n] : []
      case "ancestor", "ancestor-or-self":
        var out: [PSXmlNode] = a == "ancestor" ? [] : [n], p = n.parent
        while let q = p { out.append(q); p = q.parent }
        return out.filter(t)
      case "descendant", "descendant-or-self":
        return ((a == "descendant" ? [] : [n]) + n.descendants).filter(t)
      case "following-sibling", "preceding-sibling":
        guard let s = n.parent?.children, let k = n.parent?.index(of: n) else { return [] }
        return a == "following-sibling" ? s[(k + 1)...].filter(t) : s[..<k].reversed().filter(t)
      default: return n.children.filter(t)
      }
    }
  }
  /// Applies an axis to each node, then the predicates to each node's own result.
  private mutating func filtered(_ from: @escaping Expr, _ axis: @escaping (PSXmlNode) -> [PSXmlNode]) throws -> Expr {
    var tests: [Expr] = []
    while take("[") {
      tests.append(try or())
      guard take("]") else { throw XPath.invalid(text) }
    }
    let all = tests
    return { p in
      guard case .nodes(let n) = from(p) else { return .nodes([]) }
      var out: [PSXmlNode] = [], seen: Set<ObjectIdentifier> = []
      for x in n where !Attention.isWanted {
        var found = axis(x)
        for t in all { found = XPath.filter(found, t) }
        if n.count == 1 { out = found } else { for f in found where seen.insert(ObjectIdentifier(f)).inserted { out.append(f) } }
      }
      return .nodes(out)
    }
  }
  private func function(_ n: String, _ a: [Expr]) throws -> Expr {
    func s(_ i: Int, _ p: Place) -> String { a.count > i ? XPath.string(a[i](p)) : p.node.innerText }
    func d(_ i: Int, _ p: Place) -> Double { a.count > i ? XPath.number(a[i](p)) : .nan }
    switch n {
    case "position": return { .number(Double($0.position)) }
    case "last": return { .number(Double($0.size)) }
    case "count": return { p in if a.count == 1, case .nodes(let n) = a[0](p) { .number(Double(n.count)) } else { .number(0) } }
    case "sum": return { p in if a.count == 1, case .nodes(let n) = a[0](p) { .number(n.reduce(0) { $0 + XPath.number(.text($1.innerText)) }) } else { .number(0) } }
    case "name": return { p in if a.isEmpty { .text(p.node.name) } else if case .nodes(let n) = a[0](p) { .text(n.first?.name ?? "") } else { .text("") } }
    case "local-name": return { p in if a.isEmpty { .text(p.node.localName) } else if case .nodes(let n) = a[0](p) { .text(n.first?.localName ?? "") } else { .text("") } }
    case "namespace-uri": return { .text($0.node.namespace) }
    case "string": return { .text(s(0, $0)) }
    case "number": return { p in a.isEmpty ? .number(XPath.number(.text(p.node.innerText))) : .number(d(0, p)) }
    case "boolean": return { p in .truth(a.count == 1 && XPath.truth(a[0](p))) }
    case "not": return { p in .truth(!(a.count == 1 && XPath.truth(a[0](p)))) }
    case "true": return { _ in .truth(true) }
    case "false": return { _ in .truth(false) }
    case "concat": return { p in .text(a.map { XPath.string($0(p)) }.joined()) }
    case "contains": return { .truth(s(0, $0).position(of: s(1, $0)) >= 0) }
    case "starts-with": return { .truth(s(0, $0).hasPrefix(s(1, $0))) }
    case "string-length": return { .number(Double(s(0, $0).netLength)) }
    case "normalize-space": return { .text(s(0, $0).split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }).joined(separator: " ")) }
    case "substring-before": return { p in let x = s(0, p), k = x.position(of: s(1, p)); return .text(k < 0 ? "" : x.units(0, k)) }
    case "substring-after": return { p in let x = s(0, p), y = s(1, p), k = x.position(of: y); return .text(k < 0 ? "" : x.units(from: k + y.netLength)) }
    case "substring": return { p in
      // the characters whose places, from 1, lie in the range; none when it has no beginning or no end
      let x = s(0, p), last = Double(x.netLength) + 1, begin = (d(1, p) + 0.5).rounded(.down)
      let end = a.count > 2 ? begin + (d(2, p) + 0.5).rounded(.down) : last
      guard !begin.isNaN, !end.isNaN else { return .text("") }
      let from = Int(min(max(1, begin), last)), to = Int(max(min(end, last), 1))
      return .text(to > from ? x.units(from - 1, to - from) : "")
    }
    case "translate": return { p in
      let from = Array(s(1, p).utf16), to = Array(s(2, p).utf16)
      return .text(String(units: s(0, p).utf16.compactMap { c in from.firstIndex(of: c).map { $0 < to.count ? to[$0] : nil } ?? c }))
    }
    case "floor": return { .number(d(0, $0).rounded(.down)) }
    case "ceiling": return { .number(d(0, $0).rounded(.up)) }
    case "round": return { .number((d(0, $0) + 0.5).rounded(.down)) }
    default: throw XPath.needsContext
    }
  }
}
