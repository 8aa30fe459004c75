// Counts what holds and prints what does not.
import Directory
import Lync

/// Counts what holds and prints what does not.
final class Checker {
  private(set) var passed = 0
  private(set) var failed = 0
  private var lab = ""

  func lab(_ name: String, _ body: (LyncWorld) throws -> Void) {
    lab = name
    do {
      let world = LyncWorld()
      try world.load(deployment: name.contains(" b") ? "b" : name.contains(" c") ? "c" : "a")
      let auditor = Auditor(world, self)
      world.store.observer = auditor
      try body(world)
      world.store.observer = nil
      checkInvariants(world)
      _ = auditor
    } catch {
      fail("stopped: \(error)")
    }
  }

  func equal<T: Equatable>(_ actual: T, _ expected: T, _ what: String = "", line: Int = #line) {
    if actual == expected { passed += 1 } else { fail("line \(line) \(what): \(actual) is not \(expected)") }
  }

  /// For checks made so often that counting them says nothing.
  func quietly(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds { fail(what()) } }

  func run(_ name: String, _ body: () throws -> Void) {
    lab = name
    do {
      let faults = failed
      try body()
      if failed == faults { passed += 1 }
    } catch { fail("stopped: \(error)") }
  }

  func refuses(_ key: String, line: Int = #line, _ body: () throws -> Void) {
    do {
      try body()
      fail("line \(line): no refusal, \(key) expected")
    } catch let fault as Fault {
      equal(fault.key, key, "refusal", line: line)
    } catch {
      fail("line \(line): \(error)")
    }
  }

  func fail(_ text: String) {
    failed += 1
    print("FAILED \(lab): \(text.prefix(400))")
  }

  /// No orphan references, unique identities, indexes as a scan, and undo of everything is the beginning.
  private func checkInvariants(_ world: LyncWorld) {
    for fault in world.invariantFaults() { fail(fault) }
    let end = world.store.dump()
    var steps = 0
    while world.undo() != nil { steps += 1 }
    for fault in world.invariantFaults() { fail("after undo: " + fault) }
    while world.redo() != nil { steps -= 1 }
    equal(steps, 0, "redo count")
    let again = world.store.dump()
    if end != again { fail("undo and redo do not come back: \(zip(end, again).first { $0 != $1 }.map { "\($0)" } ?? "length")") }
  }
}

/// Looks at the invariants after every transaction.
final class Auditor: StoreObserver {
  private unowned let world: LyncWorld
  private unowned let check: Checker
  init(_ world: LyncWorld, _ check: Checker) {
    self.world = world
    self.check = check
  }
  func committed(_ entry: JournalEntry, in store: Store) { for fault in world.invariantFaults() { check.fail("after \(entry.title): \(fault)") } }
  func changed(in store: Store, from: Int, to: Int) {}
  func undid(_ entry: JournalEntry, in store: Store) {}
  func redid(_ entry: JournalEntry, in store: Store) {}
  func saved(_ name: String, in store: Store) {}
  func replaced(_ store: Store) {}
  func forgot(_ store: Store) {}
}

extension LyncWorld {
  func reason(_ from: String, _ to: String, frontEnd: String? = nil) throws -> String {
    let object = try testApplicationCall(from: from, to: to, frontEnd: frontEnd)
    return object["Result"]?.text == "Success" ? "Success" : object["Reason"]?.text ?? ""
  }

  func restartFrontEnds(_ pool: String) throws {
    for computer in try pools(identity: pool).first?["Computers"]?.items ?? [] {
      try stopWindowsService("RTCSRV", computer: computer)
      try startWindowsService("RTCSRV", computer: computer)
    }
  }

  func mergeAndPublish() throws { try publishTopology(xml: try mergeLegacyTopology(), file: "output.xml") }
}

extension LyncValue {
  var items: [String] {
    if case .strings(let values) = self { return values }
    return []
  }
}
