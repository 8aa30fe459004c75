/// A small XML reader for configuration files (formats, types): elements, attributes, text; no schemas, no entities but
/// the five and character references.
public final class XmlTree {
  public let name: String
  public var attributes: [(String, String)] = []
  public var children: [XmlTree] = []
  /// All text directly inside, in order.
  public var text = ""
  init(_ name: String) { self.name = name }

  public func child(_ name: String) -> XmlTree? { children.first { $0.name == name } }
  public func all(_ name: String) -> [XmlTree] { children.filter { $0.name == name } }
  /// The element at a path of names.
  public func at(_ path: String...) -> XmlTree? {
    var t: XmlTree? = self
    for n in path { t = t?.child(n) }
    return t
  }
  /// Text of a child, without blanks around it; nil when there is no such child.
  public func value(_ name: String) -> String? { child(name).map { XmlTree.trim($0.text) } }

  static func trim(_ s: String) -> String {
    var t = Substring(s)
    while let f = t.utf8.first, f <= 32 { t = t.dropFirst() }
    while let l = t.utf8.last, l <= 32 { t = t.dropLast() }
    return String(t)
  }

  /// What was wrong, and on which line.
  public struct Problem: Error { public let message: String; public let line: Int }

  public static func parse(_ bytes: [UInt8]) throws -> XmlTree {
    var reader = Reader(bytes: bytes)
    return try reader.document()
  }

  private struct Reader {
    let bytes: [UInt8]
    var i = 0
    init(bytes: [UInt8]) { self.bytes = bytes; if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { i = 3 } }

    func problem(_ m: String) -> Problem { Problem(message: m, line: bytes[..<min(i, bytes.count)].reduce(1) { $0 + ($1 == 10 ? 1 : 0) }) }
    func starts(_ s: String) -> Bool { bytes[min(i, bytes.count)...].starts(with: s.utf8) }
    mutating func skip(past s: String) throws {
      let n = Array(s.utf8)
      while i + n.count <= bytes.count { if bytes[i] == n[0], bytes[i..<i + n.count].elementsEqual(n) { i += n.count; return }; i += 1 }
      throw problem("Unexpected end of file.")
    }
    mutating func blanks() { while i < bytes.count, bytes[i] <= 32 { i += 1 } }
    mutating func name() throws -> String {
      let start = i
      while i < bytes.count, bytes[i] > 32, ![0x3E, 0x2F, 0x3D, 0x3C, 0x22, 0x27].contains(bytes[i]) { i += 1 }
      if i == start { throw problem("Name cannot begin with this character.") }
      return String(decoding: bytes[start..<i], as: UTF8.self)
    }

    mutating func document() throws -> XmlTree {
      var open: [XmlTree] = []
      var root: XmlTree?
      while i < bytes.count {
        if bytes[i] != 0x3C {
          let start = i
          while i < bytes.count, bytes[i] != 0x3C { i += 1 }
          open.last?.text += decoded(bytes[start..<i])
        } else if starts("<!--") { try skip(past: "-->") }
        else if starts("<![CDATA[") {
          i += 9
          let start = i
          try skip(past: "]]>")
          open.last?.text += String(decoding: bytes[start..<i - 3], as: UTF8.self)
        } else if starts("<?") { try skip(past: "?>") }
        else if starts("<!") { try skip(past: ">") }
        else if starts("</") {
          i += 2
          let n = try name()
          blanks()
          guard i < bytes.count, bytes[i] == 0x3E, let top = open.popLast(), top.name == n else { throw problem("The end tag '\(n)' does not match.") }
          i += 1
        } else {
          i += 1
          let e = XmlTree(try name())
          if let top = open.last { top.children.append(e) } else if root == nil { root = e } else { throw problem("There are multiple root elements.") }
          var isClosed = false
          while true {
            blanks()
            guard i < bytes.count else { throw problem("Unexpected end of file.") }
            if bytes[i] == 0x3E { i += 1; break }
            if starts("/>") { i += 2; isClosed = true; break }
            let key = try name()
            blanks()
            guard i < bytes.count, bytes[i] == 0x3D else { throw problem("'=' is expected.") }
            i += 1
            blanks()
            guard i < bytes.count, bytes[i] == 0x22 || bytes[i] == 0x27 else { throw problem("A quotation mark is expected.") }
            let quote = bytes[i]
            i += 1
            let start = i
            while i < bytes.count, bytes[i] != quote { i += 1 }
            e.attributes.append((key, decoded(bytes[start..<min(i, bytes.count)])))
            i += 1
          }
          if !isClosed { open.append(e) }
        }
      }
      if let o = open.last { throw problem("Unexpected end of file: '\(o.name)' is not closed.") }
      guard let root else { throw problem("Root element is missing.") }
      return root
    }

    func decoded(_ b: ArraySlice<UInt8>) -> String {
      guard b.contains(0x26) else { return String(decoding: b, as: UTF8.self) }
      var out: [UInt8] = []
      var k = b.startIndex
      while k < b.endIndex {
        if b[k] == 0x26, let end = b[k...].firstIndex(of: 0x3B) {
          let entity = String(decoding: b[(k + 1)..<end], as: UTF8.self)
          let plain: [String: String] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
          var text = plain[entity]
          if text == nil, entity.hasPrefix("#") {
            let digits = entity.dropFirst()
            let n = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            text = n.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) }
          }
          if let text { out += Array(text.utf8); k = end + 1; continue }
        }
        out.append(b[k])
        k += 1
      }
      return String(decoding: out, as: UTF8.self)
    }
  }
}
