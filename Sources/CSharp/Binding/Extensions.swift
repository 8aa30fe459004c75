/// Extension methods: those of the source, and LINQ's (`Linq.swift`).
import Engine
import NetTypes

extension BodyCompiler {
  /// The method `name` as an extension of a type; nil when there is none.
  func extensions(_ t: NetType, _ n: String, _ types: [TypeRef], _ r: Code, _ e: Expression) -> Code? {
    var own: [Callable] = []
    for s in compilation.allSymbols where s.isStaticClass { for m in s.methods where m.isExtension && m.name == n { own.append(.method(m, in: s.type)) } }
    let linq = owner.scope.allUsings.contains("System.Linq") && Linq.operators[n] != nil ? Types.element(of: t) : nil
    if own.isEmpty, linq == nil { return n == "AsSpan" ? span(of: t, r) : nil }
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
