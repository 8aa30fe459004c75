/// Settings as the text of a hashtable, one a line.
import Engine

enum SettingsText {
  static func text(_ pairs: [(key: Value, value: Value)], _ context: ExecutionContext) -> String {
    var out = "@{\n"
    for (k, v) in pairs { out += Conversion.toString(k) + " = " + literal(v, context) + "\n" }
    return out + "}\n"
  }
  static func literal(_ v: Value, _ context: ExecutionContext) -> String {
    switch v.base {
    case .bool(let b): return b ? "$true" : "$false"
    case .int, .long, .double: return Conversion.toString(v)
    case .hash(let h): return "@{ " + h.pairs.map { "'" + Conversion.toString($0.key).replacing("'", with: "''") + "' = " + literal($0.value, context) }.joined(separator: "; ") + " }"
    default:
      if let all = v.elementsIfSequence { return "@(" + all.map { literal($0, context) }.joined(separator: ", ") + ")" }
      return "'" + Conversion.toString(v, context).replacing("'", with: "''") + "'"
    }
  }
}
