/// One attribute of a table: its name, how it is packed, and whether rows are found by it.
public struct Attribute {
  public enum Kind { case text, term, flag, int, list }

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

/// Rows of typed cells with their indexes. A value: copying it copies nothing until one side changes.
struct Table {
  let schema: TableSchema
  private(set) var columns: [Column]
  private(set) var alive: [Bool] = []
  /// One slot per attribute; nil where the attribute is not indexed.
  private var indexes: [HashIndex?]

  init(_ schema: TableSchema) {
    self.schema = schema
    columns = schema.attributes.map { Column($0.kind) }
    indexes = schema.attributes.map { $0.indexed ? HashIndex() : nil }
  }

  func isAlive(_ row: Row) -> Bool { row >= 0 && row < alive.count && alive[row] }

  func cell(_ row: Row, _ attribute: Int, _ terms: TermPool) -> Cell { columns[attribute].cell(at: row, terms: terms) }

  func text(_ row: Row, _ attribute: Int, _ terms: TermPool) -> String? { columns[attribute].text(at: row, terms: terms) }

  /// All living rows, or those whose indexed attribute has this key.
  func rows(where attribute: Int, equals key: String, _ terms: TermPool) -> [Row] {
    var found: [Row] = []
    if let index = indexes[attribute] {
      index.probe(Folding.hash(key)) { row in
        if alive[row], let text = columns[attribute].text(at: row, terms: terms), Folding.equal(text, key) { found.append(row) }
        return true
      }
      if found.count > 1 { found.sort() }
    } else {
      for row in alive.indices where alive[row] {
        if let text = columns[attribute].text(at: row, terms: terms), Folding.equal(text, key) { found.append(row) }
      }
    }
    return found
  }

  mutating func append(_ terms: inout TermPool) -> Row {
    for number in columns.indices { columns[number].append() }
    alive.append(false)
    return alive.count - 1
  }

  mutating func setAlive(_ row: Row, _ value: Bool, _ terms: TermPool) {
    guard alive[row] != value else { return }
    for attribute in indexes.indices {
      // Taken out while it changes: an index in use twice would be copied.
      guard var index = indexes[attribute], let text = columns[attribute].text(at: row, terms: terms) else { continue }
      indexes[attribute] = nil
      if value { insert(row, Folding.hash(text), attribute, &index, terms) } else { index.remove(row, hash: Folding.hash(text)) }
      indexes[attribute] = index
    }
    alive[row] = value
  }

  mutating func set(_ cell: Cell, _ row: Row, _ attribute: Int, _ terms: inout TermPool) {
    if alive[row], var index = indexes[attribute] {
      indexes[attribute] = nil
      if let old = columns[attribute].text(at: row, terms: terms) { index.remove(row, hash: Folding.hash(old)) }
      columns[attribute].set(cell, at: row, terms: &terms)
      if let text = cell.text { insert(row, Folding.hash(text), attribute, &index, terms) }
      indexes[attribute] = index
    } else {
      columns[attribute].set(cell, at: row, terms: &terms)
    }
  }

  private func insert(_ row: Row, _ hash: UInt64, _ attribute: Int, _ index: inout HashIndex, _ terms: TermPool) {
    index.insert(row, hash: hash) { Folding.hash(columns[attribute].text(at: $0, terms: terms) ?? "") }
  }

  /// A sentence for every indexed key that a scan would find and the index does not, or the other way round.
  func indexFaults(_ terms: TermPool) -> [String] {
    var faults: [String] = []
    for attribute in indexes.indices where indexes[attribute] != nil {
      for row in alive.indices where alive[row] {
        guard let text = columns[attribute].text(at: row, terms: terms) else { continue }
        if !rows(where: attribute, equals: text, terms).contains(row) {
          faults.append("\(schema.name).\(schema.attributes[attribute].name): row \(row) is not found by \"\(text)\"")
        }
      }
    }
    return faults
  }
}
