/// A condition on the rows of a table, evaluated column by column before any object is made of a row.
///
/// Conditions on interned values (terms, lists) are asked once per value, on flags three times; those on texts see the
/// bytes where they lie.
public indirect enum RowTest {
  /// `ifNull` is the answer for rows without a text.
  case text(Int, ifNull: Bool, (UnsafeBufferPointer<UInt8>) -> Bool)
  /// The text is this one, compared without case; uses an index.
  case equals(Int, String)
  case term(Int, (String?) -> Bool)
  case list(Int, ([String]?) -> Bool)
  case flag(Int, (Bool?) -> Bool)
  case int(Int, (Int?) -> Bool)
  case constant(Bool)
  /// Anything else: asked per row.
  case row((Row) -> Bool)
  case not(RowTest)
  case and(RowTest, RowTest)
  case or(RowTest, RowTest)
}

extension Store {
  /// The living rows a condition holds for, in the order of their creation; at most `limit`.
  public func rows(_ table: Int, where test: RowTest, limit: Int? = nil) -> [Row] {
    let table = content.tables[table]
    var mask = [UInt8](unsafeUninitializedCapacity: table.count) { buffer, count in
      if let start = buffer.baseAddress { start.initialize(from: table.alive.base, count: table.count) }
      count = table.count
    }
    table.narrow(&mask, test)
    var found: [Row] = []
    let limit = limit ?? .max
    mask.withUnsafeBufferPointer { mask in
      for row in mask.indices where mask[row] != 0 {
        if found.count >= limit { break }
        found.append(row)
      }
    }
    return found
  }
}

extension Store {
  /// Whether a condition holds for one row.
  public func holds(_ table: Int, _ row: Row, _ test: RowTest) -> Bool { content.tables[table].holds(row, test) }
}

extension Table {
  fileprivate func holds(_ row: Row, _ test: RowTest) -> Bool {
    switch test {
    case .constant(let value): return value
    case .and(let left, let right): return holds(row, left) && holds(row, right)
    case .or(let left, let right): return holds(row, left) || holds(row, right)
    case .not(let inner): return !holds(row, inner)
    case .equals(let attribute, let key): return columns[attribute].text(at: row).map { Folding.equal($0, key) } ?? false
    case .term(let attribute, let body): return body(columns[attribute].text(at: row))
    case .list(let attribute, let body): return body(columns[attribute].cell(at: row).list)
    case .text(let attribute, let ifNull, let body): return columns[attribute].withText(columns[attribute].raw(at: row), body) ?? ifNull
    case .flag(let attribute, let body): return body(columns[attribute].cell(at: row).flag)
    case .int(let attribute, let body): return body(columns[attribute].int(at: row))
    case .row(let body): return body(row)
    }
  }

  /// Clears the marks of rows the condition does not hold for.
  fileprivate func narrow(_ mask: inout [UInt8], _ test: RowTest) {
    switch test {
    case .constant(let value): if !value { mask = [UInt8](repeating: 0, count: mask.count) }
    case .and(let left, let right):
      narrow(&mask, left)
      narrow(&mask, right)
    case .not(let inner):
      var holds = mask
      narrow(&holds, inner)
      for i in mask.indices { mask[i] &= ~holds[i] }
    case .or(let left, let right):
      var first = mask
      narrow(&first, left)
      for i in mask.indices { mask[i] &= ~first[i] }
      narrow(&mask, right)
      for i in mask.indices { mask[i] |= first[i] }
    case .equals(let attribute, let key):
      guard schema.attributes[attribute].indexed else {
        return narrow(&mask, .text(attribute, ifNull: false) { bytes in
          var key = key
          return key.withUTF8 { Folding.equal(bytes, $0) }
        })
      }
      var holds = [UInt8](repeating: 0, count: mask.count)
      for row in rows(where: attribute, equals: key) { holds[row] = mask[row] }
      mask = holds
    case .term(let attribute, let body): columns[attribute].narrow(&mask, terms: body)
    case .list(let attribute, let body): columns[attribute].narrow(&mask, lists: body)
    case .text(let attribute, let ifNull, let body): columns[attribute].narrow(&mask, ifNull: ifNull, texts: body)
    case .flag(let attribute, let body):
      let answers = [body(false), body(true), body(nil)]
      let column = columns[attribute]
      each(&mask) { answers[Int(column.raw(at: $0) & 3)] }
    case .int(let attribute, let body):
      let column = columns[attribute]
      each(&mask) { body(column.int(at: $0)) }
    case .row(let body): each(&mask, body)
    }
  }

  private func each(_ mask: inout [UInt8], _ body: (Row) -> Bool) {
    mask.withUnsafeMutableBufferPointer { mask in
      for row in mask.indices where mask[row] != 0 && !body(row) { mask[row] = 0 }
    }
  }
}
