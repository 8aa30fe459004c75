/// An element of a parsed XML document: enough of XML for topology and input files.
import CExpat

final class XmlElement {
  let name: String
  let attributes: [String: String]
  var children: [XmlElement] = []
  var text = ""

  init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  func child(_ name: String) -> XmlElement? { children.first { $0.name == name } }
  func children(_ name: String) -> [XmlElement] { children.filter { $0.name == name } }
  func children(_ group: String, _ name: String) -> [XmlElement] { child(group)?.children(name) ?? [] }

  /// Parses a document; nil when it is not well-formed.
  static func parse(_ text: String) -> XmlElement? {
    guard let parser = XML_ParserCreate("UTF-8") else { return nil }
    defer { XML_ParserFree(parser) }
    let builder = Builder()
    let context = Unmanaged.passUnretained(builder).toOpaque()
    XML_SetUserData(parser, context)
    XML_SetElementHandler(
      parser,
      { context, name, pairs in
        guard let context, let name else { return }
        var attributes: [String: String] = [:]
        var pair = pairs
        while let key = pair?.pointee, let value = pair?.advanced(by: 1).pointee {
          attributes[String(cString: key)] = String(cString: value)
          pair = pair?.advanced(by: 2)
        }
        Unmanaged<Builder>.fromOpaque(context).takeUnretainedValue().open(String(cString: name), attributes)
      },
      { context, _ in
        guard let context else { return }
        Unmanaged<Builder>.fromOpaque(context).takeUnretainedValue().close()
      })
    XML_SetCharacterDataHandler(parser) { context, bytes, count in
      guard let context, let bytes, count > 0 else { return }
      let buffer = UnsafeBufferPointer(start: UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: Int(count))
      Unmanaged<Builder>.fromOpaque(context).takeUnretainedValue().append(String(decoding: buffer, as: UTF8.self))
    }
    var source = text.hasPrefix("\u{feff}") ? String(text.dropFirst()) : text
    // The text is UTF-8 here whatever the declaration of the file it came from says.
    let status = source.withUTF8 { bytes -> XML_Status in
      guard let base = bytes.baseAddress, let count = Int32(exactly: bytes.count) else { return XML_STATUS_ERROR }
      return XML_Parse(parser, UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self), count, 1)
    }
    return status == XML_STATUS_OK ? builder.root : nil
  }

  private final class Builder {
    var root: XmlElement?
    private var open: [XmlElement] = []

    func open(_ name: String, _ attributes: [String: String]) {
      let element = XmlElement(name, attributes)
      if let parent = open.last { parent.children.append(element) } else if root == nil { root = element }
      open.append(element)
    }

    func close() { _ = open.popLast() }

    func append(_ text: String) { open.last?.text += text }
  }
}

/// Writes indented XML.
struct XmlWriter {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
  private var depth = 0

  /// An element; attributes without value are left out; `content` writes the children.
  mutating func element(_ name: String, _ attributes: [(String, String?)] = [], text content: String? = nil, _ children: ((inout XmlWriter) -> Void)? = nil) {
    indent()
    text += "<" + name
    for (key, value) in attributes {
      if let value { text += " \(key)=\"\(XmlWriter.escape(value))\"" }
    }
    if let content {
      text += ">" + XmlWriter.escape(content) + "</" + name + ">\n"
      return
    }
    guard let children else {
      text += " />\n"
      return
    }
    text += ">\n"
    let start = text.utf8.count
    depth += 1
    children(&self)
    depth -= 1
    if text.utf8.count == start {
      text.removeLast(2)
      text += " />\n"
    } else {
      indent()
      text += "</" + name + ">\n"
    }
  }

  private mutating func indent() { text += String(repeating: "  ", count: depth) }

  static func escape(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\n": out += "&#10;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
