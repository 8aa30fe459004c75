/// `Get-Error`: all properties of a record or exception, nested ones indented.
import Engine
import Primitives

enum ErrorDetailView {
  private static let maximumDepth = 10
  private static let expanded: Set<String> = ["System.Management.Automation.InvocationInfo"]

  static func text(_ v: Value, _ c: ExecutionContext) -> String {
    let style = Style.of(c)
    let k = c.host.usesColor ? ErrorView.Colors(error: style.error, accent: style.formatAccent, reset: Style.reset) : ErrorView.Colors()
    return text(v, k, c)
  }
  private static func text(_ v: Value, _ k: ErrorView.Colors, _ c: ExecutionContext) -> String {
    let shown = show(v, 0, 1, k, c)
    // what Get-Error marked for this view is an ordinary record again
    if case .object(let o) = v, let names = o.typeNames {
      let plain = names.map { $0.hasSuffix("#PSExtendedError") ? String($0.dropLast(16)) : $0 }
      if plain != names { o.typeNames = plain }
    }
    return shown
  }

  /// `Get-Error | Out-String` for DetailedView: without colours.
  static func display(_ v: Value, _ c: ExecutionContext) -> String { "\n" + text(v, ErrorView.Colors(), c) + "\n\n" }

  private static func isException(_ v: Value) -> Bool { if case .other(let r) = v.base { r is PSException } else { TypeTable.typeOf(v.base).isSubclass(of: "System.Exception") } }
  private static func isRecord(_ v: Value) -> Bool { if case .other(let r) = v.base { r is ErrorRecord } else { false } }

  private static func show(_ v: Value, _ indent: Int, _ depth: Int, _ k: ErrorView.Colors, _ c: ExecutionContext) -> String {
    let prefix = String(repeating: " ", count: indent)
    var all: [(name: String, value: Value)] = []
    var seen = Set<String>()
    for p in c.properties(v) where !p.isHidden && seen.insert(p.name.lowercased()).inserted { all.append((p.name, (try? p.value(c)) ?? .null)) }
    if isException(v), !seen.contains("type") { all.insert(("Type", .str(TypeTable.typeOf(v.base).fullName)), at: 0) }
    // what compares equal to an empty text: zero and false too, and lists none of whose items differs
    func isEmpty(_ v: Value) -> Bool {
      switch v.base {
      case .bool(let b): !b
      case .int(let n): n == 0
      case .long(let n): n == 0
      case .array(let a): a.values.allSatisfy { $0.stringValue == "" }
      default: v.isNull || v.stringValue == ""
      }
    }
    let width = all.filter { !isEmpty($0.value) }.map(\.name.count).max() ?? 0
    var out = ""
    for (name, value) in all where !isEmpty(value) && name != "PSErrorIndex" && count(value) > 0 {
      out += prefix + k.accent + name + String(repeating: " ", count: max(0, width - name.count)) + " : " + k.reset
      let inner = indent + 4
      let type = TypeTable.typeOf(value.base)
      if isException(value) || isRecord(value) || expanded.contains(type.fullName) {
        out += depth >= maximumDepth ? "…" : "\n" + show(value, inner, depth + 1, k, c)
      } else if name == "TargetSite", type.name == "RuntimeMethodInfo" {
        let shown = ["Name", "DeclaringType", "MemberType", "Module"].map { n in (n, ((try? c.property(value, n)) ?? nil) ?? .null) }
        out += "\n" + show(.object(PSObject(shown)), inner, depth + 1, k, c)
      } else if name == "StackTrace" {
        out += "\n" + ValueText.text(value, c)
      } else if case .hash(let h) = value.base {
        let keys = h.pairs.map { (Conversion.toString($0.key, c), $0.value) }.sorted { $0.0.lowercased() < $1.0.lowercased() }
        if !keys.isEmpty { out += "\n" }
        for (key, x) in keys { out += "\(prefix)    \(k.accent)\(key) : \(k.reset)\(key.equalsIgnoringCase("Authorization") ? "…" : Conversion.toString(x, c))\n" }
      } else if name != "Data", let list = ValueText.elements(value) {
        if depth >= maximumDepth { out += "…" } else {
          var first = true
          for x in list.values {
            out += "\n"
            let blanks = String(repeating: " ", count: inner + 2)
            switch x.base {
            case .type(let t): out += "\(prefix)\(blanks)[\(ValueText.typeText(t))]"
            case .string, .int, .bool, .double, .long, .char, .byte: out += prefix + blanks + ValueText.text(x, c)
            default:
              if !first { out += "\n" }
              out += show(x, inner, depth + 1, k, c)
            }
            first = false
          }
        }
      } else if case .type(let t) = value.base {
        out += "[\(ValueText.typeText(t))]"
      } else {
        var text = Conversion.toString(value, c)
        if name == "PositionMessage", let at = text.firstIndex(of: "~") { text.insert(contentsOf: k.error, at: at) } else if name == "Message" { text = k.error + text }
        if text.utf8.contains(10) {
          let blanks = "\n" + prefix + String(repeating: " ", count: width + 3)
          out += text.partsBetweenLineFeeds.map(trim).joined(separator: blanks)
        } else {
          out += text
        }
      }
      out += "\n"
    }
    if out.hasSuffix("\n") { out.removeLast() }
    return out
  }

  private static func count(_ v: Value) -> Int {
    switch v.base {
    case .array(let a): a.count
    case .hash(let h): h.count
    default: 1
    }
  }
  private static func trim(_ s: String) -> String {
    var t = Substring(s)
    while let f = t.utf8.first, f <= 32 { t = t.dropFirst() }
    while let l = t.utf8.last, l <= 32 { t = t.dropLast() }
    return String(t)
  }
}
