/// Objects to CSV lines: columns from the first object, values as text of the current culture.
import Codecs
import Engine
import Primitives

final class CsvTable {
  private let separator: String
  private let types: Bool, noHeader: Bool
  private let fields: Set<String>?
  private let quoting: CsvWriter.Quoting
  private var columns: [(name: String, symbol: Symbol)]?
  private var quotes: [CsvWriter.Quoting] = []
  private var out: CsvWriter
  private var headDone = false

  init(_ shell: Invocation, delimiter: Value?, useCulture: Bool, types: Bool, noHeader: Bool, fields: [String]?, quotes: QuoteKind?) throws {
    separator = try CsvTable.delimiter(delimiter, useCulture, shell)
    if fields != nil, quotes != nil {
      throw shell.terminating(
        "CannotSpecifyQuoteFieldsAndUseQuotes", .invalidData, "You must specify either the -UseQuotes or -QuoteFields parameters, but not both.",
        exception: "System.InvalidOperationException")
    }
    self.types = types
    self.noHeader = noHeader
    // no fields are named by `-QuoteFields $null`, which quotes as usual
    self.fields = shell.bound.get(.str("QuoteFields")).map(\.isNull) == false ? fields.map { Set($0.map { $0.lowercased() }) } : nil
    quoting = switch quotes ?? .Always { case .Always: .always; case .AsNeeded: .asNeeded; case .Never: .never }
    out = CsvWriter(delimiter: separator)
  }
  static func delimiter(_ v: Value?, _ useCulture: Bool, _ shell: Invocation) throws -> String {
    if useCulture { return shell.context.culture.listSeparator }
    return v.map { Conversion.toString($0, shell.context) } ?? ","
  }

  /// Lines before the first object: type and header.
  func head(for v: Value, _ shell: Invocation) throws -> [String] {
    if headDone { return [] }
    headDone = true
    let adopted = columns != nil
    if !adopted {
      columns = try shell.context.propertyNames(v).map { ($0, Symbol.of($0)) }
      decideQuotes()
    }
    if noHeader || adopted { return [] }
    var lines: [String] = []
    if types { lines.append(shell.context.typeNames(v).first.map { "#TYPE " + ($0.hasPrefix("CSV:") ? String($0.dropFirst(4)) : $0) } ?? "#TYPE") }
    out.bytes.removeAll(keepingCapacity: true)
    for (i, c) in (columns ?? []).enumerated() {
      if i > 0 { out.separator() }
      out.field(c.name, quotes[i])
    }
    lines.append(String(decoding: out.bytes, as: UTF8.self))
    return lines
  }
  private func decideQuotes() {
    quotes = (columns ?? []).map { c in fields.map { $0.contains(c.name.lowercased()) ? .always : .never } ?? quoting }
  }
  /// Columns of a file that is appended to.
  func adopt(_ names: [String]) { columns = names.map { ($0, Symbol.of($0)) }; decideQuotes() }
  func existingColumns(_ path: String) throws -> [String]? {
    guard let bytes = try? Posix.readFile(path), !bytes.isEmpty else { return nil }
    let text = TextCodec.decodeFile(bytes, nil)
    var row: [String] = [], quoted: [Bool] = []
    var copy = text
    copy.withUTF8 { b in
      var r = CsvReader(b, delimiter: separator)
      while !r.isAtEnd, r.peekLine().hasPrefix("#") || r.peekLine().isEmpty { r.skipLine() }
      _ = r.readRow(&row, &quoted)
    }
    return row.isEmpty ? nil : row
  }

  func line(for v: Value, _ shell: Invocation) throws -> String {
    out.bytes.removeAll(keepingCapacity: true)
    try fill(v, shell)
    return String(decoding: out.bytes, as: UTF8.self)
  }
  func append(_ v: Value, to file: FileWriter, _ shell: Invocation) throws {
    out.bytes.removeAll(keepingCapacity: true)
    try fill(v, shell)
    out.bytes.append(10)
    try file.write(utf8: out.bytes)
  }
  private func fill(_ v: Value, _ shell: Invocation) throws {
    guard let columns else { return }
    var i = 0
    while i < columns.count {
      if i > 0 { out.separator() }
      let x: Value?
      if case .object(let o) = v, let k = o.slot(columns[i].symbol), o.shape.kind(k) == .note { x = o.slots[k] }
      else { x = try PropertyExpression.readMember(v, columns[i].name, shell.context) }
      switch x {
      case .null? where v.hashValue_ != nil:
        let type = "System.NullReferenceException"
        throw shell.terminating(type, .notSpecified, "Object reference not set to an instance of an object.", exception: type)
      case nil, .null?, .unset?: break
      // no value at all is an empty text
      case .void?: out.field("", quotes[i])
      case .string(let s)?: out.field(s.string, quotes[i])
      case .int(let n)?: out.field(String(n), quotes[i])
      case let y?: out.field(CsvTable.text(y, shell), quotes[i])
      }
      i += 1
    }
  }
  /// The two switches about types exclude each other.
  static func requireOne(_ shell: Invocation, includes: Bool, excludes: Bool) throws {
    if includes, excludes {
      throw shell.terminating(
        "CannotSpecifyIncludeTypeInformationAndNoTypeInformation", .invalidData,
        "You must specify either the -IncludeTypeInformation or -NoTypeInformation parameters, but not both.", exception: "System.InvalidOperationException")
    }
  }
  private static func text(_ v: Value, _ shell: Invocation) -> String { ObjectText.plain(v, shell.context) }
}

extension ExecutionContext {
  /// Names of the properties that exports show: those of the object, or the keys of a dictionary.
  func propertyNames(_ v: Value) throws -> [String] {
    if case .hash(let h) = v.base, !h.isSet {
      let keys = h.pairs.map { Conversion.toString($0.key, self) }
      return instanceMembers(of: v) == nil ? keys : keys + properties(v).filter { $0.kind == .note && !keys.contains($0.name) }.map(\.name)
    }
    if case .object(let o) = v, o.wrapped == nil, o.type == nil, o.typeNames == nil, o.shape.isPlain { return o.shape.names }
    let adapted = v.base.refValue?.dynamicMembers?.dynamicNames ?? []
    return properties(v).filter { (!$0.isHidden || adapted.contains($0.name)) && !$0.isBeneath && $0.kind != .propertySet }.map(\.name)
  }
}
