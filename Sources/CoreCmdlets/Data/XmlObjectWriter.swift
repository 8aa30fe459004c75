/// Objects as `<Object>` and `<Property>` elements, for ConvertTo-Xml.
import Engine

struct XmlObjectWriter {
  private(set) var text = ""
  let indent: Bool
  private let shell: Invocation
  private let depth: Int
  private let types: Bool
  private var level = 0
  private var pendingBreak = false

  init(_ shell: Invocation, depth: Int, types: Bool, indent: Bool) { self.shell = shell; self.depth = depth; self.types = types; self.indent = indent }
  mutating func reset() { text = ""; level = 0 }

  static func escape(_ s: String, attribute: Bool = false) -> String {
    var out = ""
    for c in s.unicodeScalars {
      switch c {
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\"" where attribute: out += "&quot;"
      default: out.unicodeScalars.append(c)
      }
    }
    return out
  }
  private mutating func line() {
    if !indent { return }
    if !text.isEmpty { text += "\n" }
    text += String(repeating: "  ", count: level)
  }
  mutating func open(_ name: String, _ attributes: String = "") { line(); text += "<\(name)\(attributes)>"; level += 1 }
  mutating func close(_ name: String) { level -= 1; line(); text += "</\(name)>" }
  private mutating func leaf(_ name: String, _ attributes: String, _ content: String?) {
    line()
    if let content { text += "<\(name)\(attributes)>\(XmlObjectWriter.escape(content))</\(name)>" } else { text += "<\(name)\(attributes) />" }
  }

  mutating func object(_ v: Value) throws {
    if v.isNull { return leaf("Object", "", nil) }
    try element("Object", "", v, 0)
  }
  private mutating func element(_ tag: String, _ name: String, _ v: Value, _ at: Int) throws {
    var attributes = name.isEmpty ? "" : " Name=\"\(XmlObjectWriter.escape(name, attribute: true))\""
    if types { attributes += " Type=\"\(XmlObjectWriter.escape(v.isNull ? "System.Object" : typeName(v), attribute: true))\"" }
    if v.isNull { return leaf(tag, attributes, nil) }
    if isPlain(v) { return leaf(tag, attributes, Conversion.toString(v.base, shell.context)) }
    if at > depth { return leaf(tag, attributes, Conversion.toString(v, shell.context)) }
    if case .hash(let h) = v.base, h.enumerated() == nil {
      if h.count == 0 { return leaf(tag, attributes, nil) }
      open(tag, attributes)
      for (k, x) in h.pairs { try element("Property", "Key", k, at + 1); try element("Property", "Value", x, at + 1) }
      return close(tag)
    }
    if let list = v.elementsIfSequence {
      if list.isEmpty { return leaf(tag, attributes, nil) }
      if at + 1 > depth, at > 0 { /* elements one level down still show as text */ }
      open(tag, attributes)
      for x in list { try element("Property", "", x, at + 1) }
      return close(tag)
    }
    let properties = shell.context.properties(v).filter { $0.kind != .propertySet && !$0.isHidden }
    if properties.isEmpty { return leaf(tag, attributes, Conversion.toString(v, shell.context)) }
    open(tag, attributes)
    for p in properties { try element("Property", p.name, ((try? p.value(shell.context)) ?? .null).orNull, at + 1) }
    close(tag)
  }
  private func typeName(_ v: Value) -> String { if case .object(let o) = v { o.netType.fullName } else { TypeTable.typeOf(v).fullName } }
  private func isPlain(_ v: Value) -> Bool {
    switch v.base {
    case .array, .hash, .object, .block, .type: false
    case .other(let r): r is PSEnum || r is PSDecimal || r is PSBigInteger || ["System.Guid", "System.Uri", "System.DateTimeOffset", "System.Version"].contains(r.netType.fullName)
    default: true
    }
  }
}
