/// One change of one cell or row: 32 plain bytes, with what is needed to take it back.
struct ChangeRecord {
  var table: UInt8
  /// Number of the attribute, or one of the two below.
  var attribute: UInt8
  var row: UInt32
  /// How long the log was after the row's change before this one; 0 = none.
  var previous: UInt32
  var before: UInt64
  var after: UInt64

  /// The row came (0 → 1) or went (1 → 0).
  static let life: UInt8 = 255

  /// Names the cell: table, attribute, row.
  var key: UInt64 { UInt64(table) << 40 | UInt64(attribute) << 32 | UInt64(row) }
}

/// Everything a store holds: tables, interned values, and the log of all changes since it was built.
///
/// The log makes every earlier state readable: a *version* is a length of the log, and the value a cell had then is the
/// `before` of its first change after it. Named states, undo and the objects of a pipeline are versions; nothing is copied.
final class Content {
  let values = ValuePool()
  let tables: [Table]
  @exclusivity(unchecked) private(set) var log = Block<ChangeRecord>()
  /// Per table, how often something in it changed.
  @exclusivity(unchecked) private(set) var changeCounts: [Int]
  /// Off while the content is being built: the first state needs no way back.
  @exclusivity(unchecked) var isLogging = false

  init(_ schemas: [TableSchema]) {
    let values = self.values
    tables = schemas.map { Table($0, values) }
    changeCounts = schemas.map { _ in 0 }
  }
  deinit { log.free() }

  var version: Int { log.count }

  // MARK: Reading

  /// The raw value a cell had at a version.
  func raw(_ table: Int, _ row: Row, _ attribute: Int, at version: Int) -> UInt64 {
    var value = tables[table].columns[attribute].raw(at: row)
    var mark = tables[table].lastChange(row)
    while mark > version {
      let record = log[Int(mark) - 1]
      if Int(record.attribute) == attribute { value = record.before }
      mark = record.previous
    }
    return value
  }

  func cell(_ table: Int, _ row: Row, _ attribute: Int, at version: Int) -> Cell {
    tables[table].columns[attribute].decode(raw(table, row, attribute, at: version))
  }

  func isAlive(_ table: Int, _ row: Row, at version: Int) -> Bool {
    guard row >= 0, row < tables[table].count else { return false }
    var value = tables[table].isAlive(row)
    var mark = tables[table].lastChange(row)
    while mark > version {
      let record = log[Int(mark) - 1]
      if record.attribute == ChangeRecord.life { value = record.before == 1 }
      mark = record.previous
    }
    return value
  }

  // MARK: Changing

  func setAlive(_ table: Int, _ row: Row, _ value: Bool) {
    guard tables[table].isAlive(row) != value else { return }
    note(table, row, ChangeRecord.life, before: value ? 0 : 1, after: value ? 1 : 0)
    tables[table].setAlive(row, value)
  }

  func set(_ table: Int, _ row: Row, _ attribute: Int, _ cell: Cell) {
    let column = tables[table].columns[attribute]
    let before = column.raw(at: row)
    if column.decode(before) == cell { return }
    setRaw(table, row, attribute, column.encode(cell))
  }

  func setRaw(_ table: Int, _ row: Row, _ attribute: Int, _ after: UInt64) {
    let before = tables[table].columns[attribute].raw(at: row)
    if before == after { return }
    note(table, row, UInt8(truncatingIfNeeded: attribute), before: before, after: after)
    tables[table].setRaw(after, row, attribute)
  }

  private func note(_ table: Int, _ row: Row, _ attribute: UInt8, before: UInt64, after: UInt64) {
    changeCounts[table] &+= 1
    guard isLogging else { return }
    log.append(ChangeRecord(
      table: UInt8(truncatingIfNeeded: table), attribute: attribute, row: UInt32(truncatingIfNeeded: row), previous: tables[table].lastChange(row),
      before: before, after: after))
    tables[table].setLastChange(row, UInt32(truncatingIfNeeded: log.count))
  }

  /// Makes sure a row of that number exists, dead or alive.
  func makeRow(_ table: Int, _ row: Row) {
    while tables[table].count <= row { _ = tables[table].append() }
  }

  /// Puts a cell or row to the value a record names.
  private func put(_ record: ChangeRecord, _ value: UInt64) {
    if record.attribute == ChangeRecord.life {
      tables[Int(record.table)].setAlive(Int(record.row), value == 1)
    } else {
      tables[Int(record.table)].setRaw(value, Int(record.row), Int(record.attribute))
    }
  }

  /// Takes back everything since a version, and forgets that it happened.
  func rollBack(to version: Int) {
    while log.count > version {
      let record = log[log.count - 1]
      put(record, record.before)
      changeCounts[Int(record.table)] &+= 1
      tables[Int(record.table)].setLastChange(Int(record.row), record.previous)
      log.truncate(to: log.count - 1)
    }
  }

  /// The present value of the cell a record is about.
  private func present(_ record: ChangeRecord) -> UInt64 {
    let table = tables[Int(record.table)]
    if record.attribute == ChangeRecord.life { return table.isAlive(Int(record.row)) ? 1 : 0 }
    return table.columns[Int(record.attribute)].raw(at: Int(record.row))
  }

  /// Takes the changes of a stretch of the log back, as new changes. What was changed again since keeps its value:
  /// the virtual clock does not go back because a command is undone.
  func takeBack(_ range: Range<Int>) {
    for i in range.reversed() {
      let record = log[i]
      if present(record) == record.after { again(record, record.before) }
    }
  }

  /// Makes the changes of a stretch of the log once more.
  func makeAgain(_ range: Range<Int>) {
    for i in range {
      let record = log[i]
      if present(record) == record.before { again(record, record.after) }
    }
  }

  private func again(_ record: ChangeRecord, _ value: UInt64) {
    if record.attribute == ChangeRecord.life {
      setAlive(Int(record.table), Int(record.row), value == 1)
    } else {
      setRaw(Int(record.table), Int(record.row), Int(record.attribute), value)
    }
  }

  /// Brings everything back to how it was at a version, by new changes.
  func goBack(to version: Int) {
    var seen: Set<UInt64> = []
    let end = log.count
    for i in version..<max(version, end) {
      let record = log[i]
      if seen.insert(record.key).inserted { again(record, record.before) }
    }
  }

  /// The first record of each cell changed in a stretch of the log, in order.
  func firstChanges(_ range: Range<Int>) -> [ChangeRecord] {
    var seen: Set<UInt64> = []
    var result: [ChangeRecord] = []
    for i in range where seen.insert(log[i].key).inserted { result.append(log[i]) }
    return result
  }
}
