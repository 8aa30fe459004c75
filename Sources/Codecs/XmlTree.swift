/// XML of configuration files (formats, types) as a plain tree: elements, attributes, text.
public final class XmlTree {
  public let name: String
  public var attributes: [(String, String)] = []
  public var children: [XmlTree] = []
  /// All text directly inside, in order.
  public var text = ""
  /// Where the element begins and where its end tag is, for `XmlScanner.place`.
  public private(set) var start = 0, end = 0
  init(_ name: String, at start: Int = 0) { self.name = name; self.start = start; end = start }

  public func child(_ name: String) -> XmlTree? { children.first { $0.name == name } }
  public func all(_ name: String) -> [XmlTree] { children.filter { $0.name == name } }
  /// Text of a child, without blanks around it; nil when there is no such child.
  public func value(_ name: String) -> String? { child(name).map { XmlTree.trim($0.text) } }

  public static func trim(_ s: String) -> String {
    var t = Substring(s)
    while let f = t.utf8.first, f <= 32 { t = t.dropFirst() }
    while let l = t.utf8.last, l <= 32 { t = t.dropLast() }
    return String(t)
  }

  public static func parse(_ bytes: [UInt8]) throws -> XmlTree {
    let scanner = XmlScanner(bytes)
    var open: [XmlTree] = [], root: XmlTree?
    while try scanner.next() {
      switch scanner.kind {
      case .element:
        let e = XmlTree(scanner.name, at: scanner.nodeStart)
        e.attributes = scanner.attributes.map { ($0.name, $0.value) }
        if let top = open.last { top.children.append(e) } else { root = e }
        if !scanner.isEmpty { open.append(e) }
      case .endElement: open.removeLast().end = scanner.nodeStart
      case .text, .whitespace, .cdata: open.last?.text += scanner.value
      case .none, .comment, .instruction, .declaration, .doctype, .end: break
      }
    }
    // the scanner refuses a text without root
    return root ?? XmlTree("")
  }
}
