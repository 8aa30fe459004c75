/// The transactional store: tables, the running transaction, the journal, named states.
///
/// Every write happens inside `transaction`; when its body throws, everything it wrote is taken back. A committed
/// outermost transaction becomes a `JournalEntry`; undo, redo, previews and diffs are all derived from the entries'
/// before/after values. An append-only journal file can be fed from `onCommit`.
public final class Store {
  /// Everything the store holds, as a value.
  struct State {
    var tables: [Table]
    var terms = TermPool()
  }

  // Two properties rather than one State: a table is changed while the interned strings are read.
  private var tables: [Table]
  private var terms = TermPool()
  private var pending: [Change] = []
  private var depth = 0
  private var done: [JournalEntry] = []
  private var undone: [JournalEntry] = []
  private var saved: [String: State] = [:]
  private var lastNumber = 0

  private var state: State {
    get { State(tables: tables, terms: terms) }
    set {
      tables = newValue.tables
      terms = newValue.terms
    }
  }

  /// Called with each committed entry.
  public var onCommit: ((JournalEntry) -> Void)?

  public init(_ schemas: [TableSchema]) {
    tables = schemas.map { Table($0) }
  }

  // MARK: Reading

  public func cell(_ table: Int, _ row: Row, _ attribute: Int) -> Cell {
    tables[table].cell(row, attribute, terms)
  }

  public func text(_ table: Int, _ row: Row, _ attribute: Int) -> String? {
    tables[table].text(row, attribute, terms)
  }

  public func isAlive(_ table: Int, _ row: Row) -> Bool { tables[table].isAlive(row) }

  /// All rows of a table in the order of their creation.
  public func rows(_ table: Int) -> [Row] {
    let alive = tables[table].alive
    return alive.indices.filter { alive[$0] }
  }

  /// The rows whose text attribute is `key`, compared without case; uses the index when there is one.
  public func rows(_ table: Int, where attribute: Int, equals key: String) -> [Row] {
    tables[table].rows(where: attribute, equals: key, terms)
  }

  public func schema(_ table: Int) -> TableSchema { tables[table].schema }

  // MARK: Writing

  /// Adds an empty row and returns it.
  public func insert(_ table: Int) -> Row {
    let row = tables[table].append(&terms)
    tables[table].setAlive(row, true, terms)
    if depth > 0 { pending.append(.insert(table: table, row: row)) }
    return row
  }

  public func delete(_ table: Int, _ row: Row) {
    guard tables[table].isAlive(row) else { return }
    tables[table].setAlive(row, false, terms)
    if depth > 0 { pending.append(.delete(table: table, row: row)) }
  }

  public func set(_ table: Int, _ row: Row, _ attribute: Int, _ after: Cell) {
    if depth == 0 {
      tables[table].set(after, row, attribute, &terms)
      return
    }
    let before = cell(table, row, attribute)
    if before == after { return }
    tables[table].set(after, row, attribute, &terms)
    pending.append(.set(table: table, row: row, attribute: attribute, before: before, after: after))
  }

  // MARK: Transactions

  /// Runs `body` as one change; inside another transaction it becomes part of that one, but still fails alone.
  public func transaction<R>(_ title: String, _ body: () throws(Fault) -> R) throws(Fault) -> R {
    let mark = pending.count
    depth += 1
    do {
      let result = try body()
      depth -= 1
      if depth == 0 { commit(title, replaced: nil) }
      return result
    } catch {
      rollBack(to: mark)
      depth -= 1
      throw error
    }
  }

  /// Runs `body`, takes everything back, and reports what it would have changed.
  public func preview<R>(_ body: () throws(Fault) -> R) throws(Fault) -> (result: R, differences: [Difference]) {
    let mark = pending.count
    depth += 1
    defer { depth -= 1 }
    do {
      let result = try body()
      let report = differences(Array(pending[mark...]))
      rollBack(to: mark)
      return (result, report)
    } catch {
      rollBack(to: mark)
      throw error
    }
  }

  private func commit(_ title: String, replaced: (before: State, after: State)?) {
    if pending.isEmpty && replaced == nil { return }
    lastNumber += 1
    let entry = JournalEntry(number: lastNumber, title: title, changes: pending, replaced: replaced)
    pending.removeAll(keepingCapacity: true)
    done.append(entry)
    undone.removeAll()
    onCommit?(entry)
  }

  private func rollBack(to mark: Int) {
    while pending.count > mark { revert(pending.removeLast()) }
  }

  private func revert(_ change: Change) {
    switch change {
    case .insert(let table, let row): tables[table].setAlive(row, false, terms)
    case .delete(let table, let row): tables[table].setAlive(row, true, terms)
    case .set(let table, let row, let attribute, let before, _):
      tables[table].set(before, row, attribute, &terms)
    }
  }

  private func apply(_ change: Change) {
    switch change {
    case .insert(let table, let row): tables[table].setAlive(row, true, terms)
    case .delete(let table, let row): tables[table].setAlive(row, false, terms)
    case .set(let table, let row, let attribute, _, let after):
      tables[table].set(after, row, attribute, &terms)
    }
  }

  // MARK: History

  /// The committed entries, oldest first.
  public var history: [JournalEntry] { done }
  public var redoable: [JournalEntry] { undone.reversed() }

  /// Takes the last entry back; nil when there is none.
  public func undo() -> JournalEntry? {
    guard depth == 0, let entry = done.popLast() else { return nil }
    if let replaced = entry.replaced {
      state = replaced.before
    } else {
      for change in entry.changes.reversed() { revert(change) }
    }
    undone.append(entry)
    return entry
  }

  /// Does the last undone entry again; nil when there is none.
  public func redo() -> JournalEntry? {
    guard depth == 0, let entry = undone.popLast() else { return nil }
    if let replaced = entry.replaced {
      state = replaced.after
    } else {
      for change in entry.changes { apply(change) }
    }
    done.append(entry)
    return entry
  }

  /// Forgets what can be undone or redone (after loading a deployment).
  public func forgetHistory() {
    done.removeAll()
    undone.removeAll()
    lastNumber = 0
  }

  // MARK: Named states

  public var savedNames: [String] { saved.keys.sorted() }

  public func save(as name: String) { saved[Folding.key(name)] = state }

  /// Puts a saved state back as one undoable entry; false when there is no such state.
  public func restore(_ name: String) -> Bool {
    guard depth == 0, let after = saved[Folding.key(name)] else { return false }
    let before = state
    state = after
    commit("Restore \(name)", replaced: (before, after))
    return true
  }

  /// Runs `body` and puts everything back as it was, history included.
  public func undisturbed<R>(_ body: () throws -> R) rethrows -> R {
    let keep = (state, done, undone, lastNumber, saved)
    defer { (state, done, undone, lastNumber, saved) = keep }
    return try body()
  }

  /// Replaces the content by that of another store with the same tables, as one entry.
  public func replace(with other: Store, title: String) {
    let before = state
    state = other.state
    commit(title, replaced: (before, other.state))
  }

  // MARK: Differences

  /// What the changes amount to: one line per object that came or went and per attribute whose value is not the old one.
  public func differences(_ changes: [Change]) -> [Difference] {
    var order: [Key] = []
    var first: [Key: Cell] = [:]
    var born: Set<Key> = []
    var gone: Set<Key> = []
    for change in changes {
      switch change {
      case .insert(let table, let row):
        let key = Key(table: table, row: row, attribute: -1)
        born.insert(key)
        order.append(key)
      case .delete(let table, let row):
        let key = Key(table: table, row: row, attribute: -1)
        if born.remove(key) == nil {
          gone.insert(key)
          order.append(key)
        }
      case .set(let table, let row, let attribute, let before, _):
        let key = Key(table: table, row: row, attribute: attribute)
        if first[key] == nil {
          first[key] = before
          order.append(key)
        }
      }
    }
    return order.compactMap { key in
      let object = Key(table: key.table, row: key.row, attribute: -1)
      let schema = tables[key.table].schema
      let name = cell(key.table, key.row, 0).display
      if key.attribute < 0 {
        guard born.contains(key) || gone.contains(key) else { return nil }
        return Difference(kind: born.contains(key) ? .added : .removed, table: schema.name, object: name, attribute: "", before: "", after: "")
      }
      let after = cell(key.table, key.row, key.attribute)
      guard !born.contains(object), !gone.contains(object), let before = first[key], before != after, isAlive(key.table, key.row)
      else { return nil }
      return Difference(
        kind: .changed, table: schema.name, object: name, attribute: schema.attributes[key.attribute].name,
        before: before.display, after: after.display)
    }
  }

  private struct Key: Hashable {
    let table: Int
    let row: Row
    let attribute: Int
  }

  /// How one saved state differs from another, or from now; nil when there is no such state.
  public func compare(_ from: String, with to: String?) -> [Difference]? {
    guard depth == 0, let before = saved[Folding.key(from)] else { return nil }
    let now = state
    guard let after = to.map({ saved[Folding.key($0)] }) ?? now else { return nil }
    defer { state = now }
    func contents(_ content: State) -> [Key: [Cell]] {
      state = content
      var all: [Key: [Cell]] = [:]
      for table in tables.indices {
        for row in rows(table) { all[Key(table: table, row: row, attribute: -1)] = tables[table].schema.attributes.indices.map { cell(table, row, $0) } }
      }
      return all
    }
    let old = contents(before), new = contents(after)
    var result: [Difference] = []
    for key in Set(old.keys).union(new.keys).sorted(by: { ($0.table, $0.row) < ($1.table, $1.row) }) {
      let schema = tables[key.table].schema
      let left = old[key], right = new[key]
      let name = (right ?? left)?.first?.display ?? ""
      guard let left, let right else {
        result.append(Difference(kind: left == nil ? .added : .removed, table: schema.name, object: name, attribute: "", before: "", after: ""))
        continue
      }
      for (number, attribute) in schema.attributes.enumerated() where left[number] != right[number] {
        result.append(Difference(
          kind: .changed, table: schema.name, object: name, attribute: attribute.name, before: left[number].display, after: right[number].display))
      }
    }
    return result
  }

  /// The whole content as text lines, for comparing two states.
  public func dump() -> [String] {
    var lines: [String] = []
    for (number, table) in tables.enumerated() {
      for row in rows(number) {
        let cells = table.schema.attributes.indices.map { table.schema.attributes[$0].name + "=" + cell(number, row, $0).display }
        lines.append(table.schema.name + " " + cells.joined(separator: "|"))
      }
    }
    return lines
  }

  /// Broken invariants of the store itself (index against scan); empty when all is well.
  public func faults() -> [String] { tables.flatMap { $0.indexFaults(terms) } }
}
