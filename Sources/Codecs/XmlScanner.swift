import Primitives

/// XML bytes → one node after the other, without recursion and without a tree.
///
/// A strict reader of XML 1.0 with namespaces left as prefixes. What is wrong is told in .NET's sentences with line and position.
/// Document types are either refused or read for their internal general entities, whose expansion is limited.
public final class XmlScanner {
  public enum Kind { case none, element, endElement, text, whitespace, cdata, comment, instruction, declaration, doctype, end }

  public struct Settings {
    /// `CheckCharacters`: control characters are errors.
    public var checksCharacters = true
    public var refusesDoctype = false
    /// `MaxCharactersFromEntities`; 0 = no limit.
    public var entityLimit = 0
    /// `ConformanceLevel.Auto`: what stands beside a root element is refused by the document, not by the reader.
    public var detectsConformance = false
    public init() {}
    /// How `[xml]` reads.
    public static var document: Settings { var s = Settings(); s.checksCharacters = false; s.entityLimit = 1024; s.detectsConformance = true; return s }
    /// How `XmlDocument.LoadXml` reads.
    public static var whole: Settings { var s = Settings(); s.entityLimit = 10_000_000; return s }
    /// How Import-Clixml reads.
    public static var clixml: Settings { var s = Settings(); s.checksCharacters = false; s.refusesDoctype = true; return s }
  }
  /// A sentence of .NET's with the place; line 0 = no place.
  public struct Problem: Error {
    public let message: String, line: Int, column: Int
    public var type = "System.Xml.XmlException"
    public init(message: String, line: Int, column: Int) { self.message = message; self.line = line; self.column = column }
    /// As `XmlException.Message` shows it.
    public var text: String { line > 0 ? message + " Line \(line), position \(column)." : message }
  }

  public private(set) var kind = Kind.none
  /// Name of an element, target of an instruction, name of the document type.
  public private(set) var name = ""
  /// Text, comment, or the rest of an instruction, declaration or document type.
  public private(set) var value = ""
  public private(set) var attributes: [(name: String, value: String)] = []
  /// `<a/>`
  public private(set) var isEmpty = false
  /// Elements open now, outermost first, with the byte their name begins at.
  public private(set) var open: [(name: String, at: Int)] = []

  let bytes: [UInt8]
  var i = 0
  let settings: Settings
  /// Byte at which the current node is said to be (behind its first mark).
  private(set) var nodeStart = 0
  private var sawRoot = false
  private var sawDoctype = false, sawDeclaration = false
  var entities: [String: [UInt8]] = [:]
  var expanded = 0
  private var bodyStart = 0
  private var names: Set<String> = []

  public init(_ bytes: [UInt8], _ settings: Settings = Settings()) {
    self.bytes = bytes
    self.settings = settings
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { i = 3 }
    bodyStart = i
  }

  // MARK: Places

  /// Line and position (in UTF-16 units, from 1) of a byte.
  public func place(_ at: Int) -> (line: Int, column: Int) {
    var line = 1, column = 1, k = bodyStart
    let end = min(max(at, 0), bytes.count)
    while k < end {
      let b = bytes[k]
      if b == 10 || (b == 13 && !(k + 1 < bytes.count && bytes[k + 1] == 10)) { line += 1; column = 1 } else if b == 13 { } else if b & 0xC0 != 0x80 { column += b >= 0xF0 ? 2 : 1 }
      k += 1
    }
    return (line, column)
  }
  /// Where the current node is.
  public var place: (line: Int, column: Int) { place(nodeStart) }
  func problem(_ m: String, at: Int? = nil) -> Problem {
    let p = place(at ?? i)
    return Problem(message: m, line: p.line, column: p.column)
  }
  /// The character at a byte, and its code as .NET's sentences write it.
  func character(_ at: Int) -> (text: String, hex: String) {
    guard at < bytes.count else { return (".", "0x00") }
    let n = bytes[at] < 0x80 ? 1 : bytes[at] < 0xE0 ? 2 : bytes[at] < 0xF0 ? 3 : 4
    let s = String(decoding: bytes[at..<min(at + n, bytes.count)], as: UTF8.self)
    let code = Int(s.utf16.first ?? 0)
    let digits = String(code, radix: 16, uppercase: true)
    return (code == 0 ? "." : s, "0x" + String(repeating: "0", count: max(0, 2 - digits.utf8.count)) + digits)
  }
  private func unexpected(_ expected: String, at: Int? = nil) -> Problem {
    let k = at ?? i
    if k >= bytes.count { return endOfFile() }
    return problem("'\(character(k).text)' is an unexpected token. The expected token is '\(expected)'.", at: k)
  }
  func endOfFile(_ what: String? = nil) -> Problem {
    problem(what.map { "Unexpected end of file while parsing \($0) has occurred." } ?? "Unexpected end of file has occurred.", at: bytes.count)
  }

  // MARK: Characters

  @inline(__always) func isBlank(_ b: UInt8) -> Bool { b == 32 || b == 10 || b == 9 || b == 13 }
  @inline(__always) private func isNameStart(_ b: UInt8) -> Bool { b &- 97 < 26 || b &- 65 < 26 || b == 95 || b == 58 || b >= 128 }
  @inline(__always) private func isNamePart(_ b: UInt8) -> Bool { isNameStart(b) || b &- 48 < 10 || b == 45 || b == 46 }
  @discardableResult func skipBlanks() -> Bool {
    let start = i
    while i < bytes.count, isBlank(bytes[i]) { i += 1 }
    return i > start
  }
  func starts(_ s: StaticString) -> Bool {
    let n = s.utf8CodeUnitCount
    guard i + n <= bytes.count else { return false }
    for k in 0..<n where bytes[i + k] != s.utf8Start[k] { return false }
    return true
  }
  /// Byte of the next occurrence.
  private func find(_ s: StaticString, from: Int) -> Int? {
    let n = s.utf8CodeUnitCount, first = s.utf8Start[0]
    var k = from
    while k + n <= bytes.count {
      if bytes[k] == first {
        var same = true
        for j in 1..<n where bytes[k + j] != s.utf8Start[j] { same = false; break }
        if same { return k }
      }
      k += 1
    }
    return nil
  }
  func readName() throws -> String {
    let start = i
    guard i < bytes.count else { throw endOfFile("Name") }
    guard isNameStart(bytes[i]) else { let c = character(i); throw problem("Name cannot begin with the '\(c.text)' character, hexadecimal value \(c.hex).") }
    if bytes[i] == 58 { throw problem("Name cannot begin with the ':' character, hexadecimal value 0x3A.") }
    while i < bytes.count, isNamePart(bytes[i]) { i += 1 }
    return String(decoding: bytes[start..<i], as: UTF8.self)
  }
  /// Text between two bytes with line ends made `\n`.
  private func plain(_ from: Int, _ to: Int) -> String {
    let part = bytes[from..<to]
    if !part.contains(13) { return String(decoding: part, as: UTF8.self) }
    var out: [UInt8] = []
    out.reserveCapacity(part.count)
    for k in from..<to { if bytes[k] == 13 { if k + 1 >= to || bytes[k + 1] != 10 { out.append(10) } } else { out.append(bytes[k]) } }
    return String(decoding: out, as: UTF8.self)
  }
  private func check(_ from: Int, _ to: Int) throws {
    if !settings.checksCharacters { return }
    for k in from..<to where bytes[k] < 32 && !isBlank(bytes[k]) { let c = character(k); throw problem("'\(c.text)', hexadecimal value \(c.hex), is an invalid character.", at: k) }
  }

  // MARK: Nodes

  /// Reads the next node; false behind the last one.
  @discardableResult public func next() throws -> Bool {
    // somebody wants the work to end: there is no more, and nobody will look at what there was
    if Attention.isWanted { kind = .end; return false }
    if kind == .element, isEmpty { isEmpty = false; open.removeLast() }
    if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
    nodeStart = i
    guard i < bytes.count else { return try finish() }
    if bytes[i] == 60 {
      if open.isEmpty, bytes.count - i < 12, isTooShortForElement { throw problem("Data at the root level is invalid.") }
      try markup()
    } else { try text() }
    return true
  }
  /// The reader looks at no markup of the root level that is shorter than `<a/>`.
  private var isTooShortForElement: Bool { bytes[i...].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 2 : 1) } < 4 }
  private func finish() throws -> Bool {
    if kind == .end { return false }
    if !open.isEmpty { throw problem("Unexpected end of file has occurred. The following elements are not closed: \(open.reversed().map(\.name).joined(separator: ", ")).", at: bytes.count) }
    if !sawRoot, !takesFragments { throw Problem(message: "Root element is missing.", line: 0, column: 0) }
    kind = .end
    return false
  }
  /// Nothing told that this is a whole document, so it needs no root.
  private var takesFragments: Bool { settings.detectsConformance && !sawDoctype }
  private func text() throws {
    let start = i
    if open.isEmpty {
      skipBlanks()
      if i < bytes.count, bytes[i] != 60 {
        guard let misplaced = beside(XmlScanner.wrongType) else { throw problem("Data at the root level is invalid.") }
        // it is read before anybody asks where it stands
        _ = try characters()
        throw misplaced
      }
      kind = .whitespace
      value = plain(start, i)
      if i == bytes.count, !sawRoot, !takesFragments { throw Problem(message: "Root element is missing.", line: 0, column: 0) }
      return
    }
    kind = try characters() ? .whitespace : .text
  }
  /// Reads text up to the next mark-up into `value`; true when it is blank.
  private func characters() throws -> Bool {
    let start = i
    var hasEntity = false, blank = true
    while i < bytes.count, bytes[i] != 60 {
      let b = bytes[i]
      if b == 38 { hasEntity = true; blank = false } else if b > 32 { blank = false }
      if b == 93, i + 2 < bytes.count, bytes[i + 1] == 93, bytes[i + 2] == 62 { throw problem("']]>' is not allowed in character data.") }
      i += 1
    }
    try check(start, i)
    if hasEntity { let end = i; value = try expand(start, end); i = end } else { value = plain(start, i) }
    return blank
  }
  private func markup() throws {
    let start = i
    i += 1
    guard i < bytes.count else { throw open.isEmpty ? endOfFile("Name") : unclosed() }
    nodeStart = i
    switch bytes[i] {
    case 47: try endTag()
    case 33:
      if starts("!--") { try comment(start) }
      else if starts("![CDATA[") { try characterData(start) }
      else if starts("!DOCTYPE") { try doctype() }
      else { i += 1; throw unexpected(open.isEmpty ? "DOCTYPE" : "[CDATA[") }
    case 63: try instruction(start)
    default: try startTag()
    }
  }
  private func unclosed() -> Problem {
    problem("Unexpected end of file has occurred. The following elements are not closed: \(open.reversed().map(\.name).joined(separator: ", ")).", at: bytes.count)
  }
  private static let wrongType = "The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type."
  /// What the document says to a second root, or to text beside one, when nothing told that this is a whole document.
  private func beside(_ message: String) -> Problem? {
    if !settings.detectsConformance || sawDeclaration || sawDoctype { return nil }
    var p = Problem(message: message, line: 0, column: 0)
    p.type = "System.InvalidOperationException"
    return p
  }
  private func startTag() throws {
    let at = i
    if open.isEmpty, sawRoot { throw beside("This document already has a 'DocumentElement' node.") ?? problem("There are multiple root elements.", at: at) }
    name = try readName()
    kind = .element
    isEmpty = false
    while true {
      let blank = skipBlanks()
      guard i < bytes.count else { throw open.isEmpty ? endOfFile() : endOfFile() }
      if bytes[i] == 62 { i += 1; break }
      if bytes[i] == 47 {
        guard i + 1 < bytes.count else { throw endOfFile() }
        guard bytes[i + 1] == 62 else { i += 1; throw unexpected(">") }
        i += 2
        isEmpty = true
        break
      }
      if !isNameStart(bytes[i]) || bytes[i] == 58 {
        let c = character(i)
        throw problem(blank ? "Name cannot begin with the '\(c.text)' character, hexadecimal value \(c.hex)." : "The '\(c.text)' character, hexadecimal value \(c.hex), cannot be included in a name.")
      }
      if !blank { throw problem("'\(character(i).text)' is an unexpected token. Expecting white space.") }
      let keyAt = i
      let key = try readName()
      skipBlanks()
      guard i < bytes.count else { throw endOfFile() }
      guard bytes[i] == 61 else { throw unexpected("=") }
      i += 1
      skipBlanks()
      guard i < bytes.count else { throw endOfFile() }
      guard bytes[i] == 34 || bytes[i] == 39 else { throw problem("'\(character(i).text)' is an unexpected token. The expected token is '\"' or '''.") }
      let quote = bytes[i]
      i += 1
      let from = i
      var simple = true
      while i < bytes.count, bytes[i] != quote {
        let b = bytes[i]
        if b == 60 { throw problem("'<', hexadecimal value 0x3C, is an invalid attribute character.") }
        if b == 38 || b < 32 { simple = false }
        i += 1
      }
      guard i < bytes.count else { throw problem("There is an unclosed literal string.", at: bytes.count) }
      let to = i
      try check(from, to)
      let text = simple ? String(decoding: bytes[from..<to], as: UTF8.self) : try expand(from, to, attribute: true)
      i = to + 1
      if isRepeated(key) { throw problem("'\(key)' is a duplicate attribute name.", at: keyAt) }
      attributes.append((key, text))
    }
    sawRoot = true
    open.append((name, at))
  }
  /// Whether the current element has an attribute of this name; looks through a set when there are many.
  private func isRepeated(_ key: String) -> Bool {
    if attributes.count < 16 { return attributes.contains { $0.name == key } }
    if attributes.count == 16 { names = Set(attributes.map(\.name)) }
    return !names.insert(key).inserted
  }
  private func endTag() throws {
    i += 1
    let at = i
    guard let top = open.last else { throw open.isEmpty && sawRoot ? problem("Unexpected end tag.", at: at) : problem("Unexpected end tag.", at: at) }
    nodeStart = at
    name = try readName()
    if name != top.name {
      let p = place(top.at)
      throw problem("The '\(top.name)' start tag on line \(p.line) position \(p.column) does not match the end tag of '\(name)'.", at: at)
    }
    skipBlanks()
    guard i < bytes.count else { throw unclosed() }
    guard bytes[i] == 62 else { throw unexpected(">") }
    i += 1
    open.removeLast()
    kind = .endElement
  }
  private func comment(_ start: Int) throws {
    i += 3
    nodeStart = i
    guard let end = find("--", from: i) else { throw endOfFile("Comment") }
    guard end + 2 < bytes.count else { throw endOfFile("Comment") }
    guard bytes[end + 2] == 62 else { throw problem("An XML comment cannot contain '--', and '-' cannot be the last character.", at: end) }
    value = plain(i, end)
    i = end + 3
    kind = .comment
  }
  private func characterData(_ start: Int) throws {
    if open.isEmpty {
      throw beside(XmlScanner.wrongType)
        ?? problem("Data at the root level is invalid.", at: start + 1)
    }
    i += 8
    nodeStart = i
    guard let end = find("]]>", from: i) else { throw endOfFile("CDATA") }
    try check(i, end)
    value = plain(i, end)
    i = end + 3
    kind = .cdata
  }
  private func instruction(_ start: Int) throws {
    i += 1
    nodeStart = i
    let at = i
    name = try readName()
    if name.lowercased() == "xml" {
      if name != "xml" { throw problem("'\(name)' is an invalid name for processing instructions.", at: at) }
      if start != bodyStart {
        throw problem(
          "Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.",
          at: at)
      }
      return try declaration()
    }
    let blank = skipBlanks()
    guard let end = find("?>", from: i) else { throw endOfFile("PI") }
    if !blank, end != i { let c = character(i); throw problem("The '\(c.text)' character, hexadecimal value \(c.hex), cannot be included in a name.") }
    value = plain(i, end)
    i = end + 2
    kind = .instruction
  }
  private func declaration() throws {
    skipBlanks()
    let from = i
    guard let end = find("?>", from: i) else { throw endOfFile() }
    let order: [StaticString] = ["version", "encoding", "standalone"]
    var at = 0
    while i < end {
      guard let k = (at..<3).first(where: { starts(order[$0]) }), k == 0 || at > 0 else { throw problem("Syntax for an XML declaration is invalid.") }
      at = k + 1
      i += order[k].utf8CodeUnitCount
      skipBlanks()
      guard i < end, bytes[i] == 61 else { throw unexpected("=") }
      i += 1
      skipBlanks()
      guard i < end, bytes[i] == 34 || bytes[i] == 39, let close = bytes[(i + 1)..<end].firstIndex(of: bytes[i]) else {
        throw problem("'\(character(i).text)' is an unexpected token. The expected token is '\"' or '''.")
      }
      if k == 0, String(decoding: bytes[(i + 1)..<close], as: UTF8.self) != "1.0" {
        throw problem("Version number '\(String(decoding: bytes[(i + 1)..<close], as: UTF8.self))' is invalid.", at: i + 1)
      }
      i = close + 1
      skipBlanks()
    }
    if at == 0 { throw problem("Syntax for an XML declaration is invalid.") }
    value = plain(from, end)
    while value.utf8.last == 32 { value.removeLast() }
    i = end + 2
    sawDeclaration = true
    kind = .declaration
  }
  private func doctype() throws {
    if settings.refusesDoctype {
      throw problem(
        """
        For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on XmlReaderSettings to Parse \
        and pass the settings to XmlReader.Create method.
        """,
        at: i + 1)
    }
    if sawRoot || sawDoctype || !open.isEmpty { throw problem("Unexpected DTD declaration.", at: i + 1) }
    sawDoctype = true
    i += 8
    skipBlanks()
    name = try readName()
    skipBlanks()
    let from = i
    var subset = false
    while true {
      guard i < bytes.count else { throw endOfFile("DOCTYPE") }
      let b = bytes[i]
      if b == 34 || b == 39 {
        guard let close = bytes[(i + 1)...].firstIndex(of: b) else { throw problem("There is an unclosed literal string.", at: bytes.count) }
        i = close + 1
      } else if b == 91, !subset { subset = true; i += 1; try readSubset() }
      else if b == 62 { break }
      else { i += 1 }
    }
    value = plain(from, i)
    while value.utf8.last == 32 { value.removeLast() }
    i += 1
    kind = .doctype
  }
}
