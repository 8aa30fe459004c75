/// `XmlSerializer` for plain values, enums, sequences and objects with public properties.
import Engine
import Primitives

final class PSXmlSerializer: Ref {
  let type: NetType
  init(_ t: NetType) { type = t; super.init() }
  override var netType: NetType { TypeTable.named("System.Xml.Serialization.XmlSerializer") }
}

/// A value as elements, and back.
private struct SerializedXml {
  let context: ExecutionContext
  private static let plain = [
    "System.String": "string", "System.Int32": "int", "System.Int64": "long", "System.Int16": "short", "System.Byte": "unsignedByte", "System.SByte": "byte",
    "System.UInt16": "unsignedShort", "System.UInt32": "unsignedInt", "System.UInt64": "unsignedLong", "System.Boolean": "boolean", "System.Char": "char",
    "System.Double": "double", "System.Single": "float", "System.Decimal": "decimal", "System.DateTime": "dateTime", "System.Guid": "guid",
    "System.DateTimeOffset": "dateTimeOffset", "System.TimeSpan": "TimeSpan", "System.Byte[]": "base64Binary",
  ]
  static func isPlain(_ t: NetType) -> Bool { plain[t.fullName] != nil || t.isEnum }
  static func elementType(_ t: NetType) -> NetType? {
    if isPlain(t) { return nil }
    return t.isArray ? t.elementType : t.genericArguments.count == 1 && t.interfaces.contains("System.Collections.IEnumerable") ? t.genericArguments.first : nil
  }
  static func name(_ t: NetType) -> String {
    if let n = plain[t.fullName] { return n }
    if let e = elementType(t) {
      let n = name(e)
      return "ArrayOf" + n.prefix(1).uppercased() + n.dropFirst()
    }
    return t === TypeTable.object ? "anyType" : t.name
  }
  /// Properties an object is made of.
  static func members(_ t: NetType) -> [Member] { t.allMembers(isStatic: false).filter { $0.kind == .property && $0.getter != nil && $0.setter != nil && !$0.isHidden } }
  static func type(of m: Member) -> NetType { TypeTable.resolve(m.typeName) ?? TypeTable.object }

  private func escaped(_ s: String) -> String { s.replacing("&", "&amp;").replacing("<", "&lt;").replacing(">", "&gt;") }
  private func text(_ v: Value, _ t: NetType) throws -> String {
    let convert = TypeTable.get("System.Xml.XmlConvert")
    switch t.fullName {
    case "System.String": return escaped(Conversion.toString(v))
    case "System.Char": return String(v.asInt)
    case "System.Byte[]": return Conversion.toString(try context.callStatic(TypeTable.get("System.Convert"), "ToBase64String", [v]))
    case "System.DateTime": return Conversion.toString(try context.callStatic(convert, "ToString", [v, .member("System.Xml.XmlDateTimeSerializationMode", 3)]))
    case "System.Boolean", "System.Double", "System.Single", "System.TimeSpan", "System.DateTimeOffset": return Conversion.toString(try context.callStatic(convert, "ToString", [v]))
    default: return escaped(Conversion.toString(v))
    }
  }
  /// - Parameter depth: nil without line breaks
  func write(_ v: Value, _ t: NetType, _ name: String, root: Bool, _ depth: Int?, into out: inout String) throws {
    let line = depth.map { $0 == 0 ? "" : "\n" + String(repeating: "  ", count: $0) } ?? ""
    func close(_ isEmpty: Bool) { out += isEmpty ? " />" : (depth.map { "\n" + String(repeating: "  ", count: $0) } ?? "") + "</\(name)>" }
    out += line + "<" + name
    if Self.isPlain(t) {
      let s = try text(v, t)
      out += s.isEmpty ? " />" : ">" + s + "</\(name)>"
      return
    }
    let own = TypeTable.typeOf(v)
    if t === TypeTable.object, !v.isNull, let n = Self.plain[own.fullName] {
      out += " xsi:type=\"xsd:\(n)\">" + (try text(v, own)) + "</\(name)>"
      return
    }
    if root { out += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"" }
    if let e = Self.elementType(t) {
      let all = v.sequence
      if !all.isEmpty { out += ">" }
      for x in all { try write(x, e, Self.name(e), root: false, depth.map { $0 + 1 }, into: &out) }
      close(all.isEmpty)
      return
    }
    let all = try Self.members(t).map { ($0, try $0.getter?(v, context) ?? .null) }.filter { !$0.1.isNull }
    if !all.isEmpty { out += ">" }
    for (m, x) in all { try write(x, Self.type(of: m), m.name, root: false, depth.map { $0 + 1 }, into: &out) }
    close(all.isEmpty)
  }

  func read(_ element: Value, _ t: NetType) throws -> Value {
    let text = Conversion.toString(try context.property(element, "InnerText") ?? .null)
    let convert = TypeTable.get("System.Xml.XmlConvert")
    if Self.isPlain(t) {
      switch t.fullName {
      case "System.String": return .str(text)
      case "System.Char": return .char(UInt16(text) ?? 0)
      case "System.Byte[]": return try context.callStatic(TypeTable.get("System.Convert"), "FromBase64String", [.str(text)])
      case "System.DateTime": return try context.callStatic(convert, "ToDateTime", [.str(text), .member("System.Xml.XmlDateTimeSerializationMode", 3)])
      case "System.Boolean", "System.Double", "System.Single", "System.TimeSpan", "System.DateTimeOffset": return try context.callStatic(convert, "To" + t.name, [.str(text)])
      default: return try Conversion.convert(.str(text), to: t, context)
      }
    }
    if t === TypeTable.object {
      let given = Conversion.toString(try context.callMethod(element, "GetAttribute", [.str("xsi:type")]))
      guard let named = Self.plain.first(where: { "xsd:" + $0.value == given })?.key, let own = TypeTable.resolve(named) else { return .null }
      return try read(element, own)
    }
    let children = try (context.property(element, "ChildNodes") ?? .null).sequence.filter { try context.property($0, "NodeType")?.asInt == 1 }
    if let e = Self.elementType(t) { return try Conversion.convert(.array(PSArray(try children.map { try read($0, e) }, of: e)), to: t, context) }
    let made = try context.construct(t, [])
    for m in Self.members(t) {
      guard let child = try children.first(where: { Conversion.toString(try context.property($0, "LocalName") ?? .null) == m.name }) else { continue }
      try context.setProperty(made, m.name, try read(child, Self.type(of: m)))
    }
    return made
  }
}

extension NetTypes {
  static func registerXmlSerializer() {
    let n = "System.Xml.Serialization.XmlSerializer"
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        func of(_ v: Value) throws -> NetType {
          guard let s = v.refValue as? PSXmlSerializer else { throw nullArgument("type") }
          return s.type
        }
        t.constructor("\(n) new(type type)") { a, _ in
          guard case .type(let type) = a.at(0).base else { throw nullArgument("type") }
          if type.isSubclass(of: "System.Collections.Hashtable") || type.interfaces.contains("System.Collections.IDictionary") {
            throw notSupported("The type \(type.clrText) is not supported because it implements IDictionary.")
          }
          return .other(PSXmlSerializer(type))
        }
        func document(_ v: Value, _ x: Value, _ c: ExecutionContext, indented: Bool) throws -> String {
          let type = try of(v)
          var out = ""
          try SerializedXml(context: c).write(x, type, SerializedXml.name(type), root: true, indented ? 0 : nil, into: &out)
          return out
        }
        func header(_ encoding: String) -> String { "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\n" }
        t.method("void Serialize(System.IO.TextWriter textWriter, System.Object o)") { v, a, c in
          let encoding = try c.property(try c.property(a.at(0), "Encoding") ?? .null, "WebName") ?? .str("utf-8")
          _ = try c.callMethod(a.at(0), "Write", [.str(header(Conversion.toString(encoding)) + (try document(v, a.at(1), c, indented: true)))])
          return .void
        }
        t.method("void Serialize(System.IO.Stream stream, System.Object o)") { v, a, c in
          let bytes = Array((header("utf-8") + (try document(v, a.at(1), c, indented: true))).utf8)
          _ = try c.callMethod(a.at(0), "Write", [.bytes(bytes), .int(0), .count(bytes.count)])
          return .void
        }
        t.method("void Serialize(System.Xml.XmlWriter xmlWriter, System.Object o)") { v, a, c in
          _ = try c.callMethod(a.at(0), "WriteStartDocument", [])
          _ = try c.callMethod(a.at(0), "WriteRaw", [.str(try document(v, a.at(1), c, indented: false))])
          _ = try c.callMethod(a.at(0), "Flush", [])
          return .void
        }
        func made(_ v: Value, _ xml: Value, _ c: ExecutionContext) throws -> Value {
          let type = try of(v)
          do {
            let root = try c.property(try Conversion.convert(xml, to: TypeTable.get("System.Xml.XmlDocument"), c), "DocumentElement") ?? .null
            let found = Conversion.toString(try c.property(root, "LocalName") ?? .null)
            guard found == SerializedXml.name(type) else { throw invalidOperation("<\(found) xmlns=''> was not expected.") }
            return try SerializedXml(context: c).read(root, type)
          } catch let e as TerminatingError {
            throw netError("System.InvalidOperationException", "There is an error in the XML document.", inner: e.record.exception)
          }
        }
        t.method("System.Object Deserialize(System.IO.TextReader textReader)") { v, a, c in try made(v, try c.callMethod(a.at(0), "ReadToEnd", []), c) }
        t.method("System.Object Deserialize(System.IO.Stream stream)") { v, a, c in
          try made(v, .str(String(decoding: try (a.at(0).refValue as? PSStream)?.readToEnd() ?? [], as: UTF8.self)), c)
        }
        t.method("System.Object Deserialize(System.Xml.XmlReader xmlReader)") { v, a, c in
          _ = try c.callMethod(a.at(0), "MoveToContent", [])
          return try made(v, try c.callMethod(a.at(0), "ReadOuterXml", []), c)
        }
      }
    }
  }
}
