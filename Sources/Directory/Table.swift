/// One attribute of a table: its name, how it is packed, and whether rows are found by it.
public struct Attribute {
  public enum Kind { case text, guid, term, flag, int, list }

  public let name: String
  public let kind: Kind
  public let indexed: Bool

  public init(_ name: String, _ kind: Kind, indexed: Bool = false) {
    self.name = name
    self.kind = kind
    self.indexed = indexed
  }
}

/// The name and attributes of a table.
public struct TableSchema {
  public let name: String
  public let attributes: [Attribute]
  public init(_ name: String, _ attributes: [Attribute]) {
    self.name = name
    self.attributes = attributes
  }
}

/// A row of a table; stays the same row for the life of the store. Rows are listed in the order of their creation.
public typealias Row = Int

/// Rows of typed cells with their indexes.
final class Table {
  let schema: TableSchema
  let columns: [Column]
  @exclusivity(unchecked) private(set) var alive = Block<UInt8>()
  /// Per row: how long the change log was after the row's last change; 0 = never changed.
  @exclusivity(unchecked) private var changed = Block<UInt32>()
  /// One slot per attribute; nil where the attribute is not indexed.
  private let indexes: [HashIndex?]

  init(_ schema: TableSchema, _ values: ValuePool) {
    self.schema = schema
    columns = schema.attributes.map { Column($0.kind, values) }
    indexes = schema.attributes.map { $0.indexed ? HashIndex() : nil }
  }
  deinit {
    alive.free()
    changed.free()
  }

  /// Rows ever made, living or not.
  var count: Int { alive.count }
  @inline(__always) func isAlive(_ row: Row) -> Bool { row >= 0 && row < alive.count && alive[row] == 1 }
  @inline(__always) func lastChange(_ row: Row) -> UInt32 { changed[row] }
  func setLastChange(_ row: Row, _ mark: UInt32) { changed[row] = mark }

  private func hash(_ row: Int, _ attribute: Int) -> UInt64? {
    let column = columns[attribute]
    return column.withText(column.raw(at: row)) { Folding.hash($0) }
  }

  // MARK: Finding

  /// The living rows whose text is `key`, compared without case, in the order of their creation.
  func rows(where attribute: Int, equals key: String) -> [Row] {
    var found: [Row] = []
    visit(attribute, key) {
      found.append($0)
      return true
    }
    if found.count > 1 { found.sort() }
    return found
  }

  /// The first of them.
  func firstRow(where attribute: Int, equals key: String) -> Row? {
    var first: Row?
    visit(attribute, key) {
      first = min(first ?? $0, $0)
      return indexes[attribute] != nil
    }
    return first
  }

  /// Calls `body` with each of them, in any order, until it answers false.
  func visit(_ attribute: Int, _ key: String, _ body: (Row) -> Bool) {
    var key = key
    let column = columns[attribute]
    key.withUTF8 { bytes in
      if let index = indexes[attribute] {
        index.probe(Folding.hash(bytes)) { row in
          if alive[row] == 1, column.withText(column.raw(at: row), { Folding.equal($0, bytes) }) ?? false { return body(row) }
          return true
        }
      } else {
        for row in 0..<alive.count where alive[row] == 1 {
          if column.withText(column.raw(at: row), { Folding.equal($0, bytes) }) ?? false, !body(row) { return }
        }
      }
    }
  }

  // MARK: Changing

  /// Adds a dead row of nulls.
  func append() -> Row {
    for column in columns { column.append() }
    alive.append(0)
    changed.append(0)
    return alive.count - 1
  }

  func reserve(_ rows: Int, bytesPerText: [Int]) {
    for (number, column) in columns.enumerated() { column.reserve(rows, bytesPerText: bytesPerText[number]) }
    alive.reserve(rows)
    changed.reserve(rows)
    for (number, index) in indexes.enumerated() { index?.reserve(rows) { self.hash($0, number) ?? 0 } }
  }

  /// Adds many dead rows of nulls.
  func append(_ rows: Int) {
    for column in columns { column.append(rows) }
    alive.append(repeating: 0, rows)
    changed.append(repeating: 0, rows)
  }

  /// Makes many dead rows living ones: index by index, which is kinder to the processor's caches than row by row.
  func bringAlive(_ rows: Range<Row>) {
    for attribute in indexes.indices {
      guard let index = indexes[attribute] else { continue }
      for row in rows where alive[row] == 0 {
        if let hash = hash(row, attribute) { index.insert(row, hash: hash) { self.hash($0, attribute) ?? 0 } }
      }
    }
    for row in rows { alive[row] = 1 }
  }

  func setAlive(_ row: Row, _ value: Bool) {
    guard (alive[row] == 1) != value else { return }
    for attribute in indexes.indices {
      guard let index = indexes[attribute], let hash = hash(row, attribute) else { continue }
      if value { index.insert(row, hash: hash) { self.hash($0, attribute) ?? 0 } } else { index.remove(row, hash: hash) }
    }
    alive[row] = value ? 1 : 0
  }

  func setRaw(_ raw: UInt64, _ row: Row, _ attribute: Int) {
    let column = columns[attribute]
    guard alive[row] == 1, let index = indexes[attribute] else { return column.setRaw(raw, at: row) }
    if let old = hash(row, attribute) { index.remove(row, hash: old) }
    column.setRaw(raw, at: row)
    if let new = hash(row, attribute) { index.insert(row, hash: new) { self.hash($0, attribute) ?? 0 } }
  }

  /// A sentence for every indexed key that a scan would find and the index does not, or the other way round.
  func indexFaults() -> [String] {
    var faults: [String] = []
    for attribute in indexes.indices {
      guard let index = indexes[attribute] else { continue }
      let column = columns[attribute]
      for row in 0..<alive.count {
        guard let hash = hash(row, attribute) else { continue }
        var isFound = false
        index.probe(hash) {
          isFound = $0 == row
          return !isFound
        }
        if isFound == (alive[row] == 1) { continue }
        faults.append("\(schema.name).\(schema.attributes[attribute].name): row \(row) is \(isFound ? "still" : "not") found by \"\(column.text(at: row) ?? "")\"")
      }
    }
    return faults
  }
}
