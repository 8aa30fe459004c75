/// Links, images and fields of a page, as objects with their attributes: found the way PowerShell finds them, by patterns.
import Engine
import Primitives

struct HtmlElements {
  private static let listName = "Microsoft.PowerShell.Commands.WebCmdletElementCollection"
  static func register() {
    TypeTable.register(listName) {
      NetType(listName, base: TypeTable.generic("System.Collections.ObjectModel.ReadOnlyCollection`1", [TypeTable.get("System.Management.Automation.PSObject")])) { t in
        for (method, parameter, names) in [("Find", "nameOrId", ["id", "name"]), ("FindById", "id", ["id"]), ("FindByName", "name", ["name"])] {
          t.method("psobject \(method)(string \(parameter))") { v, a, c in
            let wanted = Conversion.toString(a.first ?? .null)
            for name in names {
              if let found = try v.arrayValue?.values.first(where: { Conversion.toString(try c.property($0, name) ?? .null).equalsIgnoringCase(wanted) && !wanted.isEmpty }) { return found }
            }
            return .null
          }
        }
      }
    }
  }
  private let text: String
  init(_ text: String) { self.text = text }

  private static func pattern(_ s: String) -> NetRegex? { try? NetRegex(s, [.singleline, .ignoreCase]) }
  private static let kinds = [
    "IMG": pattern(#"<img\s[^>]*?>"#), "INPUT": pattern(#"<input\s+[^>]*(/?>|>.*?</input>)"#), "A": pattern(#"<a\s+[^>]*(/>|>.*?</a>)"#),
  ]
  private static let tag = pattern(#"<\w+((\s+[^"'>/=\s\p{Cc}]+(\s*=\s*(?:".*?"|'.*?'|[^'">\s]+))?)+\s*|\s*)/?>"#)
  private static let attribute = pattern(#"(?<=\s+)([^"'>/=\s\p{Cc}]+(\s*=\s*(?:".*?"|'.*?'|[^'">\s]+))?)"#)
  private static let nameAndValue = pattern(#"([^"'>/=\s\p{Cc}]+)(?:\s*=\s*(?:"(.*?)"|'(.*?)'|([^'">\s]+)))?"#)

  /// The elements of a kind, which is how the page's tags are called in capitals.
  func list(_ name: String) -> Value {
    let found = HtmlElements.kinds[name]??.matches(text) ?? []
    let all = PSArray(found.map { .object(HtmlElements.object($0.value, name)) })
    all.kind = .readOnlyCollection
    all.exactType = TypeTable.get(HtmlElements.listName)
    return .array(all)
  }
  private static func object(_ html: String, _ name: String) -> PSObject {
    let o = PSObject()
    o.set("outerHTML", .str(html))
    o.set("tagName", .str(name))
    for a in attribute?.matches(tag?.firstMatch(html)?.value ?? "") ?? [] {
      guard let parts = nameAndValue?.firstMatch(a.value)?.groups, let value = parts.dropFirst(2).first(where: \.success)?.value else {
        o.set(nameAndValue?.firstMatch(a.value)?.groups[1].value ?? a.value, .null)
        continue
      }
      o.set(parts[1].value, .str(value))
    }
    return o
  }
}
