/// `XmlReader` and its settings: one node after the other from text, or from a tree.
import Codecs
import Engine
import Primitives

final class PSXmlReaderSettings: Ref {
  var ignoresWhitespace = false, ignoresComments = false, ignoresInstructions = false, closesInput = false, checksCharacters = true, isAsync = false
  /// By the numbers of `DtdProcessing`, `ConformanceLevel`.
  var dtd = 0, conformance = 2
  /// How many characters entities may become; 0 = any number.
  var mostFromEntities = 10_000_000
  var lineOffset = 0, columnOffset = 0
  override var netType: NetType { TypeTable.named("System.Xml.XmlReaderSettings") }
  func take(_ o: PSXmlReaderSettings) {
    (ignoresWhitespace, ignoresComments, ignoresInstructions) = (o.ignoresWhitespace, o.ignoresComments, o.ignoresInstructions)
    (closesInput, checksCharacters, isAsync, dtd, conformance) = (o.closesInput, o.checksCharacters, o.isAsync, o.dtd, o.conformance)
    (mostFromEntities, lineOffset, columnOffset) = (o.mostFromEntities, o.lineOffset, o.columnOffset)
  }
}

final class PSXmlReader: Ref {
  struct Node { var kind = 0, name = "", value = "", namespace = "", depth = 0, isEmpty = false; var attributes: [(name: String, value: String, namespace: String)] = [] }
  private let scanner: XmlScanner
  private let settings: PSXmlReaderSettings?
  let isOld: Bool
  private let source: PSReader?
  private(set) var node = Node()
  /// The attribute the reader stands at; its text when `onText`.
  private(set) var cursor: Int?
  private var onText = false
  private var level = 0
  /// Of the elements open here: the prefixes each declares, its language and whether it keeps white space.
  private var prefixes: [(declared: [String: String], language: String?, space: Int?)] = []
  /// Numbered as `ReadState`: Initial, Interactive, Error, EndOfFile, Closed.
  private(set) var state = 0
  var whitespace = 0
  init(_ text: [UInt8], _ s: PSXmlReaderSettings?, isOld: Bool = false, source: PSReader? = nil) {
    var how = XmlScanner.Settings()
    how.refusesDoctype = !isOld && (s?.dtd ?? 0) == 0
    how.checksCharacters = s?.checksCharacters ?? true
    how.entityLimit = s.map { $0.mostFromEntities == 0 ? .max : $0.mostFromEntities } ?? 10_000_000
    scanner = XmlScanner(text, how)
    settings = s
    self.isOld = isOld
    self.source = source
    super.init()
  }
  override var netType: NetType { TypeTable.get(isOld ? "System.Xml.XmlTextReader" : "System.Xml.XmlTextReaderImpl") }
  override func text() -> String { netType.fullName }
  var place: (line: Int, column: Int) {
    guard state == 1 else { return (0, 0) }
    let p = scanner.place
    return (p.line + (settings?.lineOffset ?? 0), p.column + (settings?.columnOffset ?? 0))
  }

  func read() throws -> Bool {
    cursor = nil
    onText = false
    if state >= 2 { return false }
    state = 1
    do {
      while try scanner.next() {
        var n = Node()
        switch scanner.kind {
        case .element:
          n = Node(kind: 1, name: scanner.name, depth: level, isEmpty: scanner.isEmpty)
          var own: [String: String] = [:]
          for (name, value) in scanner.attributes where name == "xmlns" || name.hasPrefix("xmlns:") { own[name == "xmlns" ? "" : String(name.dropFirst(6))] = value }
          if node.kind == 1, node.isEmpty { prefixes.removeLast() }
          let spaces = scanner.attributes.first { $0.0 == "xml:space" }.map { $0.1 == "preserve" ? 2 : 1 }
          prefixes.append((own, scanner.attributes.first { $0.0 == "xml:lang" }?.1, spaces))
          func space(_ qualified: String, isAttribute: Bool) throws -> String {
            let p = PSXmlReader.prefix(qualified)
            if p == "xmlns" || isAttribute && qualified == "xmlns" { return "http://www.w3.org/2000/xmlns/" }
            if p.isEmpty { return isAttribute ? "" : namespace("") ?? "" }
            guard let u = namespace(p) else { throw XmlScanner.Problem(message: "'\(p)' is an undeclared prefix.", line: scanner.place.line, column: scanner.place.column) }
            return u
          }
          n.namespace = try space(n.name, isAttribute: false)
          n.attributes = try scanner.attributes.map { ($0.name, $0.value, try space($0.name, isAttribute: true)) }
          if !n.isEmpty { level += 1 }
        case .endElement:
          if node.kind == 1, node.isEmpty { prefixes.removeLast() }
          level -= 1
          n = Node(kind: 15, name: scanner.name, depth: level)
          n.namespace = namespace(PSXmlReader.prefix(n.name)) ?? ""
          if !prefixes.isEmpty { prefixes.removeLast() }
        case .text: n = Node(kind: 3, value: scanner.value, depth: level)
        case .whitespace:
          if settings?.ignoresWhitespace ?? false || whitespace == 2 { continue }
          n = Node(kind: space == 2 ? 14 : 13, value: scanner.value, depth: level)
        case .cdata: n = Node(kind: 4, value: scanner.value, depth: level)
        case .comment:
          if settings?.ignoresComments ?? false { continue }
          n = Node(kind: 8, value: scanner.value, depth: level)
        case .instruction:
          if settings?.ignoresInstructions ?? false { continue }
          n = Node(kind: 7, name: scanner.name, value: scanner.value, depth: level)
        case .declaration: n = Node(kind: 17, name: "xml", value: scanner.value, depth: level)
        case .doctype:
          if settings?.dtd == 1 { continue }
          n = Node(kind: 10, name: scanner.name, value: scanner.value, depth: level)
        case .none, .end: continue
        }
        if n.kind != 1, n.kind != 15, node.kind == 1, node.isEmpty, !prefixes.isEmpty { prefixes.removeLast() }
        node = n
        return true
      }
    } catch let p as XmlScanner.Problem {
      state = 2
      node = Node()
      throw XmlErrors.error(p)
    }
    state = 3
    node = Node()
    return false
  }
  static func prefix(_ n: String) -> String { n.utf8.firstIndex(of: 58).map { String(n[..<$0]) } ?? "" }
  static func local(_ n: String) -> String { n.utf8.firstIndex(of: 58).map { String(n[n.utf8.index(after: $0)...]) } ?? n }
  func namespace(_ prefix: String) -> String? {
    if prefix == "xml" { return "http://www.w3.org/XML/1998/namespace" }
    return prefixes.reversed().lazy.compactMap { $0.declared[prefix] }.first
  }
  /// As `xml:lang` and `xml:space` around the place say.
  var language: String { prefixes.reversed().lazy.compactMap(\.language).first ?? "" }
  var space: Int { prefixes.reversed().lazy.compactMap(\.space).first ?? 0 }
  var givenSettings: PSXmlReaderSettings { settings ?? PSXmlReaderSettings() }
  func close() throws {
    state = 4
    node = Node()
    cursor = nil
    if settings?.closesInput ?? isOld { source?.closePipe(); try source?.stream?.close() }
  }

  // MARK: What is seen at the place

  var kind: Int { cursor == nil ? node.kind : onText ? 3 : 2 }
  var name: String { onText ? "" : cursor.map { node.attributes[$0].name } ?? node.name }
  var value: String { cursor.map { node.attributes[$0].value } ?? node.value }
  var namespaceURI: String { onText ? "" : cursor.map { node.attributes[$0].namespace } ?? node.namespace }
  var depth: Int { node.depth + (cursor == nil ? 0 : onText ? 2 : 1) }
  func move(to i: Int?) -> Bool {
    onText = false
    guard let i, node.kind == 1, node.attributes.indices.contains(i) else { return false }
    cursor = i
    return true
  }
  func moveToElement() -> Bool {
    defer { cursor = nil; onText = false }
    return cursor != nil
  }
  func readAttributeValue() -> Bool {
    if cursor == nil || onText { return false }
    onText = true
    return true
  }
  func attribute(_ name: String) -> Int? { node.kind == 1 ? node.attributes.firstIndex { $0.name == name } : nil }
  func isElement(_ name: String?, _ ns: String? = nil) -> Bool { node.kind == 1 && (name == nil || (ns == nil ? node.name == name : PSXmlReader.local(node.name) == name && node.namespace == ns)) }

  // MARK: Moving on

  /// To the next node that is not white space, a comment or an instruction.
  func moveToContent() throws -> Int {
    cursor = nil
    if state == 0 { _ = try read() }
    while [7, 8, 10, 13, 17].contains(node.kind) { if try !read() { break } }
    return node.kind
  }
  func skip() throws {
    cursor = nil
    if node.kind == 1, !node.isEmpty {
      let d = node.depth
      while try read(), node.depth > d || node.kind != 15 {}
    }
    _ = try read()
  }
  func toFollowing(_ name: String) throws -> Bool {
    while try read() { if isElement(name) { return true } }
    return false
  }
  func toDescendant(_ name: String) throws -> Bool {
    if state == 0 { return try toFollowing(name) }
    guard node.kind == 1, !node.isEmpty else { return false }
    let d = node.depth
    while try read(), node.depth > d { if isElement(name) { return true } }
    return false
  }
  func toSibling(_ name: String) throws -> Bool {
    if state == 0 { return try toFollowing(name) }
    let d = node.depth
    repeat {
      try skip()
      if isElement(name), node.depth == d { return true }
    } while state == 1 && node.kind != 15 || state == 1 && node.depth >= d
    return false
  }
  /// Text and what is like it from here to the next tag.
  func contentText() throws -> String {
    var s = ""
    while [3, 4, 7, 8, 13, 14].contains(node.kind) {
      if node.kind != 7, node.kind != 8 { s += node.value }
      if try !read() { break }
    }
    return s
  }
  /// The text of the element, which is left behind.
  func elementText() throws -> String { try elementContent { $0 } ?? "" }
  /// The same as a value of a type.
  func elementValue(_ type: NetType, shown: String, _ c: ExecutionContext) throws -> Value { try elementContent { try converted($0, type, shown: shown, c) } ?? .null }
  /// What `read` makes of the element's text, before its end is left behind.
  private func elementContent<T>(_ read: (String) throws -> T) throws -> T? {
    if try moveToContent() != 1 {
      throw invalidOperation("""
        The ReadElementContentAsString method is not supported on node type \(nodeTypeName). If you want to read typed content of an element, use the \
        ReadElementContentAs method.
        """)
    }
    if node.isEmpty {
      let made = try read("")
      _ = try self.read()
      return made
    }
    _ = try self.read()
    let made = try read(contentText())
    if node.kind == 1 { throw netError("System.Xml.XmlException", "'Element' is an invalid XmlNodeType. Line \(place.line), position \(place.column).") }
    _ = try self.read()
    return made
  }
  var nodeTypeName: String { TypeTable.get("System.Xml.XmlNodeType").enumeration?.name(of: Int64(kind)) ?? "" }
  /// The markup of the element with or without its own tags; the reader goes behind it.
  /// - Parameter staying: the reader stays at the element's end
  func markup(inner: Bool, staying: Bool = false) throws -> String {
    guard node.kind == 1 else {
      if inner { return "" }
      let o = XmlOutput(fragment, encoding: "")
      try write(to: o)
      _ = try read()
      return o.take()
    }
    let o = XmlOutput(fragment, encoding: "")
    if !inner { try copy(to: o, staying: staying); return o.take() }
    if node.isEmpty { _ = try read(); return "" }
    let d = node.depth
    while try read(), !(node.kind == 15 && node.depth == d) { try write(to: o) }
    _ = try read()
    return o.take()
  }
  private var fragment: XmlOutput.Settings {
    var s = XmlOutput.Settings()
    s.isFragment = true
    return s
  }
  private func write(to o: XmlOutput) throws {
    switch node.kind {
    case 1:
      let isEmpty = node.isEmpty
      try o.startElement(PSXmlReader.prefix(node.name), PSXmlReader.local(node.name), node.namespace)
      for a in node.attributes { try o.attribute(PSXmlReader.prefix(a.name), PSXmlReader.local(a.name), a.namespace, a.value) }
      if isEmpty { try o.endElement() }
    case 15: try o.endElement(full: true)
    case 3, 13, 14: try o.string(node.value)
    case 4: try o.cdata(node.value)
    case 8: try o.comment(node.value)
    case 7: try o.instruction(node.name, node.value)
    default: break
    }
  }
  /// Writes the current node, an element whole; the reader goes behind it. At the beginning: everything.
  func copy(to o: XmlOutput, staying: Bool = false) throws {
    if state == 0 {
      while try read() { try write(to: o) }
      return
    }
    let d = node.depth, isWhole = node.kind == 1 && !node.isEmpty
    try write(to: o)
    while isWhole, try read() {
      try write(to: o)
      if node.kind == 15, node.depth == d { break }
    }
    if !staying { _ = try read() }
  }
}

extension NetTypes {
  private static func of(_ v: Value) throws -> PSXmlReader {
    guard let r = v.refValue as? PSXmlReader else { throw nullArgument("reader") }
    return r
  }
  /// The whole text an input argument stands for: a file's name, a reader, a stream.
  static func xmlInput(_ v: Value, _ name: String, _ c: ExecutionContext) throws -> ([UInt8], PSReader?) {
    if let r = v.refValue as? PSReader {
      try r.readAll(c)
      defer { r.position = r.units.count }
      return (Array(String(units: r.units[min(r.position, r.units.count)...]).utf8), r)
    }
    if let s = v.refValue as? PSStream { return (Array(PSEncoding(.utf8, mark: false).decodeDetecting(try s.readToEnd()).utf8), PSReader("", "StreamReader", s)) }
    var path = Conversion.toString(v)
    if path.lowercased().hasPrefix("file://") { path = String(path.dropFirst(7)) }
    return (Array(PSEncoding(.utf8, mark: false).decodeDetecting(try FileSystem.read(try FileSystem.check(path, name))).utf8), nil)
  }

  static func registerXmlReaders() {
    let x = "System.Xml."
    TypeTable.register(x + "XmlReaderSettings") { NetType(x + "XmlReaderSettings", base: TypeTable.object, define: defineReaderSettings) }
    TypeTable.register(x + "XmlReader") { NetType(x + "XmlReader", base: TypeTable.object, interfaces: ["System.IDisposable"], define: defineXmlReader) }
    func places(_ t: NetType) {
      t.property("int LineNumber {get;}") { v, _ in .count(try of(v).place.line) }
      t.property("int LinePosition {get;}") { v, _ in .count(try of(v).place.column) }
      t.method("bool HasLineInfo()") { _, _, _ in .yes }
    }
    TypeTable.register(x + "XmlTextReaderImpl") {
      NetType(x + "XmlTextReaderImpl", base: TypeTable.get(x + "XmlReader")) { t in
        places(t)
        t.redeclare(readerProperties)
        t.orderProperties(readerProperties)
      }
    }
    TypeTable.register(x + "XmlTextReader") {
      NetType(x + "XmlTextReader", base: TypeTable.get(x + "XmlReader")) { t in
        for p in ["string url", "System.IO.TextReader input", "System.IO.Stream input"] {
          t.constructor("System.Xml.XmlTextReader new(\(p))") { a, c in
            let (text, source) = try xmlInput(a.at(0), p.hasPrefix("string") ? "url" : "input", c)
            return .other(PSXmlReader(text, nil, isOld: true, source: source))
          }
        }
        t.property("System.Xml.WhitespaceHandling WhitespaceHandling {get;set;}", set: { v, x, _ in try of(v).whitespace = x.asInt }) { v, _ in
          .member("System.Xml.WhitespaceHandling", try of(v).whitespace)
        }
        places(t)
        t.property("bool Namespaces {get;}") { _, _ in .yes }
        t.property("bool Normalization {get;}") { _, _ in .no }
        t.property("System.Xml.EntityHandling EntityHandling {get;}") { _, _ in .member("System.Xml.EntityHandling", 2) }
        t.property("System.Xml.DtdProcessing DtdProcessing {get;}") { _, _ in .member("System.Xml.DtdProcessing", 2) }
      }
    }
    TypeTable.register(x + "XmlNodeReader") {
      NetType(x + "XmlNodeReader", base: TypeTable.get(x + "XmlReader")) { t in
        t.constructor("System.Xml.XmlNodeReader new(System.Xml.XmlNode node)") { a, _ in
          guard let n = a.at(0).refValue as? PSXmlNode else { throw nullArgument("node") }
          return .other(PSXmlReader(Array(n.outer.utf8), nil))
        }
      }
    }
    TypeTable.extend(x + "XmlDocument") { t in
      t.method("void Load(System.Xml.XmlReader reader)") { v, a, _ in
        guard let n = v.refValue as? PSXmlNode else { return .void }
        n.children = []
        let r = try of(a.at(0)), o = XmlOutput(XmlOutput.Settings(omitsDeclaration: true, isFragment: true), encoding: "")
        while r.state == 0 ? try r.read() : true {
          if r.state != 1 { break }
          try r.copy(to: o)
        }
        try XmlBuilder.parse(o.take(), into: n, .whole)
        return .void
      }
    }
  }
  private static func defineReaderSettings(_ t: NetType) {
    func of(_ v: Value) -> PSXmlReaderSettings { v.refValue as? PSXmlReaderSettings ?? PSXmlReaderSettings() }
    t.constructor("System.Xml.XmlReaderSettings new()") { _, _ in .other(PSXmlReaderSettings()) }
    t.property("bool Async {get;set;}", set: { v, x, _ in of(v).isAsync = x.asInt != 0 }) { v, _ in .bool(of(v).isAsync) }
    t.property("bool CheckCharacters {get;set;}", set: { v, x, _ in of(v).checksCharacters = x.asInt != 0 }) { v, _ in .bool(of(v).checksCharacters) }
    t.property("bool CloseInput {get;set;}", set: { v, x, _ in of(v).closesInput = x.asInt != 0 }) { v, _ in .bool(of(v).closesInput) }
    t.property("System.Xml.ConformanceLevel ConformanceLevel {get;set;}", set: { v, x, _ in of(v).conformance = x.asInt }) { v, _ in .member("System.Xml.ConformanceLevel", of(v).conformance) }
    t.property("System.Xml.DtdProcessing DtdProcessing {get;set;}", set: { v, x, _ in of(v).dtd = x.asInt }) { v, _ in .member("System.Xml.DtdProcessing", of(v).dtd) }
    t.property("bool IgnoreComments {get;set;}", set: { v, x, _ in of(v).ignoresComments = x.asInt != 0 }) { v, _ in .bool(of(v).ignoresComments) }
    t.property("bool IgnoreProcessingInstructions {get;set;}", set: { v, x, _ in of(v).ignoresInstructions = x.asInt != 0 }) { v, _ in .bool(of(v).ignoresInstructions) }
    t.property("bool IgnoreWhitespace {get;set;}", set: { v, x, _ in of(v).ignoresWhitespace = x.asInt != 0 }) { v, _ in .bool(of(v).ignoresWhitespace) }
    t.property("System.Object XmlResolver {set;}", set: { _, _, _ in }) { _, _ in .null }
    t.property("System.Xml.XmlNameTable NameTable {get;set;}", set: { _, _, _ in }) { _, _ in .null }
    t.property("int LineNumberOffset {get;set;}", set: { v, x, _ in of(v).lineOffset = x.asInt }) { v, _ in .count(of(v).lineOffset) }
    t.property("int LinePositionOffset {get;set;}", set: { v, x, _ in of(v).columnOffset = x.asInt }) { v, _ in .count(of(v).columnOffset) }
    t.property("long MaxCharactersFromEntities {get;set;}", set: { v, x, _ in of(v).mostFromEntities = x.asInt }) { v, _ in .long(Int64(of(v).mostFromEntities)) }
    t.property("bool ProhibitDtd {get;set;}", set: { v, x, _ in of(v).dtd = x.asInt != 0 ? 0 : 2 }) { v, _ in .bool(of(v).dtd == 0) }
    t.method("void Reset()") { v, _, _ in of(v).take(PSXmlReaderSettings()); return .void }
    t.method("System.Xml.XmlReaderSettings Clone()") { v, _, _ in
      let copy = PSXmlReaderSettings()
      copy.take(of(v))
      return .other(copy)
    }
  }

  private static func defineXmlReader(_ t: NetType) {
    let n = "System.Xml.XmlReader"
    for (p, count) in [("", 1), (", System.Xml.XmlReaderSettings settings", 2)] {
      for input in ["string inputUri", "System.IO.TextReader input", "System.IO.Stream input"] {
        t.staticMethod("static \(n) Create(\(input)\(p))") { a, c in
          if a.at(0).isNull { throw nullArgument(String(input.split(separator: " ")[1])) }
          let (text, source) = try xmlInput(a.at(0), "inputUri", c)
          return .other(PSXmlReader(text, count == 2 ? a.at(1).refValue as? PSXmlReaderSettings : nil, source: source))
        }
      }
    }
    t.property("int AttributeCount {get;}") { v, _ in .count(try of(v).node.attributes.count) }
    t.property("string BaseURI {get;}") { _, _ in .str("") }
    t.property("int Depth {get;}") { v, _ in .count(try of(v).depth) }
    t.property("bool EOF {get;}") { v, _ in .bool(try of(v).state == 3) }
    t.property("bool HasAttributes {get;}") { v, _ in .bool(try !of(v).node.attributes.isEmpty) }
    t.property("bool HasValue {get;}") { v, _ in .bool([2, 3, 4, 7, 8, 10, 13, 14, 17].contains(try of(v).kind)) }
    t.property("bool IsDefault {get;}") { _, _ in .no }
    t.property("bool IsEmptyElement {get;}") { v, _ in .bool(try of(v).cursor == nil && of(v).node.isEmpty) }
    t.property("string LocalName {get;}") { v, _ in .str(PSXmlReader.local(try of(v).name)) }
    t.property("string Name {get;}") { v, _ in .str(try of(v).name) }
    t.property("string NamespaceURI {get;}") { v, _ in .str(try of(v).namespaceURI) }
    t.property("System.Xml.XmlNodeType NodeType {get;}") { v, _ in .member("System.Xml.XmlNodeType", try of(v).kind) }
    t.property("string Prefix {get;}") { v, _ in .str(PSXmlReader.prefix(try of(v).name)) }
    t.property("System.Xml.ReadState ReadState {get;}") { v, _ in .member("System.Xml.ReadState", try of(v).state) }
    t.property("string Value {get;}") { v, _ in .str(try of(v).value) }
    t.property("type ValueType {get;}") { _, _ in .type(TypeTable.string) }
    func attribute(_ v: Value, _ i: Int?) throws -> Value { try i.map { .str(try of(v).node.attributes[$0].value) } ?? .null }
    func qualified(_ v: Value, _ a: [Value]) throws -> Int? { try of(v).node.attributes.firstIndex { PSXmlReader.local($0.name) == a.string(0) && $0.namespace == a.string(1) } }
    func checked(_ v: Value, _ i: Int) throws -> Int {
      guard try of(v).node.attributes.indices.contains(i) else { throw outOfRange("i", "Specified argument was out of the range of valid values.") }
      return i
    }
    t.indexer = { v, k in
      if let a = k.arrayValue?.values, a.count == 2 { return try attribute(v, qualified(v, a)) }
      return try attribute(v, k.stringValue.map { try of(v).attribute($0) } ?? checked(v, k.asInt))
    }
    t.method("string Item(int i)") { v, a, _ in try attribute(v, checked(v, a.int(0))) }
    t.method("string Item(string name)") { v, a, _ in try attribute(v, of(v).attribute(a.string(0))) }
    t.method("string Item(string name, string namespaceURI)") { v, a, _ in try attribute(v, qualified(v, a)) }
    t.method("string GetAttribute(string name)") { v, a, _ in try attribute(v, of(v).attribute(a.string(0))) }
    t.method("string GetAttribute(string name, string namespaceURI)") { v, a, _ in try attribute(v, qualified(v, a)) }
    t.method("string GetAttribute(int i)") { v, a, _ in try attribute(v, checked(v, a.int(0))) }
    t.method("bool MoveToAttribute(string name)") { v, a, _ in .bool(try of(v).move(to: of(v).attribute(a.string(0)))) }
    t.method("void MoveToAttribute(int i)") { v, a, _ in _ = try of(v).move(to: checked(v, a.int(0))); return .void }
    t.method("bool MoveToFirstAttribute()") { v, _, _ in .bool(try of(v).move(to: 0)) }
    t.method("bool MoveToNextAttribute()") { v, _, _ in .bool(try of(v).move(to: (of(v).cursor ?? -1) + 1)) }
    t.method("bool MoveToElement()") { v, _, _ in .bool(try of(v).moveToElement()) }
    t.method("bool ReadAttributeValue()") { v, _, _ in .bool(try of(v).readAttributeValue()) }
    t.method("System.Xml.XmlNodeType MoveToContent()") { v, _, _ in .member("System.Xml.XmlNodeType", try of(v).moveToContent()) }
    t.method("bool Read()") { v, _, _ in .bool(try of(v).read()) }
    t.method("void Skip()") { v, _, _ in try of(v).skip(); return .void }
    t.method("bool ReadToFollowing(string name)") { v, a, _ in .bool(try of(v).toFollowing(a.string(0))) }
    t.method("bool ReadToDescendant(string name)") { v, a, _ in .bool(try of(v).toDescendant(a.string(0))) }
    t.method("bool ReadToNextSibling(string name)") { v, a, _ in .bool(try of(v).toSibling(a.string(0))) }
    t.method("bool IsStartElement()") { v, _, _ in .bool(try of(v).moveToContent() == 1) }
    t.method("bool IsStartElement(string name)") { v, a, _ in .bool(try of(v).moveToContent() == 1 && of(v).isElement(a.string(0))) }
    func start(_ v: Value, _ name: String?) throws {
      let r = try of(v)
      if try r.moveToContent() != 1 { throw netError("System.Xml.XmlException", "'\(r.nodeTypeName)' is an invalid XmlNodeType. Line \(r.place.line), position \(r.place.column).") }
      if let name, r.node.name != name { throw netError("System.Xml.XmlException", "Element '\(name)' was not found. Line \(r.place.line), position \(r.place.column).") }
    }
    t.method("void ReadStartElement()") { v, _, _ in try start(v, nil); _ = try of(v).read(); return .void }
    t.method("void ReadStartElement(string name)") { v, a, _ in try start(v, a.string(0)); _ = try of(v).read(); return .void }
    t.method("void ReadEndElement()") { v, _, _ in
      let r = try of(v)
      if try r.moveToContent() != 15 { throw netError("System.Xml.XmlException", "'\(r.nodeTypeName)' is an invalid XmlNodeType. Line \(r.place.line), position \(r.place.column).") }
      _ = try r.read()
      return .void
    }
    t.method("string ReadElementString()") { v, _, _ in try start(v, nil); return .str(try of(v).elementText()) }
    t.method("string ReadElementString(string name)") { v, a, _ in try start(v, a.string(0)); return .str(try of(v).elementText()) }
    t.method("string ReadString()") { v, _, _ in
      let r = try of(v)
      if r.node.kind == 1 { if r.node.isEmpty { return .str("") }; _ = try r.read() }
      return .str(try r.contentText())
    }
    t.method("string ReadInnerXml()") { v, _, _ in .str(try of(v).markup(inner: true)) }
    t.method("string ReadOuterXml()") { v, _, _ in .str(try of(v).markup(inner: false)) }
    t.method("System.Xml.XmlReader ReadSubtree()") { v, _, _ in
      if try of(v).node.kind != 1 { throw invalidOperation("ReadSubtree() can be called only if the reader is on an element node.") }
      return .other(PSXmlReader(Array(try of(v).markup(inner: false, staying: true).utf8), nil))
    }
    t.method("string LookupNamespace(string prefix)") { v, a, _ in try of(v).namespace(a.string(0)).map { .str($0) } ?? .null }
    for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in try of(v).close(); return .void } }
    defineReaderContent(t)
  }
}
