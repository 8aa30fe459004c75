/// A column of ConvertTo-Html: what it shows, under which heading.
import Engine

struct HtmlColumn {
  let label: String
  let expression: PropertyExpression
  let attributes: String

  static let keys = [
    PropertyArgument.expressionKey, PropertyArgument.Key(["label", "name"], .label),
    PropertyArgument.Key(["alignment"], .text), PropertyArgument.Key(["width"], .textOrNumber)
  ]

  /// Patterns spread over the properties the first object has.
  static func resolve(_ given: [PropertyArgument], _ first: Value, _ shell: Invocation) throws -> [HtmlColumn] {
    var all: [HtmlColumn] = []
    for a in given {
      var style = ""
      if let w = a.options["width"] { style += " width = \"\(Conversion.toString(w))\"" }
      if let x = a.options["alignment"] { style += " align = \"\(Conversion.toString(x).lowercased())\"" }
      let label = a.options["label"]?.stringValue
      if case .block = a.expression.source { all.append(HtmlColumn(label: label ?? a.expression.text, expression: a.expression, attributes: style)); continue }
      for r in try a.expression.results(on: first, shell) { all.append(HtmlColumn(label: label ?? r.name, expression: PropertyExpression(resolved: r.name), attributes: style)) }
    }
    return all
  }
  func text(_ v: Value, _ shell: Invocation) throws -> String {
    guard let x = try expression.value(of: v, shell), !x.isNull else { return "" }
    return ObjectText.plain(x, shell.context)
  }
  /// As `WebUtility.HtmlEncode`: the five characters, and Latin-1 letters and beyond the basic plane by number.
  static func escape(_ s: String) -> String {
    if s.utf8.allSatisfy({ $0 < 128 && $0 != 60 && $0 != 62 && $0 != 38 && $0 != 34 && $0 != 39 }) { return s }
    var out = ""
    for u in s.unicodeScalars {
      switch u {
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: if (160..<256).contains(u.value) || u.value > 0xFFFF { out += "&#\(u.value);" } else { out.unicodeScalars.append(u) }
      }
    }
    return out
  }
}
