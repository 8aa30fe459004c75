/// Character and entity references, and the declarations of entities inside a document type.
///
/// Entities expand without recursion in the document's size: what they add in all is counted against the limit, so a few lines that
/// would unfold to gigabytes end as an error.
extension XmlScanner {
  /// The text between two bytes with its references resolved. Leaves `i` anywhere between.
  func expand(_ from: Int, _ to: Int, attribute: Bool = false) throws -> String {
    var out: [UInt8] = []
    out.reserveCapacity(to - from)
    i = from
    while i < to {
      let b = bytes[i]
      if b == 38 { try reference(to, &out, attribute); continue }
      if attribute, b == 10 || b == 9 { out.append(32) }
      else if b == 13 { if !(i + 1 < to && bytes[i + 1] == 10) { out.append(attribute ? 32 : 10) } }
      else { out.append(b) }
      i += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func reference(_ to: Int, _ out: inout [UInt8], _ attribute: Bool) throws {
    let mark = i, endsHere = to == bytes.count
    i += 1
    if endsHere, i == to { throw problem("Unexpected end of file has occurred.", at: mark) }
    if i < to, bytes[i] == 35 {
      i += 1
      let hex = i < to && bytes[i] == 120
      if hex { i += 1 }
      let start = i
      var code: UInt32 = 0
      while i < to, let d = digit(bytes[i], hex) {
        if code < 0x1000_0000 { code = code * (hex ? 16 : 10) + d }
        i += 1
      }
      if endsHere, i == to { throw problem("Unexpected end of file while parsing  has occurred.", at: mark) }
      guard i > start, i < to, bytes[i] == 59 else { throw problem("Invalid syntax for a \(hex ? "hexadecimal" : "decimal") numeric entity reference.", at: i) }
      guard let scalar = Unicode.Scalar(code), code >= 32 || code == 9 || code == 10 || code == 13 || !settings.checksCharacters, code > 0 else {
        if code > 0x10FFFF { throw problem("Invalid value of a character entity reference.", at: start) }
        let digits = String(code, radix: 16, uppercase: true)
        throw problem("'\(Unicode.Scalar(code).map { code == 0 ? "." : String($0) } ?? ".")', hexadecimal value 0x\(digits.utf8.count < 2 ? "0" : "")\(digits), is an invalid character.", at: start)
      }
      i += 1
      out.append(contentsOf: String(scalar).utf8)
      return
    }
    let start = i
    while i < to, bytes[i] != 59, !isBlank(bytes[i]), bytes[i] != 38, bytes[i] != 60 { i += 1 }
    guard i < to, bytes[i] == 59, i > start else { throw problem("An error occurred while parsing EntityName.", at: endsHere && i == to ? start : i) }
    let name = String(decoding: bytes[start..<i], as: UTF8.self)
    i += 1
    switch name {
    case "amp": out.append(38)
    case "lt": out.append(60)
    case "gt": out.append(62)
    case "quot": out.append(34)
    case "apos": out.append(39)
    default:
      guard entities[name] != nil else { throw problem("Reference to undeclared entity '\(name)'.", at: start) }
      let after = i
      try insert(name, start, 0, &out)
      i = after
    }
  }
  private func digit(_ b: UInt8, _ hex: Bool) -> UInt32? {
    switch b {
    case 48...57: UInt32(b - 48)
    case 97...102 where hex: UInt32(b - 87)
    case 65...70 where hex: UInt32(b - 55)
    default: nil
    }
  }
  /// An entity's text, with the entities inside it.
  private func insert(_ name: String, _ at: Int, _ depth: Int, _ out: inout [UInt8]) throws {
    guard let text = entities[name] else { throw problem("Reference to undeclared entity '\(name)'.", at: at) }
    if depth > 64 { throw problem("General entity '\(name)' references itself.", at: at) }
    var k = 0
    while k < text.count {
      if text[k] == 38, let end = text[k...].firstIndex(of: 59) {
        let inner = String(decoding: text[(k + 1)..<end], as: UTF8.self)
        k = end + 1
        switch inner {
        case "amp": out.append(38)
        case "lt": out.append(60)
        case "gt": out.append(62)
        case "quot": out.append(34)
        case "apos": out.append(39)
        default: try insert(inner, at, depth + 1, &out)
        }
      } else { out.append(text[k]); k += 1; expanded += 1 }
      if settings.entityLimit > 0, expanded > settings.entityLimit { throw problem("The input document has exceeded a limit set by MaxCharactersFromEntities.", at: at) }
    }
  }

  /// `[ … ]` of a document type: remembers internal general entities, passes over everything else.
  func readSubset() throws {
    while true {
      skipBlanks()
      guard i < bytes.count else { throw endOfFile("DOCTYPE") }
      if bytes[i] == 93 { i += 1; return }
      if starts("<!--") {
        guard let end = bytes[i...].indices.first(where: { $0 + 2 < bytes.count && bytes[$0] == 45 && bytes[$0 + 1] == 45 && bytes[$0 + 2] == 62 }) else { throw endOfFile("Comment") }
        i = end + 3
      } else if starts("<!ENTITY") {
        i += 8
        skipBlanks()
        let isParameter = i < bytes.count && bytes[i] == 37
        if isParameter { i += 1; skipBlanks() }
        let name = try readName()
        skipBlanks()
        if i < bytes.count, bytes[i] == 34 || bytes[i] == 39 {
          guard let close = bytes[(i + 1)...].firstIndex(of: bytes[i]) else { throw problem("There is an unclosed literal string.", at: bytes.count) }
          if !isParameter, entities[name] == nil { entities[name] = try characterReferences(i + 1, close) }
          i = close + 1
        }
        try skipDeclaration()
      } else if bytes[i] == 60 || bytes[i] == 37 { try skipDeclaration() }
      else { let c = character(i); throw problem("'\(c.text)' is an unexpected token. The expected token is 'DTD markup declarations'.") }
    }
  }
  /// Character references inside an entity's value are resolved when it is declared.
  private func characterReferences(_ from: Int, _ to: Int) throws -> [UInt8] {
    var out: [UInt8] = []
    i = from
    while i < to {
      if bytes[i] == 38, i + 1 < to, bytes[i + 1] == 35 { try reference(to, &out, false) } else { out.append(bytes[i]); i += 1 }
    }
    return out
  }
  private func skipDeclaration() throws {
    while i < bytes.count, bytes[i] != 62, bytes[i] != 59 {
      if bytes[i] == 34 || bytes[i] == 39 {
        guard let close = bytes[(i + 1)...].firstIndex(of: bytes[i]) else { throw problem("There is an unclosed literal string.", at: bytes.count) }
        i = close
      }
      i += 1
    }
    guard i < bytes.count else { throw endOfFile("DOCTYPE") }
    i += 1
  }
}
