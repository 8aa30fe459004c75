/// XML nodes as objects: one class for every kind of node, the tree in plain Swift.
import Engine
import Primitives

public final class PSXmlNode: Ref, DynamicMembers {
  public enum Kind: Int { case element = 1, attribute = 2, text = 3, cdata = 4, instruction = 7, comment = 8, document = 9, doctype = 10, fragment = 11, whitespace = 13, declaration = 17 }
  public let kind: Kind
  /// With its prefix.
  public let name: String
  public var value: String
  public var namespace = ""
  public internal(set) var attributes: [PSXmlNode] = []
  public internal(set) var children: [PSXmlNode] = []
  public internal(set) weak var parent: PSXmlNode?
  /// Where it was found among its siblings the last time.
  private var place = 0
  /// `<a/>` rather than `<a></a>`.
  var isEmpty = true
  /// Keeps the tree alive for nodes handed out: the document, strongly, by everyone but itself.
  var owner: PSXmlNode?
  var preserveWhitespace = false

  init(_ kind: Kind, _ name: String, _ value: String = "", owner: PSXmlNode? = nil) { self.kind = kind; self.name = name; self.value = value; self.owner = owner; super.init() }

  var prefix: String { name.utf8.firstIndex(of: 58).map { String(name[..<$0]) } ?? "" }
  var localName: String { name.utf8.firstIndex(of: 58).map { String(name[name.utf8.index(after: $0)...]) } ?? name }
  var typeName: String {
    switch kind {
    case .element: "XmlElement"
    case .attribute: "XmlAttribute"
    case .text: "XmlText"
    case .cdata: "XmlCDataSection"
    case .instruction: "XmlProcessingInstruction"
    case .comment: "XmlComment"
    case .document: "XmlDocument"
    case .doctype: "XmlDocumentType"
    case .fragment: "XmlDocumentFragment"
    case .whitespace: "XmlWhitespace"
    case .declaration: "XmlDeclaration"
    }
  }
  public override var netType: NetType { TypeTable.get("System.Xml." + typeName) }
  public override func text() -> String {
    switch kind {
    case .attribute: netType.fullName
    default: netType.fullName
    }
  }
  public override func enumerated() -> PSArray? { nil }
  public override var dynamicMembers: DynamicMembers? { self }

  // MARK: Tree

  func append(_ n: PSXmlNode) { insert(n, at: children.count) }
  func insert(_ n: PSXmlNode, at i: Int) {
    if n.kind == .fragment { for (k, c) in n.children.enumerated() { insert(c, at: i + k) }; n.children = []; return }
    n.parent?.remove(n)
    children.insert(n, at: min(i, children.count))
    n.parent = self
    let document = kind == .document ? self : owner
    if n.owner !== document { n.move(to: document) }
    isEmpty = false
  }
  /// All of the tree belongs to a document now.
  private func move(to document: PSXmlNode?) {
    var rest = [self]
    while let n = rest.popLast() {
      n.owner = document
      rest += n.attributes
      rest += n.children
    }
  }
  func remove(_ n: PSXmlNode) {
    if let i = index(of: n) { children.remove(at: i) }
    n.parent = nil
  }
  func removeAllChildren() {
    for c in children { c.parent = nil }
    children = []
  }
  /// The position of a child. Walks from sibling to sibling and removals at either end find it at once.
  func index(of n: PSXmlNode) -> Int? {
    let last = children.count - 1
    guard last >= 0, n.parent === self else { return nil }
    for i in [n.place, n.place - 1, n.place + 1, 0, last] where i >= 0 && i <= last && children[i] === n {
      n.place = i
      return i
    }
    guard let i = children.firstIndex(where: { $0 === n }) else { return nil }
    n.place = i
    return i
  }
  /// The next sibling (1) or the one before (-1).
  func sibling(_ step: Int) -> PSXmlNode? {
    guard let parent, let i = parent.index(of: self), parent.children.indices.contains(i + step) else { return nil }
    let n = parent.children[i + step]
    n.place = i + step
    return n
  }
  deinit {
    // taken down from a list, because a deep tree that went by itself would use up the stack
    var pending = children
    children = []
    while var n = pending.popLast() {
      if n.children.isEmpty || !isKnownUniquelyReferenced(&n) { continue }
      pending += n.children
      n.children = []
    }
  }
  /// Every node below this one, in the order of the document.
  var descendants: [PSXmlNode] {
    var all: [PSXmlNode] = [], pending = Array(children.reversed())
    while let n = pending.popLast(), !Attention.isWanted {
      all.append(n)
      pending += n.children.reversed()
    }
    return all
  }
  var document: PSXmlNode { kind == .document ? self : owner ?? self }
  var documentElement: PSXmlNode? { children.first { $0.kind == .element } }
  func attribute(_ n: String) -> PSXmlNode? { attributes.first { $0.name == n } }
  func setAttribute(_ n: String, _ v: String) {
    if let a = attribute(n) { a.value = v; return }
    let a = PSXmlNode(.attribute, n, v, owner: document)
    a.parent = self
    attributes.append(a)
  }
  var innerText: String {
    switch kind {
    case .text, .cdata, .whitespace, .attribute, .comment, .instruction, .declaration: value
    case .doctype: ""
    default: descendants.reduce(into: "") { text, n in if n.kind == .text || n.kind == .cdata || n.kind == .whitespace { text += n.value } }
    }
  }
  func setInnerText(_ s: String) {
    if kind == .element || kind == .fragment {
      removeAllChildren()
      if !s.isEmpty { append(PSXmlNode(.text, "#text", s)) } else { isEmpty = false }
    } else { value = s }
  }
  func copy(deep: Bool) -> PSXmlNode {
    let top = withoutChildren()
    var pending = deep ? [(from: self, to: top)] : []
    while let (from, to) = pending.popLast() {
      for c in from.children where !Attention.isWanted {
        let n = c.withoutChildren()
        to.append(n)
        if !c.children.isEmpty { pending.append((c, n)) }
      }
      to.isEmpty = from.isEmpty
    }
    return top
  }
  private func withoutChildren() -> PSXmlNode {
    let n = PSXmlNode(kind, name, value, owner: owner)
    n.namespace = namespace
    n.isEmpty = isEmpty
    n.preserveWhitespace = preserveWhitespace
    for a in attributes {
      let b = PSXmlNode(.attribute, a.name, a.value, owner: a.owner)
      b.namespace = a.namespace
      b.parent = n
      n.attributes.append(b)
    }
    return n
  }

  // MARK: PowerShell's adaptation: attributes and child elements as properties

  /// An attribute or a child with nothing but text reads as that text.
  var simplified: Value {
    switch kind {
    case .text, .whitespace: return .str(value)
    case .attribute: return .str(value)
    default:
      if !attributes.isEmpty { return .other(self) }
      if children.isEmpty { return .str(innerText) }
      if children.count == 1, children[0].kind == .text { return .str(innerText) }
      return .other(self)
    }
  }
  private func matches(_ n: String) -> [PSXmlNode] {
    attributes.filter { $0.isNamed(n) } + contents.filter { $0.isNamed(n) }
  }
  /// The nodes below; the text of an attribute is one.
  var contents: [PSXmlNode] {
    guard kind == .attribute, !value.isEmpty else { return children }
    return [PSXmlNode(.text, "#text", value, owner: document)]
  }
  private func isNamed(_ n: String) -> Bool { name.equalsIgnoringCase(n) || name.utf8.contains(58) && localName.equalsIgnoringCase(n) }
  public func read(_ name: String, _ context: ExecutionContext) throws -> Value? {
    let all = matches(name)
    if all.isEmpty { return nil }
    return all.count == 1 ? all[0].simplified : .array(PSArray(all.map(\.simplified)))
  }
  public func write(_ name: String, _ value: Value, _ context: ExecutionContext) throws -> Bool {
    let all = matches(name)
    guard let first = all.first else { return false }
    let n = kind == .attribute ? self : first
    func refuse(_ id: String) -> TerminatingError {
      let m = "Cannot set \"\(first.localName)\" because only strings can be used as values to set XmlNode properties."
      return TerminatingError(id, m, .notSpecified, exception: "System.Management.Automation.SetValueException")
    }
    let s = Conversion.toString(value, context)
    if all.count > 1 { throw refuse("XmlNodeSetRestrictionsMoreThanOneNode") }
    if !n.attributes.isEmpty { throw refuse("XmlNodeSetRestrictionsNodeWithAttributes") }
    if n.kind == .element, !n.children.isEmpty, n.children.count > 1 || n.children[0].kind != .text { throw refuse("XmlNodeSetRestrictionsUnknownNodeType") }
    n.setInnerText(s)
    return true
  }
  public var displayText: String { localName }
  /// Text can be set; several nodes of a name, and those with more than text, can only be read.
  public func dynamicType(_ name: String) -> (type: NetType, isSettable: Bool) {
    let all = matches(name)
    if all.count > 1 { return (TypeTable.array(of: TypeTable.object), false) }
    guard case .other(let node)? = all.first?.simplified else { return (TypeTable.string, true) }
    return (node.netType, false)
  }
  public var dynamicNames: [String] {
    var seen = Set<String>()
    return (attributes + contents).map(\.name).filter { seen.insert($0.lowercased()).inserted }
  }

  /// The indexer of the .NET type hides elements of its name.
  public var visibleNames: [String] { dynamicNames.filter { !$0.equalsIgnoringCase("Item") } }

  /// The namespace a prefix stands for at this node.
  func namespace(of prefix: String) -> String {
    if prefix == "xml" { return "http://www.w3.org/XML/1998/namespace" }
    let key = prefix.isEmpty ? "xmlns" : "xmlns:" + prefix
    var n: PSXmlNode? = self
    while let u = n { if let a = u.attribute(key) { return a.value }; n = u.parent }
    return ""
  }
}
