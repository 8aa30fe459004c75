/// What changes amount to, told as lines: for `-WhatIf -Verbose`, the history, and the comparison of states.
extension Store {
  /// The differences an entry made.
  public func differences(_ entry: JournalEntry) -> [Difference] {
    switch entry.body {
    case .changes(let range): return differences(range)
    case .switched(let from, let to, _): return compare((from, from.version), (to, to.version))
    }
  }

  /// The names of the objects an entry touched, each once.
  public func objects(_ entry: JournalEntry, except table: String) -> [String] {
    guard case .changes(let range) = entry.body else { return [] }
    var seen: Set<UInt64> = []
    var names: [String] = []
    for i in range {
      let record = content.log[i]
      guard content.tables[Int(record.table)].schema.name != table, seen.insert(UInt64(record.table) << 32 | UInt64(record.row)).inserted else { continue }
      names.append(content.cell(Int(record.table), Int(record.row), 0, at: range.upperBound).display)
    }
    return names
  }

  /// One line per object that came or went in a stretch of the log, and per attribute whose value is not the old one.
  func differences(_ range: Range<Int>) -> [Difference] { differences(range, in: content) }

  private func differences(_ range: Range<Int>, in content: Content) -> [Difference] {
    content.firstChanges(range).flatMap { differences(only: $0, range, in: content) }
  }

  /// How one saved state differs from another, or from now; nil when there is no such state.
  public func compare(_ from: String, with to: String?) -> [Difference]? {
    guard let before = saved[Folding.key(from)] else { return nil }
    let now = (content: content, version: content.version)
    guard let after = to.map({ saved[Folding.key($0)] }) ?? now else { return nil }
    return compare(before, after)
  }

  private func compare(_ before: (content: Content, version: Int), _ after: (content: Content, version: Int)) -> [Difference] {
    if before.content === after.content {
      if before.version <= after.version { return ordered(before.content, before.version..<after.version) }
      return ordered(before.content, after.version..<before.version).map { line in
        Difference(
          kind: line.kind == .added ? .removed : line.kind == .removed ? .added : .changed, table: line.table, object: line.object, attribute: line.attribute,
          before: line.after, after: line.before)
      }
    }
    return compareByName(before, after)
  }

  /// By table and row, as a reader looks for things, instead of in the order they happened.
  private func ordered(_ content: Content, _ range: Range<Int>) -> [Difference] {
    var lines: [(key: UInt64, line: Difference)] = []
    // Keys sort by table, then row, then attribute; a row that came or went stands alone.
    for record in content.firstChanges(range) {
      let key = UInt64(record.table) << 40 | UInt64(record.row) << 8 | UInt64(record.attribute)
      for line in differences(only: record, range, in: content) { lines.append((key, line)) }
    }
    return lines.sorted { $0.key < $1.key }.map(\.line)
  }

  private func differences(only record: ChangeRecord, _ range: Range<Int>, in content: Content) -> [Difference] {
    let number = Int(record.table), row = Int(record.row), end = range.upperBound
    let table = content.tables[number]
    let was = content.isAlive(number, row, at: range.lowerBound), is_ = content.isAlive(number, row, at: end)
    let name = content.cell(number, row, 0, at: end).display
    if record.attribute == ChangeRecord.life {
      return was == is_ ? [] : [Difference(kind: is_ ? .added : .removed, table: table.schema.name, object: name, attribute: "", before: "", after: "")]
    }
    let before = table.columns[Int(record.attribute)].decode(record.before), after = content.cell(number, row, Int(record.attribute), at: end)
    guard was, is_, before != after else { return [] }
    return [Difference(
      kind: .changed, table: table.schema.name, object: name, attribute: table.schema.attributes[Int(record.attribute)].name, before: before.display, after: after.display)]
  }

  /// States of different deployments: an object is the one of the same name and turn.
  private func compareByName(_ before: (content: Content, version: Int), _ after: (content: Content, version: Int)) -> [Difference] {
    var result: [Difference] = []
    for number in after.content.tables.indices {
      let schema = after.content.tables[number].schema
      func contents(_ state: (content: Content, version: Int)) -> (order: [String], cells: [String: [Cell]]) {
        var order: [String] = [], cells: [String: [Cell]] = [:], turns: [String: Int] = [:]
        for row in 0..<state.content.tables[number].count where state.content.isAlive(number, row, at: state.version) {
          let all = schema.attributes.indices.map { state.content.cell(number, row, $0, at: state.version) }
          let name = all.first?.display ?? ""
          turns[name, default: 0] += 1
          let key = name + "\u{0}" + String(turns[name] ?? 0)
          order.append(key)
          cells[key] = all
        }
        return (order, cells)
      }
      let old = contents(before), new = contents(after)
      func name(_ key: String) -> String { String(key.prefix { $0 != "\u{0}" }) }
      for key in old.order where new.cells[key] == nil {
        result.append(Difference(kind: .removed, table: schema.name, object: name(key), attribute: "", before: "", after: ""))
      }
      for key in new.order {
        guard let right = new.cells[key] else { continue }
        guard let left = old.cells[key] else {
          result.append(Difference(kind: .added, table: schema.name, object: name(key), attribute: "", before: "", after: ""))
          continue
        }
        for (i, attribute) in schema.attributes.enumerated() where left[i] != right[i] {
          result.append(Difference(kind: .changed, table: schema.name, object: name(key), attribute: attribute.name, before: left[i].display, after: right[i].display))
        }
      }
    }
    return result
  }

  // MARK: Tests

  /// The whole content as text lines, for comparing two states.
  public func dump() -> [String] {
    var lines: [String] = []
    for (number, table) in content.tables.enumerated() {
      for row in rows(number) {
        let cells = table.schema.attributes.indices.map { table.schema.attributes[$0].name + "=" + cell(number, row, $0).display }
        lines.append(table.schema.name + " " + cells.joined(separator: "|"))
      }
    }
    return lines
  }

  /// Broken invariants of the store itself (index against scan); empty when all is well.
  public func faults() -> [String] { content.tables.flatMap { $0.indexFaults() } }
}
