/// `WildcardPattern`.
import Engine
import Primitives

extension NetTypes {
  static func defineWildcard(_ t: NetType) {
    func of(_ v: Value) -> WildcardPattern? { (v.refValue as? PSWildcard)?.pattern }
    let ns = "System.Management.Automation."
    func make(_ text: String, _ options: Int) throws -> Value {
      do { return .other(PSWildcard(try WildcardPattern(text, ignoreCase: options & 2 != 0), text: text, options: options)) } catch { throw netError(ns + "WildcardPatternException", "\(error)") }
    }
    t.constructor(ns + "WildcardPattern new(string pattern)") { a, _ in try make(a.string(0), 0) }
    t.constructor(ns + "WildcardPattern new(string pattern, \(ns)WildcardOptions options)") { a, _ in try make(a.string(0), a.flags(1)) }
    t.staticMethod("static \(ns)WildcardPattern Get(string pattern, \(ns)WildcardOptions options)") { a, _ in try make(a.string(0), a.flags(1)) }
    t.staticMethod("static string Escape(string pattern)") { a, _ in .str(WildcardPattern.escape(a.string(0))) }
    t.staticMethod("static string Unescape(string pattern)") { a, _ in .str(WildcardPattern.unescape(a.string(0))) }
    t.staticMethod("static bool ContainsWildcardCharacters(string pattern)") { a, _ in .bool(WildcardPattern.containsWildcard(a.string(0))) }
    t.method("bool IsMatch(string input)") { v, a, _ in .bool(of(v)?.matches(a.string(0)) ?? false) }
    t.method("string ToWql()") { v, _, _ in .str(WildcardTranslation.wql((v.refValue as? PSWildcard)?.source ?? "")) }
    t.method("regex ToRegex()") { v, _, _ in
      let w = v.refValue as? PSWildcard, options = w?.options ?? 0
      // single line; compiled, without case and without culture as the pattern is
      let flags = 16 | (options & 1 != 0 ? 8 : 0) | (options & 2 != 0 ? 1 : 0) | (options & 4 != 0 ? 512 : 0)
      return .other(PSRegex(try NetRegex.cached(WildcardTranslation.regex(w?.source ?? ""), NetRegex.Options(rawValue: flags))))
    }
  }
}
