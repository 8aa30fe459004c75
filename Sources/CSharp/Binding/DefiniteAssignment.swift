/// Whether every variable has a value where it is read: C#'s rule of definite assignment, on the tree.
///
/// A state is the set of names that surely have a value; nil stands for code that is never reached, where all have one.

struct DefiniteAssignment {
  private typealias State = Set<String>?
  private let report: (_ code: Int, _ message: String, _ offset: Int) -> Void
  /// Names declared without a value.
  private var open: Set<String> = []
  private let outs: [String]
  /// States at the `break`s of the loops and switches around.
  private var breaks: [[State]] = []
  private var told: Set<String> = []

  /// - Parameter outs: the names of `out` parameters, which must have a value when the method ends
  static func check(_ body: Statement, outs: [String], end: Int, _ report: @escaping (Int, String, Int) -> Void) {
    if hasLabels(body) { return }
    var d = DefiniteAssignment(report: report, outs: outs)
    d.open = Set(outs)
    let last = d.walk(body, [])
    d.leave(last, end)
  }
  private init(report: @escaping (Int, String, Int) -> Void, outs: [String]) { self.report = report; self.outs = outs }

  private static func hasLabels(_ s: Statement) -> Bool {
    switch s.kind {
    case .labelled, .goto, .gotoCase: true
    case .block(let l): l.contains(where: hasLabels)
    case .if(_, let a, let b): hasLabels(a) || b.map(hasLabels) ?? false
    case .while(_, let b), .do(let b, _), .for(_, _, _, let b), .forEach(_, _, _, _, let b), .forEachTuple(_, _, let b), .using(_, _, let b), .lock(_, let b), .checked(let b): hasLabels(b)
    case .switch(_, let l): l.contains { $0.body.contains(where: hasLabels) }
    case .try(let b, let c, let f): hasLabels(b) || c.contains { hasLabels($0.body) } || f.map(hasLabels) ?? false
    default: false
    }
  }
  private mutating func leave(_ s: State, _ offset: Int) {
    guard let s else { return }
    for o in outs where !s.contains(o) { report(177, "The out parameter '\(o)' must be assigned to before control leaves the current method", offset) }
  }
  private func meet(_ a: State, _ b: State) -> State {
    guard let a else { return b }
    guard let b else { return a }
    return a.intersection(b)
  }

  // MARK: Statements

  private mutating func walk(_ l: [Statement], _ s: State) -> State { l.reduce(s) { walk($1, $0) } }
  private mutating func walk(_ x: Statement, _ s: State) -> State {
    switch x.kind {
    case .block(let l): return walk(l, s)
    case .expression(let e): return value(e, s)
    case .declaration(_, let variables, let isConst):
      var s = s
      for v in variables {
        if let e = v.value { s = value(e, s); s?.insert(v.name) } else if !isConst { open.insert(v.name); s?.remove(v.name) }
      }
      return s
    case .if(let c, let a, let b):
      let (yes, no) = condition(c, s)
      let then = walk(a, yes)
      return meet(then, b.map { walk($0, no) } ?? no)
    case .while(let c, let b):
      let (yes, no) = condition(c, s)
      return loop(b, yes, then: { _, s in s }, after: no)
    case .do(let b, let c):
      breaks.append([])
      let end = walk(b, s)
      let no = condition(c, end ?? s).1
      return breaks.removeLast().reduce(no) { meet($0, $1) }
    case .for(let first, let c, let steps, let b):
      let start = walk(first, s)
      let (yes, no) = c.map { condition($0, start) } ?? (start, nil)
      return loop(b, yes, then: { d, s in steps.reduce(s) { d.value($1, $0) } }, after: no)
    case .forEach(_, let n, _, let e, let b):
      let start = value(e, s)
      var inside = start
      inside?.insert(n)
      return loop(b, inside, then: { _, s in s }, after: start)
    case .forEachTuple(let names, let e, let b):
      let start = value(e, s)
      var inside = start
      inside?.formUnion(names)
      return loop(b, inside, then: { _, s in s }, after: start)
    case .switch(let e, let sections):
      let start = value(e, s)
      breaks.append([])
      var result: State = sections.contains { $0.labels.contains { $0.pattern == nil } } ? nil : start
      for section in sections { result = meet(result, walk(section.body, patterns(section.labels.compactMap(\.pattern), start))) }
      return breaks.removeLast().reduce(result) { meet($0, $1) }
    case .return(let e):
      let end = e.map { value($0, s) } ?? s
      leave(end, x.offset)
      return nil
    case .throw(let e): _ = e.map { value($0, s) }; return nil
    case .yieldReturn(let e): return value(e, s)
    case .yieldBreak, .continue, .goto, .gotoCase: return nil
    case .break:
      if !breaks.isEmpty { breaks[breaks.count - 1].append(s) }
      return nil
    case .try(let b, let catches, let last):
      var end = walk(b, s)
      for c in catches {
        var start = s
        if let n = c.name { start?.insert(n) }
        end = meet(end, walk(c.body, start))
      }
      guard let last else { return end }
      guard let after = walk(last, s) else { return nil }
      end?.formUnion(after)
      return end
    case .using(let d, let e, let b): return walk(b, e.map { value($0, walk(d, s)) } ?? walk(d, s))
    case .lock(let e, let b): return walk(b, value(e, s))
    case .checked(let b), .labelled(_, let b): return walk(b, s)
    case .localFunction, .empty: return s
    }
  }
  private mutating func loop(_ b: Statement, _ start: State, then: (inout DefiniteAssignment, State) -> State, after: State) -> State {
    breaks.append([])
    let end = walk(b, start)
    _ = then(&self, end ?? start)
    return breaks.removeLast().reduce(after) { meet($0, $1) }
  }
  private func patterns(_ all: [Pattern], _ s: State) -> State {
    var s = s
    func names(_ p: Pattern) {
      switch p {
      case .type(_, let n, _): if let n { s?.insert(n) }
      case .declared(let n, _): s?.insert(n)
      case .not(let q): names(q)
      case .and(let a, let b), .or(let a, let b): names(a); names(b)
      case .properties(_, let l, let n, _): for x in l { names(x.1) }; if let n { s?.insert(n) }
      case .constant, .relation, .discard: break
      }
    }
    for p in all { names(p) }
    return s
  }

  // MARK: Expressions

  /// States when a condition holds and when not.
  private mutating func condition(_ e: Expression, _ s: State) -> (State, State) {
    switch e.kind {
    case .literal(.bool(let b)): return b ? (s, nil) : (nil, s)
    case .unary("!", let x): let (a, b) = condition(x, s); return (b, a)
    case .binary("&&", let x, let y):
      let (a, b) = condition(x, s), (c, d) = condition(y, a)
      return (c, meet(b, d))
    case .binary("||", let x, let y):
      let (a, b) = condition(x, s), (c, d) = condition(y, b)
      return (meet(a, c), d)
    case .isType(let x, let p): let t = value(x, s); return (patterns([p], t), patterns([p], t))
    default: let t = value(e, s); return (t, t)
    }
  }
  private mutating func values(_ a: [Argument], _ s: State) -> State {
    var s = s
    for x in a {
      if x.passing == .out, case .name(let n, _) = x.value.kind { s?.insert(n) } else if x.passing == .out { s = target(x.value, s) } else { s = value(x.value, s) }
    }
    return s
  }
  /// The parts of a place that are read when it is assigned.
  private mutating func target(_ e: Expression, _ s: State) -> State {
    switch e.kind {
    case .name: return s
    // a field of a struct that is filled part by part
    case .member(let x, _, _):
      if case .name(let n, _) = x.kind { var t = s; t?.insert(n); return t }
      return value(x, s)
    case .index(let x, let a): return values(a, value(x, s))
    case .tuple(let items): return items.reduce(s) { target($1.1, $0) }
    default: return s
    }
  }
  private mutating func value(_ e: Expression, _ s: State) -> State {
    switch e.kind {
    case .name(let n, _):
      if let s, open.contains(n), !s.contains(n), told.insert("\(n) \(e.start)").inserted {
        if outs.contains(n) { report(269, "Use of unassigned out parameter '\(n)'", e.start) } else { report(165, "Use of unassigned local variable '\(n)'", e.start) }
        var t = s
        t.insert(n)
        return t
      }
      return s
    case .assign("=", let x, let y):
      var t = value(y, target(x, s))
      if case .name(let n, _) = x.kind { t?.insert(n) }
      if case .tuple(let items) = x.kind { for i in items { if case .name(let n, _) = i.1.kind { t?.insert(n) }; if case .declaration(_, let n) = i.1.kind { t?.insert(n) } } }
      return t
    case .assign(_, let x, let y): return value(y, value(x, s))
    case .binary("&&", _, _), .binary("||", _, _), .unary("!", _): let (a, b) = condition(e, s); return meet(a, b)
    case .binary("??", let x, let y): let t = value(x, s); _ = value(y, t); return t
    case .binary(_, let x, let y): return value(y, value(x, s))
    case .ternary(let c, let x, let y): let (a, b) = condition(c, s); let t = value(x, a); return meet(t, value(y, b))
    case .isType(let x, let p): return patterns([p], value(x, s))
    case .call(let x, let a):
      if case .name("nameof", _) = x.kind { return s }
      return values(a, value(x, s))
    case .index(let x, let a): return values(a, value(x, s))
    case .new(_, let a, let i):
      var t = values(a, s)
      for x in i?.elements ?? [] {
        switch x {
        case .member(_, let y, _): t = value(y, t)
        case .indexed(let k, let y): t = value(y, values(k, t))
        case .item(let l): t = l.reduce(t) { value($1, $0) }
        case .nested: break
        }
      }
      return t
    case .newArray(_, let l, _, let i): return (l + (i ?? [])).reduce(s) { value($1, $0) }
    case .anonymous(let l), .tuple(let l): return l.reduce(s) { value($1.1, $0) }
    case .collection(let l): return l.reduce(s) { value($1, $0) }
    case .interpolated(let l): return l.reduce(s) { t, p in p.value.map { value($0, t) } ?? t }
    case .conditional(let x, let rest): let t = value(x, s); _ = value(rest, t); return t
    case .member(let x, _, _), .unary(_, let x), .postfix(_, let x), .cast(_, let x), .asType(let x, _), .checked(let x), .unchecked(let x), .awaiting(let x): return value(x, s)
    case .throwing(let x): _ = value(x, s); return nil
    case .switching(let x, let arms):
      let t = value(x, s)
      var end: State = nil
      for a in arms { end = meet(end, value(a.2, patterns([a.0], t))) }
      return end
    case .declaration(_, let n): var t = s; t?.insert(n); return t
    default: return s
    }
  }
}
