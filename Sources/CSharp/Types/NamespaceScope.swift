/// Where names of types are looked up: namespaces around the code, and what `using` brings in.
import Engine

final class NamespaceScope {
  let outer: NamespaceScope?
  /// Full name of the namespace.
  let name: String
  /// Namespaces and types named by `using`, aliases.
  var usings: [String] = []
  var staticUsings: [NetType] = []
  var aliases: [String: TypeRef] = [:]
  /// `using C = System.Collections;`
  var namespaceAliases: [String: String] = [:]
  let compilation: Compilation
  init(_ name: String, _ outer: NamespaceScope?, _ compilation: Compilation) { self.name = name; self.outer = outer; self.compilation = compilation }

  /// `A.B.C` → `A.B.C`, `A.B`, `A`, ``: innermost first, with the scope's own usings after each.
  private var prefixes: [String] {
    var all: [String] = [], n = name
    let stop = outer?.name ?? ""
    while n != stop, !n.isEmpty {
      all.append(n)
      n = n.lastIndex(of: ".").map { String(n[..<$0]) } ?? ""
    }
    if outer == nil { all.append("") }
    return all
  }
  enum Found { case type(NetType), ambiguous(NetType, NetType) }
  func type(_ word: String, _ arity: Int) -> Found? {
    for p in prefixes { if let t = compilation.type(p.isEmpty ? word : p + "." + word, arity) { return .type(t) } }
    var found: NetType?
    for u in usings {
      guard let t = compilation.type(u + "." + word, arity), t !== found else { continue }
      if let found { return .ambiguous(found, t) }
      found = t
    }
    if let found { return .type(found) }
    return outer?.type(word, arity)
  }
  /// The full name of a namespace that the word means here.
  func namespace(_ word: String) -> String? {
    if let n = namespaceAliases[word] { return n }
    for p in prefixes { let n = p.isEmpty ? word : p + "." + word; if compilation.isNamespace(n) { return n } }
    return outer?.namespace(word)
  }
  func alias(_ word: String) -> (TypeRef, NamespaceScope)? { aliases[word].map { ($0, self) } ?? outer?.alias(word) }
  /// All namespaces in force, for extension methods.
  var allUsings: [String] { usings + (outer?.allUsings ?? []) }
  var allStaticUsings: [NetType] { staticUsings + (outer?.allStaticUsings ?? []) }
}
