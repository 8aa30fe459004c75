/// `XPathDocument`, `XPathNavigator` and the iterators of its selections.
import Engine
import Primitives

final class PSXPathDocument: Ref {
  let document: PSXmlNode
  init(_ d: PSXmlNode) { document = d; super.init() }
  override var netType: NetType { TypeTable.named("System.Xml.XPath.XPathDocument") }
}
final class PSNavigator: Ref {
  var node: PSXmlNode
  init(_ n: PSXmlNode) { node = n; super.init() }
  override var netType: NetType { TypeTable.named("System.Xml.XPath.XPathNavigator") }
  override func text() -> String { node.innerText }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSNavigator)?.node === node }
  func move(_ n: PSXmlNode?) -> Bool {
    guard let n else { return false }
    node = n
    return true
  }
  /// Where the node stands among its parent's children.
  func sibling(_ step: Int) -> PSXmlNode? {
    guard let all = node.parent?.children, let i = all.firstIndex(where: { $0 === node }), all.indices.contains(i + step) else { return nil }
    return all[i + step]
  }
}
final class PSNodeIterator: Ref {
  let nodes: [PSXmlNode]
  var position = 0
  init(_ n: [PSXmlNode]) { nodes = n; super.init() }
  override var netType: NetType { TypeTable.named("System.Xml.XPath.XPathNodeIterator") }
  override func enumerated() -> PSArray? { PSArray(nodes.dropFirst(position).map { .other(PSNavigator($0)) }) }
}

extension NetTypes {
  private static func of(_ v: Value) throws -> PSNavigator {
    guard let n = v.refValue as? PSNavigator else { throw nullArgument("navigator") }
    return n
  }
  static func registerXPathTypes() {
    let x = "System.Xml.XPath."
    TypeTable.register(x + "XPathDocument") {
      NetType(x + "XPathDocument", base: TypeTable.object) { t in
        for p in ["string uri", "System.IO.TextReader textReader", "System.IO.Stream stream"] {
          t.constructor("\(x)XPathDocument new(\(p))") { a, c in .other(PSXPathDocument(try newDocument(String(decoding: try xmlInput(a.at(0), "uri", c).0, as: UTF8.self), isWhole: true))) }
        }
        t.constructor("\(x)XPathDocument new(System.Xml.XmlReader reader)") { a, _ in
          guard let r = a.at(0).refValue as? PSXmlReader else { throw nullArgument("reader") }
          let o = XmlOutput(XmlOutput.Settings(omitsDeclaration: true, isFragment: true), encoding: "")
          try r.copy(to: o)
          return .other(PSXPathDocument(try newDocument(o.take(), isWhole: true)))
        }
        t.method("\(x)XPathNavigator CreateNavigator()") { v, _, _ in (v.refValue as? PSXPathDocument).map { .other(PSNavigator($0.document)) } ?? .null }
      }
    }
    TypeTable.extend("System.Xml.XmlNode") { t in
      t.method("\(x)XPathNavigator CreateNavigator()") { v, _, _ in (v.refValue as? PSXmlNode).map { .other(PSNavigator($0)) } ?? .null }
    }
    TypeTable.register(x + "XPathItem") { NetType(x + "XPathItem", base: TypeTable.object) }
    TypeTable.register(x + "XPathNavigator") { NetType(x + "XPathNavigator", base: TypeTable.get(x + "XPathItem"), define: defineNavigator) }
    TypeTable.register(x + "XPathNodeIterator") {
      NetType(x + "XPathNodeIterator", base: TypeTable.object, interfaces: ["System.Collections.IEnumerable", "System.ICloneable"]) { t in
        func of(_ v: Value) -> PSNodeIterator { v.refValue as? PSNodeIterator ?? PSNodeIterator([]) }
        t.property("int Count {get;}") { v, _ in .count(of(v).nodes.count) }
        t.property("\(x)XPathNavigator Current {get;}") { v, _ in of(v).position > 0 && of(v).position <= of(v).nodes.count ? .other(PSNavigator(of(v).nodes[of(v).position - 1])) : .null }
        t.property("int CurrentPosition {get;}") { v, _ in .count(of(v).position) }
        t.method("bool MoveNext()") { v, _, _ in
          guard of(v).position < of(v).nodes.count else { return .no }
          of(v).position += 1
          return .yes
        }
        t.method("\(x)XPathNodeIterator Clone()") { v, _, _ in
          let i = PSNodeIterator(of(v).nodes)
          i.position = of(v).position
          return .other(i)
        }
        t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.IEnumerator", of(v).enumerated()?.values ?? [])) }
      }
    }
  }
  private static func defineNavigator(_ t: NetType) {
    let x = "System.Xml.XPath."
    func evaluated(_ v: Value, _ a: [Value]) throws -> XPath.Result {
      try XPath.evaluate(a.string(0), on: of(v).node, (a.at(1).refValue as? PSNamespaces)?.table ?? [:])
    }
    func nodes(_ r: XPath.Result) throws -> [PSXmlNode] {
      guard case .nodes(let n) = r else { throw netError("System.Xml.XPath.XPathException", "Expression must evaluate to a node-set.") }
      return n
    }
    for p in ["string xpath", "string xpath, System.Xml.IXmlNamespaceResolver resolver"] {
      t.method("\(x)XPathNodeIterator Select(\(p))") { v, a, _ in .other(PSNodeIterator(try nodes(evaluated(v, a)))) }
      t.method("\(x)XPathNavigator SelectSingleNode(\(p))") { v, a, _ in try nodes(evaluated(v, a)).first.map { .other(PSNavigator($0)) } ?? .null }
      t.method("System.Object Evaluate(\(p))") { v, a, _ in
        switch try evaluated(v, a) {
        case .nodes(let n): .other(PSNodeIterator(n))
        case .text(let s): .str(s)
        case .number(let d): .double(d)
        case .truth(let b): .bool(b)
        }
      }
    }
    t.method("\(x)XPathNodeIterator SelectChildren(string name, string namespaceURI)") { v, a, _ in
      .other(PSNodeIterator(try of(v).node.children.filter { $0.kind == .element && $0.localName == a.string(0) && $0.namespace == a.string(1) }))
    }
    t.method("\(x)XPathNodeIterator SelectDescendants(string name, string namespaceURI, bool matchSelf)") { v, a, _ in
      let n = try of(v).node
      return .other(PSNodeIterator(((a.bool(2) ? [n] : []) + n.descendants).filter { $0.kind == .element && $0.localName == a.string(0) && $0.namespace == a.string(1) }))
    }
    t.method("bool Matches(string xpath)") { v, a, _ in
      let n = try of(v).node
      var top: PSXmlNode? = n
      while let u = top {
        if case .nodes(let all) = try XPath.evaluate(a.string(0), on: u), all.contains(where: { $0 === n }) { return .yes }
        top = u.parent
      }
      return .no
    }
    t.property("string BaseURI {get;}") { _, _ in .str("") }
    t.property("bool CanEdit {get;}") { _, _ in .yes }
    t.property("bool HasAttributes {get;}") { v, _ in .bool(try !of(v).node.attributes.isEmpty) }
    t.property("bool HasChildren {get;}") { v, _ in .bool(try !of(v).node.children.isEmpty) }
    t.property("string InnerXml {get;}") { v, _ in .str(try of(v).node.inner) }
    t.property("bool IsEmptyElement {get;}") { v, _ in .bool(try of(v).node.kind == .element && of(v).node.children.isEmpty) }
    t.property("bool IsNode {get;}") { _, _ in .yes }
    func plain(_ n: PSXmlNode, _ s: String) -> String { [.element, .attribute, .instruction].contains(n.kind) ? s : "" }
    t.property("string LocalName {get;}") { v, _ in .str(plain(try of(v).node, try of(v).node.localName)) }
    t.property("string Name {get;}") { v, _ in .str(plain(try of(v).node, try of(v).node.name)) }
    t.property("string NamespaceURI {get;}") { v, _ in .str(try of(v).node.namespace) }
    t.property("\(x)XPathNodeType NodeType {get;}") { v, _ in
      let numbers: [PSXmlNode.Kind: Int] = [.document: 0, .fragment: 0, .element: 1, .attribute: 2, .text: 4, .cdata: 4, .whitespace: 6, .instruction: 7, .comment: 8]
      return .member(x + "XPathNodeType", numbers[try of(v).node.kind] ?? 9)
    }
    t.property("string OuterXml {get;}") { v, _ in .str(try of(v).node.kind == .document ? of(v).node.indented : of(v).node.outer) }
    t.property("string Prefix {get;}") { v, _ in .str(plain(try of(v).node, try of(v).node.prefix)) }
    t.property("System.Object UnderlyingObject {get;}") { v, _ in .other(try of(v).node) }
    t.property("string Value {get;}") { v, _ in .str(try of(v).node.innerText) }
    for (n, type) in [("Int", "int"), ("Long", "long"), ("Double", "double"), ("Boolean", "bool"), ("DateTime", "datetime")] {
      t.property("\(type) ValueAs\(n) {get;}") { v, c in try XmlText.parse(try of(v).node.innerText, TypeTable.resolve(type) ?? TypeTable.string, c) }
    }
    t.method("\(x)XPathNavigator Clone()") { v, _, _ in .other(PSNavigator(try of(v).node)) }
    t.method("\(x)XPathNavigator CreateNavigator()") { v, _, _ in .other(PSNavigator(try of(v).node)) }
    t.method("string GetAttribute(string localName, string namespaceURI)") { v, a, _ in
      .str(try of(v).node.attributes.first { $0.localName == a.string(0) && $0.namespace == a.string(1) }?.value ?? "")
    }
    t.method("bool MoveToAttribute(string localName, string namespaceURI)") { v, a, _ in
      .bool(try of(v).move(of(v).node.attributes.first { $0.localName == a.string(0) && $0.namespace == a.string(1) }))
    }
    t.method("bool MoveToFirstAttribute()") { v, _, _ in .bool(try of(v).move(of(v).node.attributes.first)) }
    t.method("bool MoveToNextAttribute()") { v, _, _ in
      let n = try of(v).node, all = n.parent?.attributes ?? []
      guard let i = all.firstIndex(where: { $0 === n }), i + 1 < all.count else { return .no }
      return .bool(try of(v).move(all[i + 1]))
    }
    t.method("bool MoveToChild(string localName, string namespaceURI)") { v, a, _ in
      .bool(try of(v).move(of(v).node.children.first { $0.kind == .element && $0.localName == a.string(0) && $0.namespace == a.string(1) }))
    }
    t.method("bool MoveToFirstChild()") { v, _, _ in .bool(try of(v).move(of(v).node.children.first { $0.kind != .declaration })) }
    t.method("bool MoveToFirst()") { v, _, _ in .bool(try of(v).move(of(v).node.parent?.children.first)) }
    t.method("bool MoveToNext()") { v, _, _ in .bool(try of(v).move(of(v).sibling(1))) }
    t.method("bool MoveToPrevious()") { v, _, _ in .bool(try of(v).move(of(v).sibling(-1))) }
    t.method("bool MoveToParent()") { v, _, _ in .bool(try of(v).move(of(v).node.parent)) }
    t.method("void MoveToRoot()") { v, _, _ in
      while let p = try of(v).node.parent { _ = try of(v).move(p) }
      return .void
    }
    t.method("void SetValue(string value)") { v, a, _ in try of(v).node.setInnerText(a.string(0)); return .void }
    t.method("void DeleteSelf()") { v, _, _ in
      let n = try of(v).node
      if let p = n.parent { p.remove(n); try of(v).node = p }
      return .void
    }
    t.method("string ToString()") { v, _, _ in .str(try of(v).node.innerText) }
  }
}
