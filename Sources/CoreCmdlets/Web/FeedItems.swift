/// RSS and Atom: what Invoke-RestMethod hands out one by one, though the document has one root.
import NetTypes

enum FeedItems {
  /// The items or entries of a feed; nil for a text whose first ten nodes name none.
  static func of(_ text: String) -> [PSXmlNode]? {
    guard text.utf8.first(where: { $0 > 32 }) == 60 || text.hasPrefix("\u{FEFF}"), let document = try? NetTypes.newDocument(text, preserveWhitespace: true) else { return nil }
    var left = 10
    guard let feed = root(of: document, &left) else { return nil }
    var found: [PSXmlNode] = []
    collect(feed, &found)
    for item in found { NetTypes.detach(item) }
    return found
  }
  private static func root(of n: PSXmlNode, _ left: inout Int) -> PSXmlNode? {
    for c in n.children where c.kind != .instruction {
      left -= 1
      if left < 0 { return nil }
      if ["rss", "feed"].contains(c.name.lowercased()) { return c }
      if let deeper = root(of: c, &left) { return deeper }
    }
    return nil
  }
  private static func collect(_ n: PSXmlNode, _ found: inout [PSXmlNode]) {
    for c in n.children where c.kind == .element {
      if ["item", "entry"].contains(c.name.lowercased()) { found.append(c) } else { collect(c, &found) }
    }
  }
}
