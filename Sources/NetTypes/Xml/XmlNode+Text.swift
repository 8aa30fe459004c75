/// XML nodes as text. A writer declares the namespaces that elements and attributes need where nobody has declared them, as .NET's does:
/// an element made without a namespace below one that has a default one gets `xmlns=""`.
import Engine
import Primitives

extension PSXmlNode {
  static func escape(_ s: String, attribute: Bool) -> String {
    var out: [UInt8] = []
    for b in s.utf8 {
      switch b {
      case 38: out += "&amp;".utf8
      case 60: out += "&lt;".utf8
      case 62: out += "&gt;".utf8
      case 34 where attribute: out += "&quot;".utf8
      case 10 where attribute: out += "&#xA;".utf8
      case 13: out += "&#xD;".utf8
      case 9 where attribute: out += "&#x9;".utf8
      default: out.append(b)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
  var outer: String { var s = ""; write(to: &s, indent: nil); return s }
  var inner: String { kind == .attribute ? PSXmlNode.escape(value, attribute: true) : children.map(\.outer).joined() }
  /// Indented as `XmlDocument.Save` does it.
  var indented: String {
    var s = ""
    for (i, c) in (kind == .document ? children : [self]).enumerated() {
      if i > 0 { s += "\n" }
      c.write(to: &s, indent: "  ")
    }
    return s
  }
  /// Writes the node with what is below it. The elements under way stand in a list, not on the stack, however deep they are.
  private func write(to s: inout String, indent: String?) {
    var open: [(node: PSXmlNode, next: Int, pretty: Bool)] = []
    var depth = 0
    var scope = PrefixScope()
    func begin(_ n: PSXmlNode, pretty: Bool) {
      if n.kind == .document || n.kind == .fragment { return open.append((n, 0, false)) }
      guard n.kind == .element else { return n.writeLeaf(to: &s) }
      s += "<" + n.name
      let (names, declarations) = scope.enter(n, depth: depth + 1)
      for (i, a) in n.attributes.enumerated() { s += " " + (names[i] ?? a.name) + "=\"" + PSXmlNode.escape(a.value, attribute: true) + "\"" }
      for (prefix, uri) in declarations.reversed() {
        s += (prefix.isEmpty ? " xmlns" : " xmlns:" + prefix) + "=\"" + PSXmlNode.escape(uri, attribute: true) + "\""
      }
      if n.children.isEmpty, n.isEmpty { s += " />"; return scope.close() }
      s += ">"
      let pretty = pretty && !n.children.isEmpty && !n.children.contains { $0.kind == .text || $0.kind == .cdata || $0.kind == .whitespace }
      open.append((n, 0, pretty))
      depth += 1
    }
    func newLine() { s += "\n" + String(repeating: indent ?? "", count: depth) }
    begin(self, pretty: indent != nil)
    while let (node, next, pretty) = open.last, !Attention.isWanted {
      if next < node.children.count {
        open[open.count - 1].next += 1
        if pretty { newLine() }
        begin(node.children[next], pretty: node.kind == .element ? pretty : indent != nil)
        continue
      }
      open.removeLast()
      guard node.kind == .element else { continue }
      depth -= 1
      scope.close()
      if pretty { newLine() }
      s += "</" + node.name + ">"
    }
  }
  private func writeLeaf(to s: inout String) {
    switch kind {
    case .text, .whitespace: s += PSXmlNode.escape(value, attribute: false)
    case .cdata: s += "<![CDATA[" + value + "]]>"
    case .comment: s += "<!--" + value + "-->"
    case .instruction: s += "<?" + name + (value.isEmpty ? "" : " " + value) + "?>"
    case .declaration: s += "<?xml " + declaration + "?>"
    case .doctype: s += "<!DOCTYPE " + name + value + ">"
    case .attribute: s += name + "=\"" + PSXmlNode.escape(value, attribute: true) + "\""
    case .element, .document, .fragment: break
    }
  }
  /// The declaration's parts in double quotes, however they were written.
  private var declaration: String {
    var parts: [String] = [], rest = Substring(value)
    while let equals = rest.firstIndex(of: "=") {
      let name = NetString.trim(String(rest[..<equals]))
      let quoted = rest[rest.index(after: equals)...].drop { $0 == " " }
      guard let quote = quoted.first, let end = quoted.dropFirst().firstIndex(of: quote) else { return value }
      parts.append(name + "=\"" + quoted.dropFirst()[..<end] + "\"")
      rest = quoted[quoted.index(after: end)...]
    }
    return parts.joined(separator: " ")
  }
}

extension PrefixScope {
  /// Opens an element: the names of attributes that need a prefix, by position, and the declarations it lacks, the first needed first.
  fileprivate mutating func enter(_ element: PSXmlNode, depth: Int) -> (names: [Int: String], declarations: ArraySlice<(prefix: String, uri: String)>) {
    open()
    if isEmpty, element.namespace.isEmpty, element.attributes.allSatisfy({ $0.namespace.isEmpty && !$0.name.hasPrefix("xmlns") }) { return ([:], []) }
    for a in element.attributes where a.name == "xmlns" || a.prefix == "xmlns" { bind(a.name == "xmlns" ? "" : a.localName, a.value) }
    let declared = own.count
    func need(_ prefix: String, _ namespace: String, _ scope: inout PrefixScope) {
      if prefix != "xml", (scope.uri(of: prefix) ?? "") != namespace { scope.bind(prefix, namespace) }
    }
    var names: [Int: String] = [:], made = 0
    // what the element itself declares stands, even against its namespace
    if !own.contains(where: { $0.prefix == element.prefix }) { need(element.prefix, element.namespace, &self) }
    for (i, a) in element.attributes.enumerated() where !a.namespace.isEmpty && a.name != "xmlns" && a.prefix != "xmlns" {
      if a.prefix.isEmpty {
        let known = prefix(of: a.namespace, named: true)
        if known == nil { made += 1 }
        let prefix = known ?? "d\(depth)p\(made)"
        need(prefix, a.namespace, &self)
        names[i] = prefix + ":" + a.localName
      } else {
        need(a.prefix, a.namespace, &self)
      }
    }
    return (names, own.dropFirst(declared))
  }
}
