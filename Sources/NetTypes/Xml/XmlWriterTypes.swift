/// `XmlWriter`, `XmlTextWriter` and `XmlWriterSettings`.
import Engine
import Primitives

final class PSXmlWriterSettings: Ref {
  var output = XmlOutput.Settings()
  var encoding = PSEncoding(.utf8, sealed: true)
  var closesOutput = false, isAsync = false, checksCharacters = true, closesTags = true
  /// By the numbers of `ConformanceLevel`: auto, fragment, document.
  var conformance = 2
  override var netType: NetType { TypeTable.named("System.Xml.XmlWriterSettings") }
}

extension PSXmlNode {
  /// Of a document: `<?xml …?>` where it stands at the beginning.
  var writtenDeclaration: PSXmlNode? { children.first.flatMap { $0.kind == .declaration ? $0 : nil } }
  /// What a declaration says of it, if anything.
  var standalone: Bool? { value.contains("standalone=\"yes\"") ? true : value.contains("standalone=\"no\"") ? false : nil }
}

final class PSXmlWriter: Ref {
  enum Target { case builder(PSStringBuilder), writer(PSWriter), stream(PSStream) }
  let output: XmlOutput
  private let target: Target
  private let encoding: PSEncoding
  let isOld: Bool, closesTarget: Bool
  let given: PSXmlWriterSettings?
  private(set) var isOpen = true
  private var sentMark = false
  // what XmlTextWriter's properties say
  var indentation = 2, indentCharacter: UInt16 = 32
  init(_ t: Target, _ s: PSXmlWriterSettings?, _ e: PSEncoding, name: String, isOld: Bool, closesTarget: Bool) {
    target = t
    encoding = e
    self.isOld = isOld
    self.closesTarget = closesTarget
    given = s
    var o = s?.output ?? XmlOutput.Settings()
    o.beginsByItself = !isOld
    o.isFragment = isOld ? false : s.map { $0.conformance != 2 } ?? false
    output = XmlOutput(o, encoding: name)
    super.init()
  }
  override var netType: NetType { TypeTable.get(isOld ? "System.Xml.XmlTextWriter" : "System.Xml.XmlWellFormedWriter") }
  func indentOldStyle(_ on: Bool) {
    output.settings.indents = on
    output.settings.indent = String(repeating: String(units: [indentCharacter]), count: max(0, indentation))
  }
  /// Nodes as they are; the old kind of writer keeps nothing back from a writer of text.
  func take(_ nodes: [PSXmlNode], _ c: ExecutionContext) throws {
    for n in nodes { try output.node(n) }
    try passOn(c)
  }
  func passOn(_ c: ExecutionContext) throws { if isOld, isOpen, case .writer = target { try flush(c) } }
  func flush(_ c: ExecutionContext) throws {
    let s = output.take()
    switch target {
    case .builder(let b): b.append(s)
    case .writer(let w): try w.write(s, c)
    case .stream(let t):
      let mark = sentMark || t.position > 0 ? [] : encoding.preamble
      if !s.isEmpty || !sentMark { sentMark = true; try t.write(mark + encoding.encode(s)) }
    }
  }
  func close(_ c: ExecutionContext) throws {
    guard isOpen else { return }
    try output.endDocument()
    try flush(c)
    isOpen = false
    switch target {
    case .builder: break
    case .writer(let w): if closesTarget { try w.close() } else { try w.flush() }
    case .stream(let t): if closesTarget { try t.close() } else { try t.flush() }
    }
  }
}

extension NetTypes {
  static func xmlWriter(_ v: Value) throws -> PSXmlWriter {
    guard let w = v.refValue as? PSXmlWriter else { throw nullArgument("writer") }
    if !w.isOpen { throw invalidOperation("Cannot access a closed writer.") }
    return w
  }
  static func name(of e: PSEncoding) -> String {
    e.kind == .utf16
      ? (e.bigEndian ? "utf-16BE" : "utf-16") : e.kind == .utf32 ? "utf-32" : e.kind == .ascii ? "us-ascii" : e.kind == .latin1 ? "iso-8859-1" : "utf-8"
  }

  static func registerXmlWriters() {
    registerEnums(in: """
      System.Xml.ConformanceLevel Auto Fragment Document
      System.Xml.WriteState Start Prolog Element Attribute Content Closed Error
      System.Xml.NamespaceHandling! Default OmitDuplicates
      System.Xml.ReadState Initial Interactive Error EndOfFile Closed
      System.Xml.DtdProcessing Prohibit Ignore Parse
      System.Xml.XmlSpace None Default Preserve
      System.Xml.XmlOutputMethod Xml Html Text AutoDetect
      System.Xml.EntityHandling ExpandEntities=1 ExpandCharEntities
      System.Xml.WhitespaceHandling All Significant None
      System.Xml.XmlDateTimeSerializationMode Local Utc Unspecified RoundtripKind
      System.Xml.XPath.XPathNodeType Root Element Attribute Namespace Text SignificantWhitespace Whitespace ProcessingInstruction Comment All
      System.Xml.Linq.SaveOptions! None=0 DisableFormatting=1 OmitDuplicateNamespaces=2
      System.Xml.Linq.LoadOptions! None=0 PreserveWhitespace=1 SetBaseUri=2 SetLineInfo=4
      """)
    let x = "System.Xml."
    TypeTable.register(x + "XmlWriterSettings") { NetType(x + "XmlWriterSettings", base: TypeTable.object, define: defineWriterSettings) }
    TypeTable.register(x + "XmlWriter") { NetType(x + "XmlWriter", base: TypeTable.object, interfaces: ["System.IDisposable"], define: defineXmlWriter) }
    TypeTable.register(x + "XmlWellFormedWriter") { NetType(x + "XmlWellFormedWriter", base: TypeTable.get(x + "XmlWriter")) }
    TypeTable.register(x + "XmlTextWriter") { NetType(x + "XmlTextWriter", base: TypeTable.get(x + "XmlWriter"), define: defineXmlTextWriter) }
    TypeTable.extend(x + "XmlDocument") { t in
      t.method("void Save(System.Xml.XmlWriter w)") { v, a, c in
        guard let n = v.refValue as? PSXmlNode, !n.children.isEmpty else { return .void }
        let w = try xmlWriter(a.at(0))
        if w.output.state == 0, !w.output.settings.isFragment {
          try w.output.startDocument(standalone: n.writtenDeclaration?.standalone)
          for child in n.children where child.kind != .declaration { try w.output.node(child) }
        } else { try w.output.node(n) }
        try w.flush(c)
        return .void
      }
    }
    TypeTable.extend(x + "XmlNode") { t in
      t.method("void WriteTo(System.Xml.XmlWriter w)") { v, a, c in
        if let n = v.refValue as? PSXmlNode { try xmlWriter(a.at(0)).take([n], c) }
        return .void
      }
      t.method("void WriteContentTo(System.Xml.XmlWriter w)") { v, a, c in
        if let n = v.refValue as? PSXmlNode { try xmlWriter(a.at(0)).take(n.children, c) }
        return .void
      }
    }
    registerXmlReaders()
    registerXmlConvert()
    registerXPathTypes()
    registerXLinq()
  }

  private static func defineWriterSettings(_ t: NetType) {
    func of(_ v: Value) -> PSXmlWriterSettings { v.refValue as? PSXmlWriterSettings ?? PSXmlWriterSettings() }
    t.constructor("System.Xml.XmlWriterSettings new()") { _, _ in .other(PSXmlWriterSettings()) }
    t.property("bool Async {get;set;}", set: { v, x, _ in of(v).isAsync = x.asInt != 0 }) { v, _ in .bool(of(v).isAsync) }
    t.property("System.Text.Encoding Encoding {get;set;}", set: { v, x, _ in if let e = encoding(x) { of(v).encoding = e } }) { v, _ in .other(of(v).encoding) }
    t.property("bool OmitXmlDeclaration {get;set;}", set: { v, x, _ in of(v).output.omitsDeclaration = x.asInt != 0 }) { v, _ in .bool(of(v).output.omitsDeclaration) }
    t.property("System.Xml.NewLineHandling NewLineHandling {get;set;}", set: { v, x, _ in of(v).output.newLines = x.asInt }) { v, _ in .member("System.Xml.NewLineHandling", of(v).output.newLines) }
    t.property("string NewLineChars {get;set;}", set: { v, x, _ in of(v).output.newLine = Conversion.toString(x) }) { v, _ in .str(of(v).output.newLine) }
    t.property("bool Indent {get;set;}", set: { v, x, _ in of(v).output.indents = x.asInt != 0 }) { v, _ in .bool(of(v).output.indents) }
    t.property("string IndentChars {get;set;}", set: { v, x, _ in of(v).output.indent = Conversion.toString(x) }) { v, _ in .str(of(v).output.indent) }
    t.property("bool NewLineOnAttributes {get;set;}", set: { v, x, _ in of(v).output.attributesOnLines = x.asInt != 0 }) { v, _ in .bool(of(v).output.attributesOnLines) }
    t.property("bool CloseOutput {get;set;}", set: { v, x, _ in of(v).closesOutput = x.asInt != 0 }) { v, _ in .bool(of(v).closesOutput) }
    t.property("System.Xml.ConformanceLevel ConformanceLevel {get;set;}", set: { v, x, _ in of(v).conformance = x.asInt }) { v, _ in .member("System.Xml.ConformanceLevel", of(v).conformance) }
    t.property("bool CheckCharacters {get;set;}", set: { v, x, _ in of(v).checksCharacters = x.asInt != 0 }) { v, _ in .bool(of(v).checksCharacters) }
    t.property("System.Xml.NamespaceHandling NamespaceHandling {get;set;}", set: { _, _, _ in }) { _, _ in .member("System.Xml.NamespaceHandling", 0) }
    t.property("bool WriteEndDocumentOnClose {get;set;}", set: { v, x, _ in of(v).closesTags = x.asInt != 0 }) { v, _ in .bool(of(v).closesTags) }
    t.property("System.Xml.XmlOutputMethod OutputMethod {get;}") { _, _ in .member("System.Xml.XmlOutputMethod", 0) }
    t.property("bool DoNotEscapeUriAttributes {get;set;}", set: { _, _, _ in }) { _, _ in .no }
  }

  private static func defineXmlWriter(_ t: NetType) {
    let n = "System.Xml.XmlWriter"
    func out(_ v: Value) throws -> XmlOutput { try xmlWriter(v).output }
    for (p, count) in [("", 1), (", System.Xml.XmlWriterSettings settings", 2)] {
      func settings(_ a: [Value]) -> PSXmlWriterSettings? { count == 2 ? a.at(1).refValue as? PSXmlWriterSettings : nil }
      t.staticMethod("static \(n) Create(string outputFileName\(p))") { a, _ in
        let s = settings(a), e = s?.encoding ?? PSEncoding(.utf8)
        return .other(PSXmlWriter(.stream(try PSStream(path: try FileSystem.check(a.text(0), "outputFileName"), mode: 2, access: 2)), s, e, name: name(of: e), isOld: false, closesTarget: true))
      }
      t.staticMethod("static \(n) Create(System.IO.Stream output\(p))") { a, _ in
        guard let stream = a.at(0).refValue as? PSStream else { throw nullArgument("output") }
        let s = settings(a), e = s?.encoding ?? PSEncoding(.utf8)
        return .other(PSXmlWriter(.stream(stream), s, e, name: name(of: e), isOld: false, closesTarget: s?.closesOutput ?? false))
      }
      t.staticMethod("static \(n) Create(System.IO.TextWriter output\(p))") { a, _ in
        guard let w = a.at(0).refValue as? PSWriter else { throw nullArgument("output") }
        let s = settings(a)
        return .other(PSXmlWriter(.writer(w), s, w.encoding, name: w.kind == "StringWriter" ? "utf-16" : name(of: w.encoding), isOld: false, closesTarget: s?.closesOutput ?? false))
      }
      t.staticMethod("static \(n) Create(System.Text.StringBuilder output\(p))") { a, _ in
        guard let b = a.at(0).refValue as? PSStringBuilder else { throw nullArgument("output") }
        return .other(PSXmlWriter(.builder(b), settings(a), PSEncoding(.utf16), name: "utf-16", isOld: false, closesTarget: false))
      }
    }
    t.property("System.Xml.XmlWriterSettings Settings {get;}") { v, _ in try xmlWriter(v).given.map { .other($0) } ?? (xmlWriter(v).isOld ? .null : .other(PSXmlWriterSettings())) }
    t.property("System.Xml.WriteState WriteState {get;}") { v, _ in
      guard let w = v.refValue as? PSXmlWriter else { return .null }
      return .member("System.Xml.WriteState", w.isOpen ? w.output.state : 5)
    }
    t.property("string XmlLang {get;}") { _, _ in .null }
    t.property("System.Xml.XmlSpace XmlSpace {get;}") { _, _ in .member("System.Xml.XmlSpace", 0) }
    t.method("void WriteStartDocument()") { v, _, _ in try out(v).startDocument(); return .void }
    t.method("void WriteStartDocument(bool standalone)") { v, a, _ in try out(v).startDocument(standalone: a.bool(0)); return .void }
    t.method("void WriteEndDocument()") { v, _, _ in try out(v).endDocument(); return .void }
    t.method("void WriteDocType(string name, string pubid, string sysid, string subset)") { v, a, _ in
      func part(_ i: Int) -> String? { a.string(i).isEmpty ? nil : a.string(i) }
      try out(v).doctype(a.string(0), part(1), part(2), part(3))
      return .void
    }
    // a null string argument of a script arrives as an empty one
    func space(_ a: [Value], _ i: Int) -> String? { a.at(i).isNull ? nil : a.string(i) }
    func prefix(_ a: [Value], _ i: Int) -> String? { a.string(i).isEmpty && a.at(i).isNull ? nil : a.string(i) }
    t.method("void WriteStartElement(string localName)") { v, a, _ in try out(v).startElement(nil, a.string(0), nil); return .void }
    t.method("void WriteStartElement(string localName, string ns)") { v, a, _ in try out(v).startElement(nil, a.string(0), space(a, 1)); return .void }
    t.method("void WriteStartElement(string prefix, string localName, string ns)") { v, a, _ in try out(v).startElement(prefix(a, 0), a.string(1), space(a, 2)); return .void }
    t.method("void WriteEndElement()") { v, _, _ in try out(v).endElement(); return .void }
    t.method("void WriteFullEndElement()") { v, _, _ in try out(v).endElement(full: true); return .void }
    func elementString(_ v: Value, _ p: String?, _ name: String, _ ns: String?, _ value: String) throws -> Value {
      let o = try out(v)
      try o.startElement(p, name, ns)
      try o.string(value)
      try o.endElement()
      return .void
    }
    t.method("void WriteElementString(string localName, string value)") { v, a, _ in try elementString(v, nil, a.string(0), nil, a.string(1)) }
    t.method("void WriteElementString(string localName, string ns, string value)") { v, a, _ in try elementString(v, nil, a.string(0), space(a, 1), a.string(2)) }
    t.method("void WriteElementString(string prefix, string localName, string ns, string value)") { v, a, _ in try elementString(v, prefix(a, 0), a.string(1), space(a, 2), a.string(3)) }
    t.method("void WriteAttributeString(string localName, string value)") { v, a, _ in try out(v).attribute(nil, a.string(0), nil, a.string(1)); return .void }
    t.method("void WriteAttributeString(string localName, string ns, string value)") { v, a, _ in try out(v).attribute(nil, a.string(0), space(a, 1), a.string(2)); return .void }
    t.method("void WriteAttributeString(string prefix, string localName, string ns, string value)") { v, a, _ in
      try out(v).attribute(prefix(a, 0), a.string(1), space(a, 2), a.string(3)); return .void
    }
    t.method("void WriteStartAttribute(string localName)") { v, a, _ in try out(v).startAttribute(nil, a.string(0), nil); return .void }
    t.method("void WriteStartAttribute(string localName, string ns)") { v, a, _ in try out(v).startAttribute(nil, a.string(0), space(a, 1)); return .void }
    t.method("void WriteStartAttribute(string prefix, string localName, string ns)") { v, a, _ in try out(v).startAttribute(prefix(a, 0), a.string(1), space(a, 2)); return .void }
    t.method("void WriteEndAttribute()") { v, _, _ in try out(v).endAttribute(); return .void }
    t.method("void WriteString(string text)") { v, a, _ in try out(v).string(a.string(0)); return .void }
    t.method("void WriteCData(string text)") { v, a, _ in try out(v).cdata(a.string(0)); return .void }
    t.method("void WriteComment(string text)") { v, a, _ in try out(v).comment(a.string(0)); return .void }
    t.method("void WriteProcessingInstruction(string name, string text)") { v, a, _ in try out(v).instruction(a.string(0), a.string(1)); return .void }
    t.method("void WriteRaw(string data)") { v, a, _ in try out(v).raw(a.string(0)); return .void }
    t.method("void WriteWhitespace(string ws)") { v, a, _ in try out(v).string(a.string(0)); return .void }
    t.method("void WriteEntityRef(string name)") { v, a, _ in try out(v).raw("&" + a.string(0) + ";"); return .void }
    t.method("void WriteBase64(byte[] buffer, int index, int count)") { v, a, _ in
      try out(v).string(ByteText.base64(Array(a.bytes(0).dropFirst(max(0, a.int(1))).prefix(max(0, a.int(2)))))); return .void
    }
    for type in ["string", "bool", "int", "long", "double", "float", "decimal", "datetime", "System.DateTimeOffset", "System.Object"] {
      t.method("void WriteValue(\(type) value)") { v, a, _ in try out(v).string(XmlText.value(a.at(0))); return .void }
    }
    t.method("string LookupPrefix(string ns)") { v, a, _ in try out(v).prefix(of: a.string(0)).map { .str($0) } ?? .null }
    t.method("void WriteNode(System.Xml.XmlReader reader, bool defattr)") { v, a, _ in
      guard let r = a.at(0).refValue as? PSXmlReader else { throw nullArgument("reader") }
      try r.copy(to: try out(v))
      return .void
    }
    t.method("void WriteAttributes(System.Xml.XmlReader reader, bool defattr)") { v, a, _ in
      guard let r = a.at(0).refValue as? PSXmlReader else { throw nullArgument("reader") }
      for x in r.node.attributes where !x.name.hasPrefix("xmlns") { try out(v).attribute(PSXmlReader.prefix(x.name), PSXmlReader.local(x.name), x.namespace, x.value) }
      return .void
    }
    for m in ["WriteName", "WriteNmToken"] { t.method("void \(m)(string name)") { v, a, _ in try out(v).string(a.string(0)); return .void } }
    t.method("void WriteQualifiedName(string localName, string ns)") { v, a, _ in
      guard !a.string(1).isEmpty else { try out(v).string(a.string(0)); return .void }
      guard let p = try out(v).prefix(of: a.string(1)) else { throw argumentError("The '\(a.string(1))' namespace is not defined.") }
      try out(v).string(p.isEmpty ? a.string(0) : p + ":" + a.string(0))
      return .void
    }
    t.method("void WriteChars(char[] buffer, int index, int count)") { v, a, _ in
      try out(v).string(String(units: Array(a.chars(0).dropFirst(max(0, a.int(1))).prefix(max(0, a.int(2))))))
      return .void
    }
    t.method("void WriteCharEntity(char ch)") { v, a, _ in try out(v).raw("&#x" + String(a.char(0), radix: 16, uppercase: true) + ";"); return .void }
    t.method("void WriteBinHex(byte[] buffer, int index, int count)") { v, a, _ in
      try out(v).string(ByteText.hex(Array(a.bytes(0).dropFirst(max(0, a.int(1))).prefix(max(0, a.int(2))))))
      return .void
    }
    t.wrapBodies { v, c, body in
      let result = try body(c)
      try (v.refValue as? PSXmlWriter)?.passOn(c)
      return result
    }
    t.method("void Flush()") { v, _, c in try xmlWriter(v).flush(c); return .void }
    for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, c in try (v.refValue as? PSXmlWriter)?.close(c); return .void } }
  }
  private static func defineXmlTextWriter(_ t: NetType) {
    let n = "System.Xml.XmlTextWriter"
    func of(_ v: Value) throws -> PSXmlWriter { try xmlWriter(v) }
    t.constructor("\(n) new(System.IO.TextWriter w)") { a, _ in
      guard let w = a.at(0).refValue as? PSWriter else { throw nullArgument("w") }
      return .other(PSXmlWriter(.writer(w), nil, w.encoding, name: w.kind == "StringWriter" ? "utf-16" : name(of: w.encoding), isOld: true, closesTarget: true))
    }
    t.constructor("\(n) new(System.IO.Stream w, System.Text.Encoding encoding)") { a, _ in
      guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("w") }
      let e = encoding(a.at(1))
      return .other(PSXmlWriter(.stream(s), nil, e ?? PSEncoding(.utf8, mark: false), name: e.map(name) ?? "", isOld: true, closesTarget: true))
    }
    t.constructor("\(n) new(string filename, System.Text.Encoding encoding)") { a, _ in
      let e = encoding(a.at(1)), s = try PSStream(path: try FileSystem.check(a.text(0), "filename"), mode: 2, access: 2)
      return .other(PSXmlWriter(.stream(s), nil, e ?? PSEncoding(.utf8, mark: false), name: e.map(name) ?? "", isOld: true, closesTarget: true))
    }
    t.property("System.Xml.Formatting Formatting {get;set;}", set: { v, x, _ in try of(v).indentOldStyle(x.asInt == 1) }) { v, _ in
      .member("System.Xml.Formatting", try of(v).output.settings.indents ? 1 : 0)
    }
    t.property("int Indentation {get;set;}", set: { v, x, _ in
      if x.asInt < 0 { throw argumentError("Indentation value must be greater than 0.") }
      try of(v).indentation = x.asInt
      try of(v).indentOldStyle(try of(v).output.settings.indents)
    }) { v, _ in .count(try of(v).indentation) }
    t.property("char IndentChar {get;set;}", set: { v, x, _ in
      try of(v).indentCharacter = [x].char(0)
      try of(v).indentOldStyle(try of(v).output.settings.indents)
    }) { v, _ in .char(try of(v).indentCharacter) }
    t.property("char QuoteChar {get;set;}", set: { v, x, _ in
      let c = [x].char(0)
      if c != 34, c != 39 { throw argumentError("Invalid XML attribute quote character. Valid attribute quote characters are ' and \".") }
      try of(v).output.settings.quote = String(units: [c])
    }) { v, _ in .char(try of(v).output.settings.quote == "'" ? 39 : 34) }
    t.property("bool Namespaces {get;set;}", set: { _, _, _ in }) { _, _ in .yes }
  }
}
