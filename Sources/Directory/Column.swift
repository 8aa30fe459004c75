/// How the cells of one attribute are packed.
///
///     text   one byte arena + (offset, length) per row; a changed text is appended, never rewritten in place
///     term   32-bit number of an interned string: for values many rows share (pool FQDNs, policy names)
///     flag   one byte: false, true, null
///     int    Int with a null mark
///     list   sparse: only rows that have one
///
/// A million rows of forty attributes cost some 450 bytes each this way; boxed strings would cost three times that.
struct Column {
  enum Storage {
    case text(TextArena)
    case term([UInt32])
    case flag([UInt8])
    case int([Int])
    case list([UInt32: [String]])
  }

  var storage: Storage

  init(_ kind: Attribute.Kind) {
    switch kind {
    case .text: storage = .text(TextArena())
    case .term: storage = .term([])
    case .flag: storage = .flag([])
    case .int: storage = .int([])
    case .list: storage = .list([:])
    }
  }

  static let nullInt = Int.min
  static let nullTerm = UInt32.max

  func cell(at row: Int, terms: TermPool) -> Cell {
    switch storage {
    case .text(let arena): return arena.text(at: row).map(Cell.text) ?? .null
    case .term(let ids):
      let id = ids[row]
      return id == Column.nullTerm ? .null : .text(terms[id])
    case .flag(let bytes): return bytes[row] == 2 ? .null : .flag(bytes[row] == 1)
    case .int(let values): return values[row] == Column.nullInt ? .null : .int(values[row])
    case .list(let lists): return lists[UInt32(truncatingIfNeeded: row)].map(Cell.list) ?? .null
    }
  }

  func text(at row: Int, terms: TermPool) -> String? {
    switch storage {
    case .text(let arena): return arena.text(at: row)
    case .term(let ids): return ids[row] == Column.nullTerm ? nil : terms[ids[row]]
    default: return nil
    }
  }

  mutating func append() {
    switch storage {
    case .text(var arena):
      storage = .flag([])
      arena.append()
      storage = .text(arena)
    case .term(var ids):
      storage = .flag([])
      ids.append(Column.nullTerm)
      storage = .term(ids)
    case .flag(var bytes):
      storage = .int([])
      bytes.append(2)
      storage = .flag(bytes)
    case .int(var values):
      storage = .flag([])
      values.append(Column.nullInt)
      storage = .int(values)
    case .list: break
    }
  }

  /// Writes a cell; a cell of another kind than the column's counts as null.
  mutating func set(_ cell: Cell, at row: Int, terms: inout TermPool) {
    switch storage {
    case .text(var arena):
      storage = .flag([])
      arena.set(cell.text, at: row)
      storage = .text(arena)
    case .term(var ids):
      storage = .flag([])
      ids[row] = cell.text.map { terms.id(of: $0) } ?? Column.nullTerm
      storage = .term(ids)
    case .flag(var bytes):
      storage = .int([])
      bytes[row] = cell.flag.map { $0 ? 1 : 0 } ?? 2
      storage = .flag(bytes)
    case .int(var values):
      storage = .flag([])
      values[row] = cell.int ?? Column.nullInt
      storage = .int(values)
    case .list(var lists):
      storage = .flag([])
      lists[UInt32(truncatingIfNeeded: row)] = cell.list
      storage = .list(lists)
    }
  }
}

/// The bytes of all texts of a column, and where each row's text lies.
struct TextArena {
  private var bytes: [UInt8] = []
  /// offset << 20 | length; all ones = null.
  private var spans: [UInt64] = []

  private static let lengthBits: UInt64 = 20
  private static let none = UInt64.max

  mutating func append() { spans.append(TextArena.none) }

  func text(at row: Int) -> String? {
    let span = spans[row]
    if span == TextArena.none { return nil }
    let start = Int(span >> TextArena.lengthBits)
    let length = Int(span & (1 << TextArena.lengthBits - 1))
    return bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[start..<start + length]), as: UTF8.self) }
  }

  mutating func set(_ text: String?, at row: Int) {
    guard var text else {
      spans[row] = TextArena.none
      return
    }
    let start = bytes.count
    // Longer texts than a span can describe do not occur in a directory; they are cut at a million bytes.
    if text.utf8.count >= 1 << TextArena.lengthBits { text = String(decoding: Array(text.utf8.prefix(1_000_000)), as: UTF8.self) }
    bytes.append(contentsOf: text.utf8)
    spans[row] = UInt64(start) << TextArena.lengthBits | UInt64(bytes.count - start)
  }
}

/// The interned strings of a store.
struct TermPool {
  private var texts: [String] = []
  private var ids: [String: UInt32] = [:]

  subscript(id: UInt32) -> String { texts[Int(id)] }

  mutating func id(of text: String) -> UInt32 {
    if let id = ids[text] { return id }
    let id = UInt32(truncatingIfNeeded: texts.count)
    texts.append(text)
    ids[text] = id
    return id
  }
}
