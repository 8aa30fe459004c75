/// Fills a table of a store that is being built, value by value and without strings: for forests of a million users.
///
/// A row is written between two `addRow`; texts are put together in one buffer and copied from it, as often as needed.
public final class RowWriter {
  private let content: Content
  private let table: Table
  private let columns: [Column]
  private let start: Row
  private let limit: Row
  @exclusivity(unchecked) private var row: Row
  @exclusivity(unchecked) private var text = TextBuilder()

  /// - Parameter bytesPerText: per attribute, what a text takes on average
  public init(_ store: Store, _ table: Int, rows: Int, bytesPerText: [Int]) {
    content = store.content
    self.table = content.tables[table]
    columns = self.table.columns
    start = self.table.count
    limit = start + rows
    row = start - 1
    self.table.reserve(limit, bytesPerText: bytesPerText)
    self.table.append(rows)
  }

  /// The number of an interned text or list.
  public func term(_ text: String) -> UInt32 { content.values.id(of: text) }
  public func list(_ texts: [String]) -> UInt32 { content.values.id(of: texts) }

  public func addRow() -> Row {
    // More rows than announced: the last one is written over.
    row = min(row + 1, limit - 1)
    return row
  }
  /// Makes all rows that were added living ones.
  public func finish() { if row >= start { table.bringAlive(start..<(row + 1)) } }

  public func number(_ value: UInt32, _ attribute: Int) { columns[attribute].fill(number: value, at: row) }
  public func flag(_ value: Bool, _ attribute: Int) { columns[attribute].fill(flag: value, at: row) }
  public func int(_ value: Int, _ attribute: Int) { columns[attribute].fill(int: value, at: row) }
  public func guid(_ value: (UInt64, UInt64), _ attribute: Int) { columns[attribute].fill(guid: value, at: row) }
  /// The text last built.
  public func text(_ attribute: Int) { text.bytes.withUnsafeBufferPointer { columns[attribute].fill($0, at: row) } }
  public func text(_ value: String, _ attribute: Int) {
    var value = value
    value.withUTF8 { columns[attribute].fill($0, at: row) }
  }

  /// Begins a text.
  @inline(__always)
  public func build(_ body: (inout TextBuilder) -> Void) {
    text.clear()
    body(&text)
  }
  /// Goes on with it.
  @inline(__always)
  public func append(_ body: (inout TextBuilder) -> Void) { body(&text) }
}

/// A text in the making.
public struct TextBuilder {
  var bytes: [UInt8] = []

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  public mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
  public mutating func add(number: Int, digits: Int = 1) {
    var rest = UInt(number.magnitude), count = 0
    let start = bytes.count
    while rest > 0 || count < digits {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
      count += 1
    }
    bytes[start...].reverse()
  }
  /// What tells the second bearer of a name from the first: nothing in the first round, then 2, 3, ….
  public mutating func addRound(_ round: Int, _ separator: String) {
    if round == 0 { return }
    add(separator)
    add(number: round + 1)
  }
}
