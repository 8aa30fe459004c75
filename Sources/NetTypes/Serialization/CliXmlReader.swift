/// CLIXML → objects: simple types as they were, containers as plain ones, everything else as a bag of properties whose type names
/// begin with `Deserialized.`.
///
/// Reads one object after the other from a scanner, so a long file needs no tree. Depth is limited as PowerShell limits it.
import Codecs
import Engine
import Primitives

public final class CliXmlReader {
  private let scanner: XmlScanner
  private let context: ExecutionContext
  private var objects: [String: Value] = [:]
  private var typeLists: [String: [String]] = [:]
  private var below = 0
  private var memberSets = 0
  private var isDone = false
  private var allowsUnknown = false

  /// Reads up to the first object.
  public init(_ bytes: [UInt8], _ context: ExecutionContext) throws {
    scanner = XmlScanner(CliXmlReader.body(bytes), .clixml)
    self.context = context
    try told {
      try advance()
      guard scanner.kind == .element, scanner.name == "Objs", isOurs() else {
        throw error("Element 'Objs' with namespace name '\(CliXmlWriter.namespace)' was not found.")
      }
      let version = attribute("Version") ?? "1.1.0.1"
      let isEmpty = scanner.isEmpty
      try advance()
      if isEmpty { isDone = true } else if scanner.kind == .endElement { try advance(); isDone = true }
      guard let v = try? NetVersion.parse(version) else { throw error("Version of PSObject is not valid.") }
      if v.major != 1 { throw error("Version of incoming PSObject is \(v.major). Expected value is 1.") }
      allowsUnknown = v.minor > 1
    }
  }
  /// All objects of a text, as `PSSerializer.DeserializeAsList` gives them.
  public static func objects(_ text: String, _ context: ExecutionContext) throws -> [Value] {
    let r = try CliXmlReader(Array(text.utf8), context)
    var all: [Value] = []
    while let v = try r.next() { all.append(v) }
    return all
  }
  /// The next object; nil behind the last.
  public func next() throws -> Value? { try nextInStream()?.value }
  /// With the stream it was written to, when one is named.
  public func nextInStream() throws -> (value: Value, stream: String?)? {
    if isDone { return nil }
    return try told {
      if scanner.kind == .endElement { isDone = true; try advance(); return nil }
      let stream = attribute("S")
      return (try object(), stream)
    }
  }

  // MARK: Places and errors

  /// PowerShell's own streams may begin with a line that says what follows.
  private static func body(_ b: [UInt8]) -> [UInt8] {
    let mark = Array("#< CLIXML".utf8)
    guard b.starts(with: mark), let end = b.firstIndex(of: 10) else { return b }
    let line = b[..<end].last == 13 ? b[..<(end - 1)] : b[..<end]
    return line.elementsEqual(mark) ? Array(b[(end + 1)...]) : b
  }
  private func told<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let p as XmlScanner.Problem { throw XmlErrors.error(p) }
  }
  private func error(_ m: String) -> Error {
    let p = scanner.place
    return XmlScanner.Problem(message: m, line: p.line, column: p.column)
  }
  /// To the next node that is neither blank nor a remark.
  private func advance() throws {
    repeat { try scanner.next() } while scanner.kind == .whitespace || scanner.kind == .comment || scanner.kind == .instruction || scanner.kind == .declaration
  }
  private func attribute(_ n: String) -> String? { scanner.attributes.first { $0.name == n }?.value }
  private func isOurs() -> Bool { attribute("xmlns") == CliXmlWriter.namespace }
  private func needName() throws -> String {
    guard let n = attribute("N") else { throw error("N attribute was expected.") }
    return CliXmlText.decode(n)
  }
  /// The text of the current element; goes past its end.
  private func text() throws -> String {
    if scanner.isEmpty { try advance(); return "" }
    let name = scanner.name
    var s = ""
    while true {
      try scanner.next()
      switch scanner.kind {
      case .text, .cdata, .whitespace: if s.isEmpty { s = scanner.value } else { s += scanner.value }
      case .endElement: try advance(); return s
      case .element: throw error("The 'Element' node type is not supported in the content of element '\(name)'.")
      default: break
      }
    }
  }
  private func skip() throws {
    let depth = scanner.open.count
    if scanner.isEmpty { return try advance() }
    repeat { try scanner.next() } while !(scanner.kind == .endElement && scanner.open.count == depth - 1)
    try advance()
  }
  /// Goes into an element; false when it has no content, which is passed then.
  private func enter() throws -> Bool {
    if scanner.isEmpty { try advance(); return false }
    try advance()
    if scanner.kind == .endElement { try advance(); return false }
    return true
  }
  /// Leaves an element whose content was read.
  private func leave() throws {
    guard scanner.kind == .endElement else { throw error("'\(scanner.kind == .element ? "Element" : "Text")' is an invalid XmlNodeType.") }
    try advance()
  }

  // MARK: Objects

  private func object() throws -> Value {
    below += 1
    defer { below -= 1 }
    if below >= 50 { throw error("Serialized XML is nested too deeply.") }
    guard scanner.kind == .element else {
      throw error("Current Node type is \(scanner.kind == .end ? "None" : scanner.kind == .endElement ? "EndElement" : "Text"). Expected type is Element.")
    }
    switch scanner.name {
    case "Nil": try skip(); return .null
    case "Ref":
      guard let id = attribute("RefId") else { throw error("RefId attribute was expected.") }
      guard let v = objects[id] else { throw error("No object found for referenceId \(id)") }
      try skip()
      return v
    case "Obj": return try complex()
    default:
      if let v = try simple() { return v }
      throw error("\(scanner.name) XML tag is not recognized.")
    }
  }
  private func simple() throws -> Value? {
    let tag = scanner.name
    if tag == "PR" { return try progress() }
    guard let type = CliXmlText.typeOfTag[tag] else { return nil }
    let t = try text()
    if tag == "XD" { return .other(try NetTypes.newDocument(CliXmlText.decode(t), preserveWhitespace: true)) }
    guard let v = CliXmlText.value(tag, t) else { throw error("The contents of the \(type) primitive type are not valid.") }
    return v
  }
  private func progress() throws -> Value {
    let o = PSObject([], typeName: nil)
    o.typeNames = ["System.Management.Automation.ProgressRecord", "System.Object"]
    let names = [
      "AV": "Activity", "AI": "ActivityId", "S": "CurrentOperation", "PI": "ParentActivityId", "PC": "PercentComplete", "T": "RecordType",
      "SR": "SecondsRemaining", "SD": "StatusDescription"
    ]
    if try enter() {
      while scanner.kind == .element {
        let tag = scanner.name
        if tag == "Nil" { try skip(); continue }
        let s = CliXmlText.decode(try text())
        if let n = names[tag] { o.set(n, ["AI", "PI", "PC", "SR"].contains(tag) ? .int(Int32(s) ?? 0) : .str(s)) }
      }
      try leave()
    }
    return .object(o)
  }

  /// What an `<Obj>` is made of, gathered until its end tells what to build.
  private final class Parts {
    var types: [String]?
    var text: String?
    var base: Value?
    var adapted: [(String, Value)] = []
    var notes: [(String, Value)] = []
    var hasProperties = false
  }
  private func complex() throws -> Value {
    let id = attribute("RefId")
    let parts = Parts()
    // a plain object may refer to itself: it exists before its properties do
    let bag = PSObject()
    if let id { objects[id] = .object(bag) }
    if try enter() {
      while scanner.kind == .element {
        switch scanner.name {
        case "TN", "TNRef": parts.types = try typeNames()
        case "Props": parts.hasProperties = true; try members(into: &parts.adapted)
        case "MS": try members(into: &parts.notes)
        case "ToString": parts.text = CliXmlText.decode(try text())
        case "DCT", "STK", "QUE", "LST", "IE": parts.base = try container(parts.types ?? [], id)
        case "Obj": parts.base = try object()
        default:
          if let v = try simple() { parts.base = v } else if allowsUnknown { try skip() } else { throw error("\(scanner.name) XML tag is not recognized.") }
        }
      }
      try leave()
    }
    let v = build(parts, bag)
    if let id { objects[id] = v }
    return v
  }
  private func typeNames() throws -> [String] {
    let id = attribute("RefId")
    if scanner.name == "TNRef" {
      guard let id else { throw error("RefId attribute was expected.") }
      guard let names = typeLists[id] else { throw error("Cannot process names because no TypeNames were found for referenceId \(id).") }
      try skip()
      return names
    }
    var names: [String] = []
    if try enter() {
      while scanner.kind == .element {
        guard scanner.name == "T" else { throw error("\(scanner.name) XML tag is not recognized.") }
        let t = CliXmlText.decode(try text())
        if !t.isEmpty { names.append(CaseInsensitive.hasPrefix(t, "Deserialized.") ? t : "Deserialized." + t) }
      }
      try leave()
    }
    if let id { typeLists[id] = names }
    return names
  }
  private func members(into all: inout [(String, Value)]) throws {
    // sets of members may hold sets of members, without an object between
    memberSets += 1
    defer { memberSets -= 1 }
    if memberSets >= 100 { throw error("Serialized XML is nested too deeply.") }
    guard try enter() else { return }
    while scanner.kind == .element {
      let name = try needName()
      if scanner.name == "MS" {
        var inner: [(String, Value)] = []
        try members(into: &inner)
        all.append((name, .object(PSObject(inner))))
      } else { all.append((name, try object())) }
    }
    try leave()
  }
  private func container(_ types: [String], _ id: String?) throws -> Value {
    let tag = scanner.name
    if tag == "DCT" { return try dictionary(isOrdered: types.first == "Deserialized.System.Collections.Specialized.OrderedDictionary", id) }
    let a = PSArray(capacity: 4)
    a.kind = tag == "STK" ? .stack : tag == "QUE" ? .queue : .arrayList
    if let id { objects[id] = .array(a) }
    if try enter() {
      while scanner.kind == .element { a.append(try object()) }
      try leave()
    }
    return .array(a)
  }
  private func dictionary(isOrdered: Bool, _ id: String?) throws -> Value {
    let h = PSHash(isOrdered ? .ordered : .hashtable)
    var given: [(Value, Value)] = []
    if let id { objects[id] = .hash(h) }
    if try enter() {
      while scanner.kind == .element {
        guard scanner.name == "En" else { throw error("Element 'En' with namespace name '\(CliXmlWriter.namespace)' was not found.") }
        if scanner.isEmpty { throw error("Key for dictionary entry is not specified.") }
        try advance()
        guard scanner.kind == .element else { throw error("Key for dictionary entry is not specified.") }
        guard try needName().equalsIgnoringCase("Key") else { throw error("Name attribute for dictionary key is incorrectly specified.") }
        let k = try object()
        if k.isNull { throw error("Null is specified as dictionary key.") }
        guard scanner.kind == .element else { throw error("Value for dictionary entry is not specified.") }
        guard try needName().equalsIgnoringCase("Value") else { throw error("Name attribute for dictionary value is incorrectly specified.") }
        let x = try object()
        given.append((k, x))
        h.set(k, x)
        if h.count < given.count {
          // keys that differ in nothing but case were case-sensitive where they come from
          if !h.caseSensitive {
            h.removeAll()
            h.caseSensitive = true
            for (k, x) in given { h.set(k, x) }
          }
          // and those that are equal were told apart by what they are
          if h.count < given.count {
            h.removeAll()
            h.comparer = KeyComparer(.null, hash: { netHash($0) }, equal: { sameReference($0, $1) })
            for (k, x) in given { h.set(k, x) }
          }
        }
        try leave()
      }
      try leave()
    }
    return .hash(h)
  }

  // MARK: Building

  private func build(_ p: Parts, _ bag: PSObject) -> Value {
    let isPlain = p.base == nil
    var inner = p.base
    // an object around an object: the inner one's members count
    let o: PSObject
    if case .object(let b)? = inner, b.wrapped == nil { o = b; inner = nil } else { o = isPlain ? bag : PSObject(wrapping: inner?.base) }
    if let t = p.types { o.typeNames = t } else if isPlain { o.typeNames = o.typeNames ?? ["System.Management.Automation.PSCustomObject", "System.Object"] }
    for (n, v) in p.adapted { o.set(n, v) }
    if p.hasProperties { o.adapted = p.adapted.count }
    for (n, v) in p.notes where o.get(n) == nil || !p.hasProperties { o.set(n, v) }
    // an enumeration comes back as its number, which keeps its name as text
    if let t = p.text, o.wrapped.map({ TypeTable.typeOf($0).isPrimitive }) ?? true { o.textForm = t }
    return rehydrated(.object(o)) ?? .object(o)
  }
  /// The few types that come back as themselves.
  private func rehydrated(_ v: Value) -> Value? {
    guard case .object(let o) = v, let first = o.typeNames?.first, first.hasPrefix("Deserialized.System.") else { return nil }
    switch first {
    case "Deserialized.System.Management.Automation.PSCredential":
      guard let user = o.get("UserName")?.stringValue else { return nil }
      return .other(PSCredential(user, o.get("Password")?.refValue as? PSSecureString ?? PSSecureString("")))
    case "Deserialized.System.Globalization.CultureInfo":
      return o.get("Name")?.stringValue.flatMap { Culture.named($0) }.map { .other(PSCulture($0)) }
    case "Deserialized.System.Management.Automation.SwitchParameter":
      return try? Conversion.convert(o.get("IsPresent") ?? .no, to: TypeTable.switchParameter, context)
    case "Deserialized.System.Net.Mail.MailAddress", "Deserialized.System.Net.IPAddress":
      return try? Conversion.convert(.str(o.textForm ?? ""), to: TypeTable.get(String(first.dropFirst(13))), context)
    default: return nil
    }
  }
}
