/// Members of `XDocument`, `XElement`, `XAttribute` and their relatives.
import Engine
import Primitives

extension NetTypes {
  private static let x = "System.Xml.Linq."
  private static func of(_ v: Value) throws -> PSXObject {
    guard let o = v.refValue as? PSXObject else { throw nullArgument("node") }
    return o
  }
  private static func name(_ v: Value) throws -> PSXName {
    if let n = v.refValue as? PSXName { return n }
    guard !v.isNull else { throw nullArgument("name") }
    return try PSXName(Conversion.toString(v))
  }
  private static func node(_ o: PSXObject?) -> Value { o.map { .other($0) } ?? .null }
  private static func list(_ all: [PSXObject], _ type: String = "XElement") -> Value { .array(PSArray(all.map { .other($0) }, of: TypeTable.get(x + type))) }

  static func registerXLinq() {
    func reg(_ n: String, _ base: String, _ define: @escaping (NetType) -> Void = { _ in }) { TypeTable.register(x + n) { NetType(x + n, base: TypeTable.get(base), define: define) } }
    TypeTable.register(x + "XName") {
      let t = NetType(x + "XName", base: TypeTable.object) { t in
        t.property("string LocalName {get;}") { v, _ in .str((v.refValue as? PSXName)?.local ?? "") }
        t.property("\(x)XNamespace Namespace {get;}") { v, _ in .other(PSXNamespace((v.refValue as? PSXName)?.namespace ?? "")) }
        t.property("string NamespaceName {get;}") { v, _ in .str((v.refValue as? PSXName)?.namespace ?? "") }
        t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
        t.staticMethod("static \(x)XName Get(string expandedName)") { a, _ in .other(try PSXName(a.string(0))) }
        t.staticMethod("static \(x)XName Get(string localName, string namespaceName)") { a, _ in .other(PSXName(a.string(1), a.string(0))) }
      }
      t.converter = { v, _ in v.stringValue == nil ? nil : .other(try name(v)) }
      return t
    }
    TypeTable.register(x + "XNamespace") {
      let t = NetType(x + "XNamespace", base: TypeTable.object) { t in
        t.property("string NamespaceName {get;}") { v, _ in .str(v.refValue?.text() ?? "") }
        t.staticProperty("\(x)XNamespace None {get;}") { _ in .other(PSXNamespace("")) }
        t.staticProperty("\(x)XNamespace Xml {get;}") { _ in .other(PSXNamespace("http://www.w3.org/XML/1998/namespace")) }
        t.staticProperty("\(x)XNamespace Xmlns {get;}") { _ in .other(PSXNamespace("http://www.w3.org/2000/xmlns/")) }
        t.method("\(x)XName GetName(string localName)") { v, a, _ in .other(PSXName(v.refValue?.text() ?? "", a.string(0))) }
        t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
        t.staticMethod("static \(x)XNamespace Get(string namespaceName)") { a, _ in .other(PSXNamespace(a.string(0))) }
        t.staticMethod("static \(x)XName op_Addition(\(x)XNamespace ns, string localName)") { a, _ in .other(PSXName(a.at(0).refValue?.text() ?? "", a.string(1))) }
      }
      t.converter = { v, _ in v.stringValue.map { .other(PSXNamespace($0)) } }
      return t
    }
    reg("XObject", "System.Object", defineXObject)
    reg("XNode", x + "XObject", defineXNode)
    reg("XContainer", x + "XNode", defineXContainer)
    reg("XElement", x + "XContainer", defineXElement)
    reg("XDocument", x + "XContainer", defineXDocument)
    reg("XAttribute", x + "XObject", defineXAttribute)
    func leaf(_ n: String, _ kind: PSXObject.Kind, _ base: String = "XNode") {
      reg(n, x + base) { t in
        t.constructor("\(x)\(n) new(string value)") { a, _ in .other(PSXObject(kind, nil, a.string(0))) }
        t.property("string Value {get;set;}", set: { v, y, _ in try of(v).value = Conversion.toString(y) }) { v, _ in .str(try of(v).value) }
      }
    }
    leaf("XText", .text)
    leaf("XCData", .cdata, "XText")
    leaf("XComment", .comment)
    reg("XProcessingInstruction", x + "XNode") { t in
      t.constructor("\(x)XProcessingInstruction new(string target, string data)") { a, _ in .other(PSXObject(.instruction, PSXName("", a.string(0)), a.string(1))) }
      t.property("string Target {get;}") { v, _ in .str(try of(v).name?.local ?? "") }
      t.property("string Data {get;set;}", set: { v, y, _ in try of(v).value = Conversion.toString(y) }) { v, _ in .str(try of(v).value) }
    }
    reg("XDocumentType", x + "XNode") { t in t.property("string Name {get;}") { v, _ in .str(try of(v).name?.local ?? "") } }
    reg("XDeclaration", "System.Object") { t in
      func text(_ version: String?, _ encoding: String?, _ standalone: String?) -> String {
        ([("version", version), ("encoding", encoding), ("standalone", standalone)] as [(String, String?)]).compactMap { n, s in
          s.flatMap { $0.isEmpty ? nil : "\(n)=\"\($0)\"" }
        }.joined(separator: " ")
      }
      t.constructor("\(x)XDeclaration new(string version, string encoding, string standalone)") { a, _ in .other(PSXObject(.declaration, nil, text(a.text(0), a.text(1), a.text(2)))) }
      for (i, n) in ["Version", "Encoding", "Standalone"].enumerated() {
        t.property("string \(n) {get;set;}", set: { v, y, _ in
          var parts = try ["version", "encoding", "standalone"].map { try of(v).part($0) }
          parts[i] = Conversion.toString(y)
          try of(v).value = text(parts[0], parts[1], parts[2])
        }) { v, _ in try of(v).part(n.lowercased()).map { .str($0) } ?? .null }
      }
      t.method("string ToString()") { v, _, _ in .str(try of(v).text()) }
    }
    TypeTable.register("System.Xml.XPath.Extensions") {
      NetType("System.Xml.XPath.Extensions", base: TypeTable.object) { t in
        // a path is followed in a document made of the same text
        func found(_ a: [Value]) throws -> [PSXObject] {
          let start = try of(a.at(0)), d = try newDocument("<x/>")
          d.children = []
          var pairs: [ObjectIdentifier: PSXObject] = [:]
          func mirror(_ o: PSXObject, _ into: PSXmlNode) {
            guard o.kind == .element, let n = o.name else { return }
            let p = o.prefix(of: n.namespace), e = PSXmlNode(.element, p.map { $0 + ":" + n.local } ?? n.local, owner: d)
            e.namespace = n.namespace
            pairs[ObjectIdentifier(e)] = o
            into.append(e)
            for at in o.attributes {
              let b = PSXmlNode(.attribute, at.name?.local ?? "", at.value, owner: d)
              b.namespace = at.name?.namespace ?? ""
              b.parent = e
              e.attributes.append(b)
              pairs[ObjectIdentifier(b)] = at
            }
            for c in o.nodes { if c.kind == .text || c.kind == .cdata { e.append(PSXmlNode(.text, "#text", c.value)) } else { mirror(c, e) } }
          }
          for c in start.top.kind == .document ? start.top.nodes : [start.top] { mirror(c, d) }
          let node = start.kind == .document ? d : d.descendants.first { pairs[ObjectIdentifier($0)] === start } ?? d
          guard case .nodes(let hits) = try XPath.evaluate(a.string(1), on: node, (a.at(2).refValue as? PSNamespaces)?.table ?? [:]) else {
            throw invalidOperation("The XPath expression evaluated to unexpected type System.Double.")
          }
          return hits.compactMap { pairs[ObjectIdentifier($0)] }
        }
        for p in ["", ", System.Xml.IXmlNamespaceResolver resolver"] {
          t.staticMethod("static \(x)XElement XPathSelectElement(\(x)XNode node, string expression\(p))") { a, _ in node(try found(a).first { $0.kind == .element }) }
          t.staticMethod("static System.Collections.Generic.IEnumerable[\(x)XElement] XPathSelectElements(\(x)XNode node, string expression\(p))") { a, _ in
            list(try found(a).filter { $0.kind == .element })
          }
        }
      }
    }
  }

  private static func defineXObject(_ t: NetType) {
    t.property("string BaseUri {get;}") { _, _ in .str("") }
    t.property("\(x)XDocument Document {get;}") { v, _ in node(try of(v).top.kind == .document ? of(v).top : nil) }
    defineNodeType(t)
    t.property("\(x)XElement Parent {get;}") { v, _ in node(try of(v).parent.flatMap { $0.kind == .element ? $0 : nil }) }
    // only what is read with LoadOptions.SetLineInfo knows its place
    for n in ["LineNumber", "LinePosition"] { t.property("int \(n) {get;}") { _, _ in .int(0) } }
  }
  private static func defineNodeType(_ t: NetType) {
    t.property("System.Xml.XmlNodeType NodeType {get;}") { v, _ in .member("System.Xml.XmlNodeType", try of(v).kind.rawValue) }
  }
  private static func defineXNode(_ t: NetType) {
    func siblings(_ v: Value, _ step: Int) throws -> PSXObject? {
      let n = try of(v)
      guard let all = n.parent?.nodes, let i = all.firstIndex(where: { $0 === n }), all.indices.contains(i + step) else { return nil }
      return all[i + step]
    }
    t.property("\(x)XNode NextNode {get;}") { v, _ in node(try siblings(v, 1)) }
    t.property("\(x)XNode PreviousNode {get;}") { v, _ in node(try siblings(v, -1)) }
    for (n, step) in [("AddAfterSelf", 1), ("AddBeforeSelf", 0)] {
      t.method("void \(n)(Params System.Object[] content)") { v, a, _ in
        let o = try of(v)
        guard let p = o.parent, let i = p.nodes.firstIndex(where: { $0 === o }) else { throw invalidOperation("The parent is missing.") }
        var place: Int? = i + step
        for y in a.rest(0).values(0) { try p.add(y, at: &place) }
        return .void
      }
    }
    t.method("void ReplaceWith(Params System.Object[] content)") { v, a, _ in
      let o = try of(v)
      guard let p = o.parent, let i = p.nodes.firstIndex(where: { $0 === o }) else { throw invalidOperation("The parent is missing.") }
      try o.remove()
      var place: Int? = i
      for y in a.rest(0).values(0) { try p.add(y, at: &place) }
      return .void
    }
    t.method("void Remove()") { v, _, _ in try of(v).remove(); return .void }
    func ancestors(_ v: Value) throws -> [PSXObject] {
      var all: [PSXObject] = [], n = try of(v).parent
      while let u = n, u.kind == .element { all.append(u); n = u.parent }
      return all
    }
    t.method("System.Collections.Generic.IEnumerable[\(x)XElement] Ancestors()") { v, _, _ in list(try ancestors(v)) }
    t.method("System.Collections.Generic.IEnumerable[\(x)XElement] Ancestors(\(x)XName name)") { v, a, _ in
      let n = try name(a.at(0))
      return list(try ancestors(v).filter(n.matches))
    }
    for (m, after) in [("ElementsAfterSelf", true), ("ElementsBeforeSelf", false)] {
      t.method("System.Collections.Generic.IEnumerable[\(x)XElement] \(m)()") { v, _, _ in
        let n = try of(v), all = n.parent?.nodes ?? [], i = all.firstIndex { $0 === n } ?? 0
        return list((after ? Array(all.dropFirst(i + 1)) : Array(all.prefix(i))).filter { $0.kind == .element })
      }
    }
    t.method("string ToString()") { v, _, _ in .str(try of(v).text()) }
    t.method("string ToString(\(x)SaveOptions options)") { v, a, _ in .str(try of(v).markup(formatted: a.int(0) & 1 == 0)) }
    t.method("void WriteTo(System.Xml.XmlWriter writer)") { v, a, _ in try of(v).write(to: try xmlWriter(a.at(0)).output); return .void }
    t.method("System.Xml.XmlReader CreateReader()") { v, _, _ in .other(PSXmlReader(Array(try of(v).markup(formatted: false).utf8), nil)) }
  }
  private static func defineXContainer(_ t: NetType) {
    let many = "System.Collections.Generic.IEnumerable[\(x)XElement]"
    t.property("\(x)XNode FirstNode {get;}") { v, _ in node(try of(v).nodes.first { $0.kind != .declaration }) }
    t.property("\(x)XNode LastNode {get;}") { v, _ in node(try of(v).nodes.last) }
    t.method("void Add(Params System.Object[] content)") { v, a, _ in try of(v).add(a.rest(0).values(0)); return .void }
    t.method("void AddFirst(Params System.Object[] content)") { v, a, _ in
      var place: Int? = 0
      for y in a.rest(0).values(0) { try of(v).add(y, at: &place) }
      return .void
    }
    t.method("\(x)XElement Element(\(x)XName name)") { v, a, _ in
      let n = try name(a.at(0))
      return node(try of(v).elements.first(where: n.matches))
    }
    t.method("\(many) Elements()") { v, _, _ in list(try of(v).elements) }
    t.method("\(many) Elements(\(x)XName name)") { v, a, _ in
      let n = try name(a.at(0))
      return list(try of(v).elements.filter(n.matches))
    }
    t.method("\(many) Descendants()") { v, _, _ in list(try of(v).descendants.filter { $0.kind == .element }) }
    t.method("\(many) Descendants(\(x)XName name)") { v, a, _ in
      let n = try name(a.at(0))
      return list(try of(v).descendants.filter { $0.kind == .element && n.matches($0) })
    }
    t.method("System.Collections.Generic.IEnumerable[\(x)XNode] Nodes()") { v, _, _ in list(try of(v).nodes.filter { $0.kind != .declaration }, "XNode") }
    t.method("System.Collections.Generic.IEnumerable[\(x)XNode] DescendantNodes()") { v, _, _ in list(try of(v).descendants.filter { $0.kind != .declaration }, "XNode") }
    func clear(_ o: PSXObject) {
      for n in o.nodes where n.kind != .declaration { n.parent = nil }
      o.nodes.removeAll { $0.kind != .declaration }
    }
    t.method("void RemoveNodes()") { v, _, _ in clear(try of(v)); return .void }
    t.method("void ReplaceNodes(Params System.Object[] content)") { v, a, _ in
      clear(try of(v))
      try of(v).add(a.rest(0).values(0))
      return .void
    }
    // where and how it is saved
    func output(_ v: Value, _ options: Int, encoding: String) throws -> String {
      let o = try of(v)
      let named = o.declaration?.part("encoding"), alone = o.declaration?.part("standalone")
      let w = XmlOutput(XmlOutput.Settings(indents: options & 1 == 0), encoding: named?.lowercased() ?? encoding)
      try w.startDocument(standalone: alone.map { $0 == "yes" })
      try o.write(to: w)
      return w.take()
    }
    for (p, n) in [("", 1), (", \(x)SaveOptions options", 2)] {
      t.method("void Save(string fileName\(p))") { v, a, _ in
        try FileSystem.write(try FileSystem.check(a.text(0), "fileName"), [0xEF, 0xBB, 0xBF] + Array(try output(v, n == 2 ? a.int(1) : 0, encoding: "utf-8").utf8))
        return .void
      }
      t.method("void Save(System.IO.TextWriter textWriter\(p))") { v, a, c in
        guard let w = a.at(0).refValue as? PSWriter else { throw nullArgument("textWriter") }
        try w.write(try output(v, n == 2 ? a.int(1) : 0, encoding: w.kind == "StringWriter" ? "utf-16" : "utf-8"), c)
        return .void
      }
      t.method("void Save(System.IO.Stream stream\(p))") { v, a, _ in
        guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
        try s.write([0xEF, 0xBB, 0xBF] + Array(try output(v, n == 2 ? a.int(1) : 0, encoding: "utf-8").utf8))
        return .void
      }
    }
    t.method("void Save(System.Xml.XmlWriter writer)") { v, a, c in
      let w = try xmlWriter(a.at(0))
      if w.output.state == 0, !w.output.settings.isFragment { try w.output.startDocument() }
      try of(v).write(to: w.output)
      try w.flush(c)
      return .void
    }
  }
  private static func defineXElement(_ t: NetType) {
    let n = x + "XElement"
    t.constructor("\(n) new(\(x)XName name)") { a, _ in .other(PSXObject(.element, try name(a.at(0)))) }
    for p in ["System.Object content", "Params System.Object[] content"] {
      t.constructor("\(n) new(\(x)XName name, \(p))") { a, _ in
        let e = PSXObject(.element, try name(a.at(0)))
        try e.add(p.hasPrefix("Params") ? a.rest(1).values(0) : [a.at(1)])
        return .other(e)
      }
    }
    t.constructor("\(n) new(\(n) other)") { a, _ in .other(try of(a.at(0)).copy()) }
    t.property("\(x)XAttribute FirstAttribute {get;}") { v, _ in node(try of(v).attributes.first) }
    t.property("bool HasAttributes {get;}") { v, _ in .bool(try !of(v).attributes.isEmpty) }
    t.property("bool HasElements {get;}") { v, _ in .bool(try !of(v).elements.isEmpty) }
    t.property("bool IsEmpty {get;}") { v, _ in .bool(try of(v).nodes.isEmpty && !of(v).hasEndTag) }
    t.property("\(x)XAttribute LastAttribute {get;}") { v, _ in node(try of(v).attributes.last) }
    t.property("\(x)XName Name {get;set;}", set: { v, y, _ in try of(v).name = try name(y) }) { v, _ in try of(v).name.map { .other($0) } ?? .null }
    t.property("string Value {get;set;}", set: { v, y, _ in try of(v).setContent(Conversion.toString(y)) }) { v, _ in .str(try of(v).content) }
    defineNodeType(t)
    t.orderProperties("FirstAttribute", "HasAttributes", "HasElements", "IsEmpty", "LastAttribute", "Name", "NodeType", "Value")
    t.method("\(x)XAttribute Attribute(\(x)XName name)") { v, a, _ in node(try of(v).attribute(try name(a.at(0)))) }
    t.method("System.Collections.Generic.IEnumerable[\(x)XAttribute] Attributes()") { v, _, _ in list(try of(v).attributes, "XAttribute") }
    t.method("System.Collections.Generic.IEnumerable[\(x)XAttribute] Attributes(\(x)XName name)") { v, a, _ in list(try of(v).attribute(try name(a.at(0))).map { [$0] } ?? [], "XAttribute") }
    t.method("System.Collections.Generic.IEnumerable[\(n)] AncestorsAndSelf()") { v, _, _ in
      var all: [PSXObject] = [], o: PSXObject? = try of(v)
      while let u = o, u.kind == .element { all.append(u); o = u.parent }
      return list(all)
    }
    t.method("System.Collections.Generic.IEnumerable[\(n)] DescendantsAndSelf()") { v, _, _ in list([try of(v)] + (try of(v).descendants.filter { $0.kind == .element })) }
    t.method("void RemoveAll()") { v, _, _ in
      try of(v).attributes = []
      try of(v).nodes = []
      return .void
    }
    t.method("void RemoveAttributes()") { v, _, _ in try of(v).attributes = []; return .void }
    t.method("void ReplaceAll(Params System.Object[] content)") { v, a, _ in
      try of(v).attributes = []
      try of(v).nodes = []
      try of(v).add(a.rest(0).values(0))
      return .void
    }
    t.method("void SetAttributeValue(\(x)XName name, System.Object value)") { v, a, _ in
      let e = try of(v), k = try name(a.at(0))
      if a.at(1).isNull {
        try e.attribute(k)?.remove()
      } else if let old = e.attribute(k) {
        old.value = XmlText.value(a.at(1))
      } else {
        e.add(attribute: PSXObject(.attribute, k, XmlText.value(a.at(1))))
      }
      return .void
    }
    t.method("void SetElementValue(\(x)XName name, System.Object value)") { v, a, _ in
      let e = try of(v), k = try name(a.at(0)), old = e.elements.first(where: k.matches)
      if a.at(1).isNull { try old?.remove() } else if let old { old.setContent(XmlText.value(a.at(1))) } else {
        let n = PSXObject(.element, k)
        n.setContent(XmlText.value(a.at(1)))
        e.insert(n, at: e.nodes.count)
      }
      return .void
    }
    t.method("void SetValue(System.Object value)") { v, a, _ in
      if a.at(0).isNull { throw nullArgument("value") }
      try of(v).setContent(XmlText.value(a.at(0)))
      return .void
    }
    t.method("\(x)XNamespace GetDefaultNamespace()") { v, _, _ in .other(PSXNamespace(try of(v).namespace(of: "") ?? "")) }
    t.method("\(x)XNamespace GetNamespaceOfPrefix(string prefix)") { v, a, _ in try of(v).namespace(of: a.string(0)).map { .other(PSXNamespace($0)) } ?? .null }
    t.method("string GetPrefixOfNamespace(\(x)XNamespace ns)") { v, a, _ in try of(v).prefix(of: a.at(0).refValue?.text() ?? a.string(0)).map { .str($0) } ?? .null }
    defineReading(t, n) { d in
      guard let root = d.elements.first else { return .null }
      try root.remove()
      return .other(root)
    }
  }
  private static func defineXDocument(_ t: NetType) {
    let n = x + "XDocument"
    t.constructor("\(n) new()") { _, _ in .other(PSXObject(.document)) }
    t.constructor("\(n) new(Params System.Object[] content)") { a, _ in
      let d = PSXObject(.document), all = a.rest(0).values(0)
      for v in all { if let o = v.refValue as? PSXObject, o.kind == .declaration { d.insert(o, at: 0) } }
      try d.add(all)
      return .other(d)
    }
    t.constructor("\(n) new(\(n) other)") { a, _ in .other(try of(a.at(0)).copy()) }
    t.property("\(x)XDeclaration Declaration {get;set;}", set: { v, y, _ in
      try of(v).nodes.removeAll { $0.kind == .declaration }
      if let d = y.refValue as? PSXObject { try of(v).insert(d, at: 0) }
    }) { v, _ in node(try of(v).declaration) }
    t.property("\(x)XDocumentType DocumentType {get;}") { v, _ in node(try of(v).nodes.first { $0.kind == .doctype }) }
    t.property("\(x)XElement Root {get;}") { v, _ in node(try of(v).elements.first) }
    defineNodeType(t)
    t.orderProperties("Declaration", "DocumentType", "NodeType", "Root")
    defineReading(t, n) { .other($0) }
  }
  /// `Parse` and `Load`.
  private static func defineReading(_ t: NetType, _ n: String, _ made: @escaping (PSXObject) throws -> Value) {
    for (p, count) in [("", 1), (", \(x)LoadOptions options", 2)] {
      t.staticMethod("static \(n) Parse(string text\(p))") { a, _ in
        guard let s = a.text(0) else { throw nullArgument("text") }
        return try made(try PSXObject.parse(Array(s.utf8), keepsBlanks: count == 2 && a.int(1) & 1 != 0))
      }
      for input in ["string uri", "System.IO.TextReader textReader", "System.IO.Stream stream"] {
        t.staticMethod("static \(n) Load(\(input)\(p))") { a, c in
          if a.at(0).isNull { throw nullArgument(String(input.split(separator: " ")[1])) }
          return try made(try PSXObject.parse(try xmlInput(a.at(0), "uri", c).0, keepsBlanks: count == 2 && a.int(1) & 1 != 0))
        }
      }
    }
    t.staticMethod("static \(n) Load(System.Xml.XmlReader reader)") { a, _ in
      guard let r = a.at(0).refValue as? PSXmlReader else { throw nullArgument("reader") }
      let o = XmlOutput(XmlOutput.Settings(omitsDeclaration: true, isFragment: true), encoding: "")
      try r.copy(to: o)
      return try made(try PSXObject.parse(Array(o.take().utf8), keepsBlanks: false))
    }
  }
  private static func defineXAttribute(_ t: NetType) {
    let n = x + "XAttribute"
    t.constructor("\(n) new(\(x)XName name, System.Object value)") { a, _ in
      if a.at(1).isNull { throw nullArgument("value") }
      return .other(PSXObject(.attribute, try name(a.at(0)), XmlText.value(a.at(1))))
    }
    t.property("bool IsNamespaceDeclaration {get;}") { v, _ in .bool(try of(v).name?.namespace == "http://www.w3.org/2000/xmlns/" || of(v).name?.local == "xmlns") }
    t.property("\(x)XName Name {get;}") { v, _ in try of(v).name.map { .other($0) } ?? .null }
    func beside(_ v: Value, _ step: Int) throws -> Value {
      let o = try of(v)
      guard let all = o.parent?.attributes, let i = all.firstIndex(where: { $0 === o }), all.indices.contains(i + step) else { return .null }
      return .other(all[i + step])
    }
    t.property("\(n) NextAttribute {get;}") { v, _ in try beside(v, 1) }
    t.property("\(n) PreviousAttribute {get;}") { v, _ in try beside(v, -1) }
    t.property("string Value {get;set;}", set: { v, y, _ in try of(v).value = Conversion.toString(y) }) { v, _ in .str(try of(v).value) }
    defineNodeType(t)
    t.orderProperties("IsNamespaceDeclaration", "Name", "NextAttribute", "NodeType", "PreviousAttribute", "Value")
    t.method("void Remove()") { v, _, _ in try of(v).remove(); return .void }
    t.method("void SetValue(System.Object value)") { v, a, _ in try of(v).value = XmlText.value(a.at(0)); return .void }
    t.method("string ToString()") { v, _, _ in .str(try of(v).text()) }
  }
}
