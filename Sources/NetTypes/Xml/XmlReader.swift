/// Text → XML tree, on libexpat; failures told in .NET's words.
import CExpat
import Engine
import Primitives

final class XmlBuilder {
  let document: PSXmlNode
  var stack: [PSXmlNode]
  var starts: [Int] = []
  var text = ""
  var inCData = false
  let keepWhitespace: Bool
  var parser: XML_Parser?

  init(into document: PSXmlNode) {
    self.document = document
    keepWhitespace = document.preserveWhitespace
    stack = [document]
  }

  func flush(_ kind: PSXmlNode.Kind = .text) {
    defer { text = "" }
    if text.isEmpty { return }
    let white = text.utf8.allSatisfy { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }
    if kind == .text, white, !keepWhitespace { return }
    if kind == .text, stack.count == 1 { return }
    stack.last?.append(PSXmlNode(kind == .text && white ? .whitespace : kind, kind == .cdata ? "#cdata-section" : white ? "#whitespace" : "#text", text))
  }

  /// Fills the document; throws `XmlException`.
  static func parse(_ source: String, into document: PSXmlNode) throws {
    let b = XmlBuilder(into: document)
    guard let p = XML_ParserCreate("UTF-8") else { return }
    defer { XML_ParserFree(p) }
    b.parser = p
    let me = Unmanaged.passUnretained(b).toOpaque()
    XML_SetUserData(p, me)
    XML_SetElementHandler(p, { data, name, attributes in
      guard let data, let name else { return }
      let b = Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue()
      b.flush()
      let e = PSXmlNode(.element, String(cString: name))
      var i = 0
      while let attributes, let key = attributes[i], let value = attributes[i + 1] {
        let a = PSXmlNode(.attribute, String(cString: key), String(cString: value), owner: b.document)
        a.parent = e
        e.attributes.append(a)
        i += 2
      }
      b.stack.last?.append(e)
      b.stack.append(e)
      b.starts.append(Int(XML_GetCurrentByteIndex(b.parser)))
      e.namespace = e.namespace(of: e.prefix)
      for a in e.attributes where !a.prefix.isEmpty { a.namespace = a.prefix == "xmlns" ? "http://www.w3.org/2000/xmlns/" : e.namespace(of: a.prefix) }
    }, { data, _ in
      guard let data else { return }
      let b = Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue()
      b.flush()
      let e = b.stack.popLast()
      if let start = b.starts.popLast(), let e, e.children.isEmpty { e.isEmpty = start == Int(XML_GetCurrentByteIndex(b.parser)) }
    })
    XML_SetCharacterDataHandler(p) { data, s, n in
      guard let data, let s, n > 0 else { return }
      let b = Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue()
      b.text += String(decoding: UnsafeRawBufferPointer(start: s, count: Int(n)), as: UTF8.self)
    }
    XML_SetCdataSectionHandler(p, { data in
      guard let data else { return }
      Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue().flush()
    }, { data in
      guard let data else { return }
      let b = Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue()
      if b.text.isEmpty { b.stack.last?.append(PSXmlNode(.cdata, "#cdata-section", "")) } else { b.flush(.cdata) }
    })
    XML_SetCommentHandler(p) { data, s in
      guard let data, let s else { return }
      let b = Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue()
      b.flush()
      b.stack.last?.append(PSXmlNode(.comment, "#comment", String(cString: s)))
    }
    XML_SetProcessingInstructionHandler(p) { data, target, s in
      guard let data, let target else { return }
      let b = Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue()
      b.flush()
      b.stack.last?.append(PSXmlNode(.instruction, String(cString: target), s.map { String(cString: $0) } ?? ""))
    }
    XML_SetXmlDeclHandler(p) { data, version, encoding, standalone in
      guard let data, let version else { return }
      let b = Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue()
      var s = "version=\"" + String(cString: version) + "\""
      if let encoding { s += " encoding=\"" + String(cString: encoding) + "\"" }
      if standalone >= 0 { s += " standalone=\"" + (standalone == 1 ? "yes" : "no") + "\"" }
      b.document.append(PSXmlNode(.declaration, "xml", s))
    }
    XML_SetStartDoctypeDeclHandler(p) { data, name, system, publicId, _ in
      guard let data, let name else { return }
      let b = Unmanaged<XmlBuilder>.fromOpaque(data).takeUnretainedValue()
      let s = publicId.map { "PUBLIC \"" + String(cString: $0) + "\" \"" + (system.map { String(cString: $0) } ?? "") + "\"" } ?? system.map { "SYSTEM \"" + String(cString: $0) + "\"" } ?? ""
      b.document.append(PSXmlNode(.doctype, String(cString: name), s))
    }
    var bytes = Array(source.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let ok = bytes.withUnsafeBufferPointer { q -> Bool in
      q.withMemoryRebound(to: CChar.self) { XML_Parse(p, $0.baseAddress, Int32(truncatingIfNeeded: $0.count), 1) == XML_STATUS_OK }
    }
    if !ok { throw b.failure(p, bytes) }
  }

  private func failure(_ p: XML_Parser, _ bytes: [UInt8]) -> TerminatingError {
    let code = XML_GetErrorCode(p)
    var line = Int(XML_GetCurrentLineNumber(p)), column = Int(XML_GetCurrentColumnNumber(p)) + 1
    let at = Int(XML_GetCurrentByteIndex(p))
    let open = stack.dropFirst()
    let message: String
    switch code {
    case XML_ERROR_NO_ELEMENTS where open.isEmpty && document.documentElement == nil:
      return XmlBuilder.error("Root element is missing.", 0, 0)
    case XML_ERROR_TAG_MISMATCH:
      let e = open.last
      var name = ""
      if at >= 0, at < bytes.count { name = String(decoding: bytes[at...].dropFirst(2).prefix { $0 != 62 && $0 != 32 }, as: UTF8.self) }
      let s = starts.last.map { place($0, bytes) } ?? (1, 1)
      column += 2
      message = "The '\(e?.name ?? "")' start tag on line \(s.0) position \(s.1 + 1) does not match the end tag of '\(name)'."
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
      if at >= 0, at + 1 < bytes.count, bytes[at] == 60, bytes[at + 1] != 47 { message = "There are multiple root elements."; column += 1 } else if at >= 0, at < bytes.count, bytes[at] == 60 { message = "Unexpected end tag."; column += 2 } else { message = "Data at the root level is invalid." }
    case XML_ERROR_DUPLICATE_ATTRIBUTE: message = "'\(open.last?.name ?? "")' is a duplicate attribute name."
    case XML_ERROR_UNDEFINED_ENTITY: message = "Reference to undeclared entity."
    default:
      let end = place(bytes.count, bytes)
      if !open.isEmpty, code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || at >= bytes.count {
        (line, column) = end
        message = "Unexpected end of file has occurred. The following elements are not closed: \(open.reversed().map(\.name).joined(separator: ", "))."
      } else if open.isEmpty, document.documentElement == nil, at < bytes.count, at >= 0, bytes[at] != 60 {
        message = "Data at the root level is invalid."
      } else if code == XML_ERROR_UNCLOSED_TOKEN || at >= bytes.count {
        (line, column) = end
        message = "Unexpected end of file has occurred."
      } else {
        let c = at >= 0 && at < bytes.count ? String(decoding: [bytes[at]], as: UTF8.self) : "."
        message = open.isEmpty ? "Data at the root level is invalid." : "Name cannot begin with the '\(c)' character, hexadecimal value 0x\(String(bytes.indices.contains(at) ? bytes[at] : 46, radix: 16, uppercase: true))."
      }
    }
    return XmlBuilder.error(message, line, column)
  }
  private func place(_ at: Int, _ bytes: [UInt8]) -> (Int, Int) {
    var line = 1, column = 1
    for b in bytes.prefix(max(0, at)) { if b == 10 { line += 1; column = 1 } else if b & 0xC0 != 0x80 { column += 1 } }
    return (line, column)
  }
  static func error(_ m: String, _ line: Int, _ column: Int) -> TerminatingError {
    let e = netError("System.Xml.XmlException", line > 0 ? m + " Line \(line), position \(column)." : m)
    e.record.exception.properties.append(("LineNumber", .count(line)))
    e.record.exception.properties.append(("LinePosition", .count(column)))
    return e
  }
}
