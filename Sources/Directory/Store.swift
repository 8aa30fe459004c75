/// The transactional store: tables, the running transaction, the journal, named states.
///
/// Every write happens inside `transaction`; when its body throws, everything it wrote is taken back. A committed
/// outermost transaction becomes a `JournalEntry`; undo, redo, previews and diffs are all derived from the before and
/// after of the change log (`Content`). An observer is told of every commit: a journal file is fed that way.
public final class Store {
  @exclusivity(unchecked) private(set) var content: Content
  @exclusivity(unchecked) private var depth = 0
  /// Length of the log when the outermost transaction began.
  @exclusivity(unchecked) private var start = 0
  @exclusivity(unchecked) private var done: [JournalEntry] = []
  private var undone: [JournalEntry] = []
  private(set) var saved: [String: (content: Content, version: Int)] = [:]
  private var lastNumber = 0
  /// A state of earlier that reads show, while an object of that time is looked at.
  @exclusivity(unchecked) private var shown: (content: Content, version: Int)?

  /// Who is at work and when, for the journal.
  public var stamp: () -> (user: String, time: Int) = { ("", 0) }
  public weak var observer: StoreObserver?
  /// A text from which the first state of the content can be built again, where that is shorter than the content.
  public var recipe: String?

  public init(_ schemas: [TableSchema]) { content = Content(schemas) }

  // MARK: Reading

  @inline(__always)
  public func cell(_ table: Int, _ row: Row, _ attribute: Int) -> Cell {
    if let shown { return shown.content.cell(table, row, attribute, at: shown.version) }
    return content.tables[table].columns[attribute].cell(at: row)
  }

  @inline(__always)
  public func text(_ table: Int, _ row: Row, _ attribute: Int) -> String? {
    if let shown { return shown.content.cell(table, row, attribute, at: shown.version).text }
    return content.tables[table].columns[attribute].text(at: row)
  }

  public func isAlive(_ table: Int, _ row: Row) -> Bool { content.tables[table].isAlive(row) }

  /// All rows of a table in the order of their creation.
  public func rows(_ table: Int) -> [Row] {
    let table = content.tables[table]
    return (0..<table.count).filter { table.isAlive($0) }
  }

  /// The rows whose text attribute is `key`, compared without case; uses the index when there is one.
  public func rows(_ table: Int, where attribute: Int, equals key: String) -> [Row] {
    content.tables[table].rows(where: attribute, equals: key)
  }

  /// The first of them.
  public func firstRow(_ table: Int, where attribute: Int, equals key: String) -> Row? {
    content.tables[table].firstRow(where: attribute, equals: key)
  }

  /// Whether one of them satisfies `body`.
  public func contains(_ table: Int, where attribute: Int, equals key: String, _ body: (Row) -> Bool) -> Bool {
    var isFound = false
    content.tables[table].visit(attribute, key) {
      isFound = body($0)
      return !isFound
    }
    return isFound
  }

  // MARK: Writing

  /// Adds an empty row and returns it.
  public func insert(_ table: Int) -> Row {
    let mark = content.version
    let row = content.tables[table].append()
    content.setAlive(table, row, true)
    loose(since: mark)
    return row
  }

  public func delete(_ table: Int, _ row: Row) {
    let mark = content.version
    content.setAlive(table, row, false)
    loose(since: mark)
  }

  public func set(_ table: Int, _ row: Row, _ attribute: Int, _ after: Cell) {
    let mark = content.version
    content.set(table, row, attribute, after)
    loose(since: mark)
  }

  /// Tells of a change outside of transactions.
  private func loose(since mark: Int) {
    if depth == 0, content.version > mark { observer?.changed(in: self, from: mark, to: content.version) }
  }

  // MARK: Transactions

  /// Runs `body` as one change; inside another transaction it becomes part of that one, but still fails alone.
  public func transaction<R>(_ title: @autoclosure () -> String, _ body: () throws(Fault) -> R) throws(Fault) -> R {
    if depth == 0 { begin() }
    let mark = content.version
    depth += 1
    do {
      let result = try body()
      depth -= 1
      if depth == 0 { commit(title()) }
      return result
    } catch {
      content.rollBack(to: mark)
      depth -= 1
      throw error
    }
  }

  private func begin() {
    content.isLogging = true
    start = content.version
  }

  /// Runs `body`, takes everything back, and reports what it would have changed.
  public func preview<R>(_ body: () throws(Fault) -> R) throws(Fault) -> (result: R, differences: [Difference]) {
    if depth == 0 { begin() }
    let mark = content.version
    depth += 1
    defer { depth -= 1 }
    do {
      let result = try body()
      let report = differences(mark..<content.version)
      content.rollBack(to: mark)
      return (result, report)
    } catch {
      content.rollBack(to: mark)
      throw error
    }
  }

  private func commit(_ title: String) {
    if content.version > start { record(title, .changes(start..<content.version)) }
  }

  private func record(_ title: String, _ body: JournalEntry.Body) {
    lastNumber += 1
    let (user, time) = stamp()
    let entry = JournalEntry(number: lastNumber, title: title, user: user, time: time, body: body)
    done.append(entry)
    if !undone.isEmpty { undone.removeAll() }
    observer?.committed(entry, in: self)
  }

  // MARK: History

  /// The committed entries, oldest first.
  public var history: [JournalEntry] { done }
  public var stepCount: Int { done.count }
  public var redoable: [JournalEntry] { undone.reversed() }

  /// Takes the last entry back; nil when there is none.
  public func undo() -> JournalEntry? {
    guard depth == 0, let entry = done.popLast() else { return nil }
    switch entry.body {
    case .changes(let range): content.takeBack(range)
    case .switched(let from, _, _): content = from
    }
    undone.append(entry)
    observer?.undid(entry, in: self)
    return entry
  }

  /// Does the last undone entry again; nil when there is none.
  public func redo() -> JournalEntry? {
    guard depth == 0, let entry = undone.popLast() else { return nil }
    switch entry.body {
    case .changes(let range): content.makeAgain(range)
    case .switched(_, let to, _): content = to
    }
    done.append(entry)
    observer?.redid(entry, in: self)
    return entry
  }

  /// Runs `body` on the state before the last entries; afterwards everything is as it was.
  public func before<R>(last count: Int, _ body: () throws -> R) rethrows -> R {
    let keep = observer
    observer = nil
    var taken = 0
    while taken < count, undo() != nil { taken += 1 }
    defer {
      for _ in 0..<taken { _ = redo() }
      observer = keep
    }
    return try body()
  }

  /// Forgets what can be undone or redone (after loading a deployment).
  public func forgetHistory() {
    done.removeAll()
    undone.removeAll()
    lastNumber = 0
    observer?.forgot(self)
  }

  // MARK: Named states

  public var savedNames: [String] { saved.keys.sorted() }

  public func save(as name: String) {
    content.isLogging = true
    saved[Folding.key(name)] = (content, content.version)
    observer?.saved(name, in: self)
  }

  /// Puts a saved state back as one undoable entry; false when there is no such state.
  public func restore(_ name: String) -> Bool {
    guard depth == 0, let state = saved[Folding.key(name)] else { return false }
    let before = content
    content = state.content
    let mark = content.version
    content.goBack(to: state.version)
    if before !== content { record("Restore-SimState \(name)", .switched(from: before, to: content, name: name)) }
    else if content.version > mark { record("Restore-SimState \(name)", .changes(mark..<content.version)) }
    return true
  }

  /// Runs `body` and puts everything back as it was, history included.
  public func undisturbed<R>(_ body: () throws -> R) rethrows -> R {
    let keep = (content, done, undone, lastNumber, saved, observer)
    content.isLogging = true
    let mark = content.version
    observer = nil
    defer {
      (content, done, undone, lastNumber, saved, observer) = keep
      content.rollBack(to: mark)
    }
    return try body()
  }

  /// Replaces the content by that of another store with the same tables; the history begins anew.
  public func replace(with other: Store) {
    content = other.content
    recipe = other.recipe
    content.isLogging = true
    done.removeAll()
    undone.removeAll()
    lastNumber = 0
    observer?.replaced(self)
  }

  // MARK: Playing back a journal

  func replay(snapshot reader: inout RecordReader) {
    let fresh = Store(content.tables.map(\.schema))
    reader.snapshot(into: fresh.content)
    replace(with: fresh)
  }

  func replay(_ title: String, changes reader: inout RecordReader) {
    begin()
    reader.changes(in: content)
    commit(title)
  }

  func replay(loose reader: inout RecordReader) { reader.changes(in: content) }

  // MARK: Versions

  /// The state of now, to be looked at later by `showing`.
  public struct Version {
    let content: Content
    /// The length of the change log: what tells versions of one content apart.
    public let number: Int

    public init(_ version: Version, number: Int) {
      content = version.content
      self.number = number
    }
    init(content: Content, number: Int) {
      self.content = content
      self.number = number
    }
    /// Whether two versions are of the same content, later or earlier.
    public func isOfSameContent(_ other: Version) -> Bool { content === other.content }
  }
  /// How often something in these tables changed; another content answers with another number.
  public func changes(of tables: [Int]) -> Int {
    var sum = unsafeBitCast(content, to: Int.self) << 20
    for table in tables { sum &+= content.changeCounts[table] }
    return sum
  }

  /// The number of the interned text a cell had at a version.
  public func number(_ table: Int, _ row: Row, _ attribute: Int, at version: Version) -> Int {
    Int(UInt32(truncatingIfNeeded: version.content.raw(table, row, attribute, at: version.number)))
  }

  public var version: Version {
    content.isLogging = true
    return Version(content: content, number: content.version)
  }

  /// Whether a row is still what it was at a version.
  @inline(__always)
  public func isUnchanged(_ table: Int, _ row: Row, since version: Version) -> Bool {
    version.content === content && Int(content.tables[table].lastChange(row)) <= version.number
  }

  /// Runs `body` with cells reading as they did at a version. Finding rows by their attributes is not turned back.
  public func showing<R>(_ version: Version, _ body: () throws -> R) rethrows -> R {
    let outer = shown
    shown = (version.content, version.number)
    defer { shown = outer }
    return try body()
  }
}
