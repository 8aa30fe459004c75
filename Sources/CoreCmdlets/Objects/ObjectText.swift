/// The texts PowerShell and .NET give a value in the current culture: what sorting falls back to, what groups are called,
/// what Measure-Object counts.
import Engine
import Primitives

enum ObjectText {
  /// `PSObject.ToString()`: sequences by their elements.
  static func shown(_ v: Value, _ context: ExecutionContext = .current) -> String {
    switch v {
    case .string(let s): return s.string
    case .double(let d): return (try? NumberFormat.text(d, "G15", .current)) ?? ""
    case .single(let f): return (try? NumberFormat.text(f, "G7", .current)) ?? ""
    case .array(let a): return joined(a)
    case .boxed(let b): return shown(b.value, context)
    case .hash(let h): return h.enumerated().map(joined) ?? Conversion.plainText(v)
    case .other(let r): return r.enumerated().map(joined) ?? r.dynamicMembers?.displayText ?? Conversion.plainText(v)
    case .object(let o):
      if o.slot(toStringSymbol) != nil || o.typeNames != nil { return Conversion.toString(v, context) }
      if let w = o.wrapped { return shown(w, context) }
      return Conversion.toString(v, context)
    default: return Conversion.plainText(v)
    }
  }
  private static func joined(_ a: PSArray) -> String {
    var out = ""
    for (i, x) in a.values.enumerated() {
      if i > 0 { out += " " }
      switch x.base {
      case .double, .single: out += shown(x)
      case .array(let inner): out += inner.netType.fullName
      default: if !x.isNull { out += Conversion.plainText(x) }
      }
    }
    return out
  }
  /// `Object.ToString()`: sequences by their type, unless they travel as objects.
  static func plain(_ v: Value, _ context: ExecutionContext = .current) -> String {
    if v.isNull { return "" }
    if case .object(let o) = v, o.typeNames != nil, let member = o.deserializedEnumerationText { return member }
    if case .object(let o) = v { return o.wrapped == nil ? Conversion.toStringInCulture(v, context) : shown(v, context) }
    return Conversion.plainText(v)
  }
  /// What a block gave, as the object it travels in: collections print as objects do.
  static func travelling(_ v: Value) -> Value {
    switch v {
    case .array, .hash: .object(PSObject(wrapping: v))
    case .other(let r) where !r.isIterator && r.enumerated() != nil: .object(PSObject(wrapping: v))
    default: v
    }
  }
  private static let toStringSymbol = Symbol.of("ToString")
}
