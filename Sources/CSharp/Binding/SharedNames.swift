/// Which names the lambdas, local functions and queries inside a body mention. A variable of such a name lives in a box that
/// body and lambda share; that some boxes are not needed costs nothing but time.

struct SharedNames {
  private var names: Set<String> = []
  private var depth = 0
  private var hasYield = false

  static func of(_ s: Statement) -> Set<String> { var w = SharedNames(); w.walk(s); return w.names }
  static func of(expression e: Expression) -> Set<String> { var w = SharedNames(); w.walk(e); return w.names }
  /// Whether `yield` stands in it, outside of lambdas.
  static func yields(_ s: Statement) -> Bool { var w = SharedNames(); w.walk(s); return w.hasYield }

  private mutating func inside(_ body: (inout SharedNames) -> Void) { depth += 1; body(&self); depth -= 1 }
  private mutating func walk(_ l: [Statement]) { for s in l { walk(s) } }
  private mutating func walk(_ a: [Argument]) { for x in a { walk(x.value) } }

  mutating func walk(_ s: Statement) {
    switch s.kind {
    case .block(let l): walk(l)
    case .expression(let e): walk(e)
    case .declaration(_, let v, _): for x in v { walk(x.value) }
    case .localFunction(let m): inside { w in w.walk(m.body); w.walk(m.expressionBody); if w.depth > 0 { w.names.insert(m.name) } }
    case .if(let c, let a, let b): walk(c); walk(a); walk(b)
    case .while(let c, let b): walk(c); walk(b)
    case .do(let b, let c): walk(b); walk(c)
    case .for(let a, let c, let e, let b): walk(a); walk(c); for x in e { walk(x) }; walk(b)
    case .forEach(_, _, _, let e, let b): walk(e); walk(b)
    case .forEachTuple(_, let e, let b): walk(e); walk(b)
    case .switch(let e, let sections): walk(e); for x in sections { for l in x.labels { walk(l.pattern); walk(l.guardedBy) }; walk(x.body) }
    case .return(let e): walk(e)
    case .yieldReturn(let e): if depth == 0 { hasYield = true }; walk(e)
    case .yieldBreak: if depth == 0 { hasYield = true }
    case .throw(let e): walk(e)
    case .try(let b, let c, let f): walk(b); for x in c { walk(x.filter); walk(x.body) }; walk(f)
    case .using(let d, let e, let b): walk(d); walk(e); walk(b)
    case .lock(let e, let b): walk(e); walk(b)
    case .checked(let b): walk(b)
    case .gotoCase(let e): walk(e)
    case .labelled(_, let b): walk(b)
    case .empty, .break, .continue, .goto: break
    }
  }
  private mutating func walk(_ s: Statement?) { if let s { walk(s) } }
  private mutating func walk(_ e: Expression?) { if let e { walk(e) } }
  private mutating func walk(_ p: Pattern?) {
    guard let p else { return }
    switch p {
    case .constant(let e), .relation(_, let e): walk(e)
    case .not(let x): walk(x)
    case .and(let a, let b), .or(let a, let b): walk(a); walk(b)
    case .properties(_, let l, _, _): for x in l { walk(x.1) }
    case .type, .declared, .discard: break
    }
  }
  private mutating func walk(_ i: Initialiser?) {
    for x in i?.elements ?? [] {
      switch x {
      case .member(_, let e, _): walk(e)
      case .nested(_, let n, _): walk(n)
      case .indexed(let a, let e): walk(a); walk(e)
      case .item(let l): for e in l { walk(e) }
      }
    }
  }
  mutating func walk(_ e: Expression) {
    switch e.kind {
    case .name(let n, _): if depth > 0 { names.insert(n) }
    case .interpolated(let l): for x in l { walk(x.value); walk(x.alignment) }
    case .member(let a, _, _), .unary(_, let a), .postfix(_, let a), .cast(_, let a), .asType(let a, _), .nameOf(let a), .checked(let a), .unchecked(let a), .throwing(let a), .awaiting(let a): walk(a)
    case .conditional(let a, let b), .binary(_, let a, let b), .assign(_, let a, let b): walk(a); walk(b)
    case .call(let a, let l), .index(let a, let l): walk(a); walk(l)
    case .new(_, let l, let i): walk(l); walk(i)
    case .newArray(_, let l, _, let i): for x in l { walk(x) }; for x in i ?? [] { walk(x) }
    case .anonymous(let l), .tuple(let l): for x in l { walk(x.1) }
    case .ternary(let a, let b, let c): walk(a); walk(b); walk(c)
    case .isType(let a, let p): walk(a); walk(p)
    case .lambda(let l): inside { w in switch l.body { case .expression(let x): w.walk(x); case .block(let b): w.walk(b) } }
    case .switching(let a, let arms): walk(a); for x in arms { walk(x.0); walk(x.1); walk(x.2) }
    case .collection(let l): for x in l { walk(x) }
    case .range(let a, let b): walk(a); walk(b)
    case .query(let q):
      inside { w in
        for c in q.clauses {
          switch c {
          case .from(_, let x), .letting(_, let x), .filter(let x), .select(let x): w.walk(x)
          case .order(let l): for x in l { w.walk(x.0) }
          case .join(_, let a, let b, let c, _): w.walk(a); w.walk(b); w.walk(c)
          case .group(let a, let b): w.walk(a); w.walk(b)
          case .into: break
          }
        }
      }
    case .literal, .conditionalReceiver, .typeOf, .defaultOf, .sizeOf, .this, .base, .declaration, .typeName, .missing: break
    }
  }
}
