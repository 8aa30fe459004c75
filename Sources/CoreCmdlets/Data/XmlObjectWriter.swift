/// Objects as `<Object>` and `<Property>` elements, for ConvertTo-Xml.
import Engine
import NetTypes
import Primitives

struct XmlObjectWriter {
  private(set) var text = ""
  let indent: Bool
  private let shell: Invocation
  private let depth: Int
  private let types: Bool
  private var level = 0
  /// The next object is one of those given, not part of one.
  private var isTop = true
  private var justOpened = false

  init(_ shell: Invocation, depth: Int, types: Bool, indent: Bool) { self.shell = shell; self.depth = depth; self.types = types; self.indent = indent }
  mutating func reset() { text = ""; level = 0 }

  static func escape(_ s: String, attribute: Bool = false) -> String {
    var out = ""
    // lines of text end in line feeds alone
    var afterReturn = false
    for c in s.unicodeScalars {
      defer { afterReturn = c == "\r" }
      switch c {
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\"" where attribute: out += "&quot;"
      case "\n" where attribute: out += "&#xA;"
      case "\t" where attribute: out += "&#x9;"
      case "\r": out += attribute ? "&#xD;" : "\n"
      case "\n" where afterReturn: break
      default: out.unicodeScalars.append(c)
      }
    }
    return out
  }
  private mutating func line() {
    justOpened = false
    if !indent { return }
    if !text.isEmpty { text += "\n" }
    text += String(repeating: "  ", count: level)
  }
  mutating func open(_ name: String, _ attributes: String = "") { line(); text += "<\(name)\(attributes)>"; level += 1; justOpened = true }
  mutating func close(_ name: String) {
    level -= 1
    if justOpened { text.removeLast(); text += " />"; justOpened = false; return }
    line()
    text += "</\(name)>"
  }
  private mutating func leaf(_ name: String, _ attributes: String, _ content: String) throws {
    if let bad = content.unicodeScalars.first(where: { $0.value < 32 && $0.value != 9 && $0.value != 10 && $0.value != 13 }) {
      let digits = String(bad.value, radix: 16, uppercase: true)
      throw TerminatingError(
        ErrorRecord(
          PSException("System.ArgumentException", "'\(bad)', hexadecimal value 0x\(digits.utf8.count < 2 ? "0" : "")\(digits), is an invalid character."),
          id: "System.ArgumentException", .notSpecified))
    }
    line()
    text += "<\(name)\(attributes)>\(XmlObjectWriter.escape(content))</\(name)>"
  }
  /// Tag and attributes of the element that begins here.
  private mutating func start(_ name: String?, type: String?) -> (String, String) {
    var tag = "Property", attributes = ""
    if let name { attributes = " Name=\"\(XmlObjectWriter.escape(name, attribute: true))\"" } else if isTop { tag = "Object"; isTop = false }
    if types, let type { attributes += " Type=\"\(XmlObjectWriter.escape(type, attribute: true))\"" }
    return (tag, attributes)
  }
  private func typeText(_ v: Value) -> String {
    let t = if case .object(let o) = v, o.wrapped == nil { o.type ?? TypeTable.psCustomObject } else { TypeTable.typeOf(v.base) }
    return Conversion.typeText(t)
  }

  mutating func object(_ v: Value) throws { isTop = true; try element(nil, v, depth) }

  private mutating func element(_ name: String?, _ v: Value, _ depth: Int) throws {
    if Attention.isWanted { throw FlowSignal.stopped }
    if v.isNull {
      let (tag, attributes) = start(name, type: nil)
      line()
      text += "<\(tag)\(attributes) />"
      return
    }
    if CliXmlWriter.isSimple(v.base), !isBag(v) {
      let (tag, attributes) = start(name, type: typeText(v))
      return try leaf(tag, attributes, Conversion.plainText(v.base))
    }
    if !isBag(v), let list = contents(v) {
      let (tag, attributes) = start(name, type: typeText(v))
      open(tag, attributes)
      for (n, x) in list { try element(n, x, depth) }
      if depth > 0, case .hash(let h) = v.base, h.enumerated() != nil { try properties(v, depth - 1) }
      try notes(v)
      return close(tag)
    }
    let (tag, attributes) = start(name, type: typeText(v))
    if depth <= 0 {
      let shown = Conversion.toString(v, shell.context)
      guard case .object(let o) = v, o.count > 0, o.wrapped != nil || o.type == nil else { return try leaf(tag, attributes, plain(v)) }
      open(tag, attributes)
      let (inner, type) = start(nil, type: "System.String")
      try leaf(inner, type, shown)
      try notes(v)
      return close(tag)
    }
    open(tag, attributes)
    if let e = v.refValue as? PSEnum {
      for p in shell.context.properties(v) where !p.isHidden { try element(p.name, CliXmlWriter.number(of: e), depth) }
    } else { try properties(v, depth - 1) }
    close(tag)
  }
  /// An object made of members only.
  private func isBag(_ v: Value) -> Bool { if case .object(let o) = v { o.wrapped == nil } else { false } }
  private func plain(_ v: Value) -> String {
    // dates as the culture writes them
    if case .datetime = v.base, let s = try? shell.context.callMethod(v.base, "ToString", []) { return Conversion.toString(s) }
    return if case .object = v { Conversion.toString(v, shell.context) } else { Conversion.plainText(v) }
  }
  private func contents(_ v: Value) -> [(String?, Value)]? {
    if case .hash(let h) = v.base, h.enumerated() == nil { return h.pairs.flatMap { [("Key", $0.key), ("Value", $0.value)] } }
    return v.base.elementsIfSequence.map { $0.map { (nil, $0) } }
  }
  private mutating func properties(_ v: Value, _ depth: Int) throws {
    for p in shell.context.properties(v) where p.kind != .propertySet && p.kind != .memberSet && !p.isHidden {
      let x = ((try? p.value(shell.context)) ?? .null).orNull
      if x.isNull {
        let (tag, attributes) = start(p.name, type: p.typeName)
        line()
        text += "<\(tag)\(attributes) />"
      } else { try element(p.name, x, depth) }
    }
  }
  /// Members the object itself carries, each as text.
  private mutating func notes(_ v: Value) throws {
    guard case .object(let o) = v else { return }
    for m in o.members where m.kind == .note || m.kind == .scriptProperty || m.kind == .aliasProperty || m.kind == .codeProperty {
      let kind = switch m.kind { case .note: "PSNoteProperty"; case .scriptProperty: "PSScriptProperty"; case .aliasProperty: "PSAliasProperty"; default: "PSCodeProperty" }
      let (tag, attributes) = start(m.name, type: "System.Management.Automation." + kind)
      let x = ((try? shell.context.property(v, m.name)) ?? nil) ?? .null
      try leaf(tag, attributes, plain(x))
    }
  }
}
