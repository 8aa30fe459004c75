// Random operations on a store beside a model that is too simple to be wrong.
import Directory
import Glibc

/// SplitMix64, so that a failure can be seen again.
struct Dice {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
  mutating func roll(_ n: Int) -> Int { Int(next() % UInt64(max(1, n))) }
}

/// A store beside arrays of cells: each operation is done to both, and both are compared.
///
/// The model copies everything before each transaction; undo, redo, named states and failures put the copies back.
final class StoreModel {
  private typealias State = [[Cell]?]
  private static let schema = TableSchema("Thing", [
    Attribute("Name", .text, indexed: true), Attribute("Id", .guid, indexed: true), Attribute("Kind", .term, indexed: true), Attribute("Plain", .text),
    Attribute("On", .flag), Attribute("Size", .int), Attribute("Tags", .list),
  ])
  private struct Refused: Error {}

  private let store = Store([schema])
  private var rows: State = []
  private var done: [State] = [], undone: [State] = []
  private var saved: [String: State] = [:]
  /// Versions handed out, and what the rows were then.
  private var versions: [(Store.Version, State)] = []
  private var dice: Dice
  private let journal: JournalFile?
  private let check: Checker

  init(seed: UInt64, journal: JournalFile?, _ check: Checker) {
    dice = Dice(seed)
    self.journal = journal
    self.check = check
    store.observer = journal
    journal?.replaced(store)
  }

  func run(_ operations: Int) {
    for step in 0..<operations {
      let faults = check.failed
      switch dice.roll(100) {
      case 0..<62: transaction()
      case 62..<72: undo()
      case 72..<80: redo()
      case 80..<83: loose()
      case 83..<87: save()
      case 87..<91: restore()
      case 91..<94: preview()
      case 94..<96: undisturbed()
      case 96..<98: lookAtOldVersion()
      default: compareStates()
      }
      if step % 200 == 0 || step == operations - 1 { compareAll() }
      if check.failed > faults { return check.fail("step \(step) of the random operations") }
    }
  }

  // MARK: Operations

  private func change(_ count: Int) {
    for _ in 0..<count {
      let living = rows.indices.filter { rows[$0] != nil }
      if living.isEmpty || living.count < 40 && dice.roll(3) == 0 {
        let row = store.insert(0)
        while rows.count <= row { rows.append(nil) }
        rows[row] = Array(repeating: .null, count: StoreModel.schema.attributes.count)
        for attribute in 0..<4 where dice.roll(4) > 0 { set(row, attribute, value(attribute)) }
      } else if dice.roll(8) == 0 {
        let row = living[dice.roll(living.count)]
        store.delete(0, row)
        rows[row] = nil
      } else {
        let row = living[dice.roll(living.count)], attribute = dice.roll(StoreModel.schema.attributes.count)
        set(row, attribute, value(attribute))
      }
    }
  }

  private func set(_ row: Int, _ attribute: Int, _ cell: Cell) {
    store.set(0, row, attribute, cell)
    rows[row]?[attribute] = cell
  }

  private static let names = ["Anna", "ANNA", "anna", "Bert", "Ömer", "ömer", "", "a b", String(repeating: "long ", count: 60)]
  private func value(_ attribute: Int) -> Cell {
    if dice.roll(6) == 0 { return .null }
    switch attribute {
    case 0, 3: return .text(StoreModel.names[dice.roll(StoreModel.names.count)] + (dice.roll(2) == 0 ? "" : String(dice.roll(30))))
    case 1:
      let digits = Array("0123456789abcdef")
      let guid = (0..<36).map { i in i == 8 || i == 13 || i == 18 || i == 23 ? "-" : String(digits[dice.roll(3)]) }.joined()
      return .text(dice.roll(4) == 0 ? "no guid \(dice.roll(5))" : guid)
    case 2: return .text("kind\(dice.roll(5))")
    case 4: return .flag(dice.roll(2) == 0)
    case 5: return .int([0, -1, 7, 1_393_833_600, Int(Int32.max), Int(Int32.min), 1 << 40, -(1 << 50)][dice.roll(8)])
    default: return .list((0..<dice.roll(3)).map { "tag\($0 + dice.roll(2))" })
    }
  }

  private func transaction() {
    let before = rows
    let fails = dice.roll(6) == 0
    do {
      try store.transaction("step") { () throws(Fault) -> Void in
        change(1 + dice.roll(4))
        if dice.roll(4) == 0 {
          // One inside that fails alone.
          let middle = rows
          do {
            try store.transaction("inner") { () throws(Fault) -> Void in
              change(2)
              throw Fault(.invalidOperation, key: "X", id: "X", "no")
            }
          } catch { rows = middle }
          change(1)
        }
        if fails { throw Fault(.invalidOperation, key: "X", id: "X", "no") }
      }
      if !same(before, rows) || store.stepCount > done.count {
        done.append(before)
        undone.removeAll()
      }
    } catch { rows = before }
    check.quietly(store.stepCount == done.count, "steps \(store.stepCount), model \(done.count)")
  }

  /// Rows of the model that never were and rows that are gone are the same.
  private func same(_ a: State, _ b: State) -> Bool {
    (0..<max(a.count, b.count)).allSatisfy { ($0 < a.count ? a[$0] : nil) == ($0 < b.count ? b[$0] : nil) }
  }

  private func undo() {
    let entry = store.undo()
    check.quietly((entry != nil) == !done.isEmpty, "undo")
    guard let state = done.popLast() else { return }
    undone.append(rows)
    rows = state
  }
  private func redo() {
    let entry = store.redo()
    check.quietly((entry != nil) == !undone.isEmpty, "redo")
    guard let state = undone.popLast() else { return }
    done.append(rows)
    rows = state
  }

  /// Outside of transactions: not undoable, so the model's history begins anew.
  private func loose() {
    change(1)
    store.forgetHistory()
    done.removeAll()
    undone.removeAll()
  }

  private func save() {
    let name = "s\(dice.roll(4))"
    store.save(as: name)
    saved[name] = rows
  }
  private func restore() {
    let name = "s\(dice.roll(4))"
    let before = rows
    check.quietly(store.restore(name) == (saved[name] != nil), "restore")
    guard let state = saved[name] else { return }
    rows = state
    if store.stepCount > done.count {
      done.append(before)
      undone.removeAll()
    } else { check.quietly(same(before, rows), "a restore that changed something made no step") }
  }
  private func preview() {
    let before = rows
    _ = try? store.preview { () throws(Fault) -> Void in change(3) }
    rows = before
  }
  private func undisturbed() {
    let keep = (rows, done, undone, saved)
    store.undisturbed {
      for _ in 0..<3 { transaction() }
      undo()
      save()
    }
    (rows, done, undone, saved) = keep
  }

  private func lookAtOldVersion() {
    if dice.roll(2) == 0 { versions.append((store.version, rows)) }
    guard !versions.isEmpty else { return }
    let (version, then) = versions[dice.roll(versions.count)]
    store.showing(version) {
      for (row, cells) in then.enumerated() {
        guard let cells else { continue }
        for (attribute, cell) in cells.enumerated() { check.quietly(store.cell(0, row, attribute) == cell, "row \(row).\(attribute) at an old version") }
      }
    }
    if versions.count > 8 { versions.removeFirst() }
  }

  private func compareStates() {
    let name = "s\(dice.roll(4))"
    guard let lines = store.compare(name, with: nil), let old = saved[name] else { return }
    var expected = 0
    for row in 0..<max(old.count, rows.count) {
      let a = row < old.count ? old[row] : nil, b = row < rows.count ? rows[row] : nil
      if let a, let b { expected += zip(a, b).filter { $0 != $1 }.count } else if a != nil || b != nil { expected += 1 }
    }
    check.quietly(lines.count == expected, "\(lines.count) differences, model \(expected)")
  }

  // MARK: Comparing

  private func compareAll() {
    let living = rows.indices.filter { rows[$0] != nil }
    check.equal(store.rows(0), living, "living rows")
    for row in living {
      for attribute in StoreModel.schema.attributes.indices { check.quietly(store.cell(0, row, attribute) == rows[row]?[attribute], "row \(row).\(attribute)") }
    }
    for attribute in 0..<4 {
      for row in living {
        guard let text = rows[row]?[attribute].text else { continue }
        let expected = living.filter { rows[$0]?[attribute].text.map { $0.lowercased() == text.lowercased() } ?? false }
        check.quietly(store.rows(0, where: attribute, equals: text) == expected, "rows by \"\(text)\"")
        check.quietly(store.rows(0, where: .equals(attribute, text)) == expected, "scan for \"\(text)\"")
      }
    }
    for fault in store.faults() { check.fail(fault) }
    guard let journal else { return }
    // What the file holds gives the same store again.
    let copy = Store([StoreModel.schema])
    do {
      try journal.replay(into: copy) { _, _ in }
      check.quietly(copy.dump() == store.dump(), "the journal gives another store")
      check.quietly(copy.stepCount == store.stepCount && copy.redoable.count == store.redoable.count, "the journal gives another history")
      check.quietly(copy.savedNames == store.savedNames, "the journal gives other states")
    } catch { check.fail("the journal: \(error.message)") }
  }
}
