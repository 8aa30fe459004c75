import Testing

@testable import Directory

/// The promises of the store that no cmdlet can show by itself: a failed change leaves no trace, the index says what a scan says,
/// and going back and forth ends where it began. Random changes are played against a plain copy of the table.
@Suite struct StoreTests {
  private static let name = 0, count = 1, isOn = 2, names = 3
  private static let schema = TableSchema("user", [Attribute("Name", .text, indexed: true), Attribute("Count", .int), Attribute("IsOn", .flag), Attribute("Names", .list)])
  private let store = Store([StoreTests.schema])
  private let refusal = Fault(.invalidOperation, key: "E-TEST", id: "Test", "No.")

  /// The same numbers in every run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }
  private func picture() -> [[Cell]] { store.rows(0).map { row in (0..<4).map { store.cell(0, row, $0) } } }
  private func changeSomething(_ random: inout Numbers) {
    let rows = store.rows(0)
    guard let row = rows.randomElement(using: &random), Int.random(in: 0..<4, using: &random) > 0 else {
      let new = store.insert(0)
      return store.set(0, new, Self.name, .text("Name\(Int.random(in: 0..<30, using: &random))"))
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: store.delete(0, row)
    case 1: store.set(0, row, Self.count, .int(Int.random(in: -5...5, using: &random)))
    case 2: store.set(0, row, Self.isOn, .flag(Bool.random(using: &random)))
    case 3: store.set(0, row, Self.names, .list(["a", "b"]))
    case 4: store.set(0, row, Self.name, .null)
    default: store.set(0, row, Self.name, .text("NAME\(Int.random(in: 0..<30, using: &random))"))
    }
  }

  @Test func aTransactionThatFailsLeavesNoTrace() throws {
    var random = Numbers(state: 1)
    try store.transaction("fill") { for _ in 0..<50 { changeSomething(&random) } }
    for _ in 0..<50 {
      let before = picture(), steps = store.stepCount
      #expect(throws: Fault.self) {
        try store.transaction("fail") { () throws(Fault) in
          for _ in 0..<10 { changeSomething(&random) }
          throw refusal
        }
      }
      #expect(picture() == before)
      #expect(store.stepCount == steps)
    }
  }
  @Test func aPartThatFailsIsTakenBackAlone() throws {
    try store.transaction("outer") { () throws(Fault) in
      store.set(0, store.insert(0), Self.name, .text("kept"))
      do { try store.transaction("inner") { () throws(Fault) in store.set(0, store.insert(0), Self.name, .text("lost")); throw refusal } } catch {}
    }
    #expect(store.rows(0).map { store.text(0, $0, Self.name) } == ["kept"])
    #expect(store.stepCount == 1)
  }
  @Test func theIndexSaysWhatAScanSays() throws {
    var random = Numbers(state: 2)
    for _ in 0..<300 {
      try store.transaction("change") { for _ in 0..<3 { changeSomething(&random) } }
      for n in 0..<30 {
        let key = "nAmE\(n)"
        let scanned = store.rows(0).filter { store.text(0, $0, Self.name)?.lowercased() == key.lowercased() }
        #expect(Set(store.rows(0, where: Self.name, equals: key)) == Set(scanned))
        #expect((store.firstRow(0, where: Self.name, equals: key) == nil) == scanned.isEmpty)
      }
    }
  }
  @Test func undoAndRedoGoThroughTheSameStates() throws {
    var random = Numbers(state: 3)
    var states = [picture()]
    while states.count < 60 {
      try store.transaction("step") { for _ in 0..<4 { changeSomething(&random) } }
      if store.stepCount == states.count { states.append(picture()) }
    }
    for state in states.dropLast().reversed() {
      #expect(store.undo() != nil)
      #expect(picture() == state)
    }
    #expect(store.undo() == nil)
    for state in states.dropFirst() {
      #expect(store.redo() != nil)
      #expect(picture() == state)
    }
    #expect(store.redo() == nil)
  }
  @Test func aPreviewTellsWhatATransactionDoes() throws {
    var random = Numbers(state: 4)
    try store.transaction("fill") { for _ in 0..<30 { changeSomething(&random) } }
    let before = picture()
    let copy = random
    let told = try store.preview { () throws(Fault) in for _ in 0..<10 { changeSomething(&random) } }.differences
    #expect(picture() == before)
    random = copy
    try store.transaction("do it") { for _ in 0..<10 { changeSomething(&random) } }
    #expect(store.history.last.map { store.differences($0) }?.map { "\($0)" } == told.map { "\($0)" })
  }
  @Test func anEarlierVersionReadsAsItWas() throws {
    var random = Numbers(state: 5)
    try store.transaction("fill") { for _ in 0..<30 { changeSomething(&random) } }
    let rows = store.rows(0), version = store.version
    let before = rows.map { store.text(0, $0, Self.name) }
    for _ in 0..<20 { try store.transaction("change") { changeSomething(&random) } }
    #expect(store.showing(version) { rows.map { store.text(0, $0, Self.name) } } == before)
  }
  @Test func aSavedStateComesBackAsOneStep() throws {
    var random = Numbers(state: 6)
    try store.transaction("fill") { for _ in 0..<30 { changeSomething(&random) } }
    store.save(as: "Before")
    let saved = picture()
    for _ in 0..<10 { try store.transaction("change") { changeSomething(&random) } }
    let changed = picture()
    #expect(store.restore("BEFORE"))
    #expect(picture() == saved)
    #expect(store.undo() != nil)
    #expect(picture() == changed)
    #expect(!store.restore("never saved"))
  }
}
