// Random operations on the users of a forest beside a model of nothing but their facts.
import Directory
import Lync

/// Random operations on the users of a forest beside a model of nothing but their facts.
///
/// Each operation is told to the world and to a dictionary; whether it is refused, what it leaves and what undo gives
/// back has to agree. The invariants are checked after each of them.
final class RandomPeople {
  private struct Person: Equatable {
    var enabled: Bool?
    var sip: String?
    var pool: String?
    var line: String?
    var voice = false
    var policy: String?
  }
  private let world: LyncWorld
  private let check: Checker
  private var dice: Dice
  private var people: [String: Person] = [:]
  private var done: [[String: Person]] = [], undone: [[String: Person]] = []
  private let logons: [String]
  private let pools = ["pool01.contoso.com", "pool02.contoso.com", "pool03.contoso.com", "nowhere.contoso.com"]
  private let policies = ["Sales", "Execs", "Nobody"]

  init(seed: UInt64, _ check: Checker) throws {
    world = LyncWorld()
    self.check = check
    dice = Dice(seed)
    try world.generate(DeploymentRecipe(users: 60, pools: 3, seed: Int(seed)))
    logons = try world.adUsers(.init()).compactMap { $0["SamAccountName"]?.text }
    for logon in logons { people[logon] = try read(logon) }
  }

  private func read(_ logon: String) throws -> Person {
    var query = UserQuery()
    query.identity = logon
    guard let account = try world.adUsers(query).first, account["Enabled"] != .null, let user = try world.users(query).first else { return Person() }
    func text(_ name: String) -> String? { user[name].flatMap { $0 == .null ? nil : $0.text } }
    return Person(enabled: user["Enabled"] == .bool(true), sip: text("SipAddress"), pool: text("RegistrarPool"), line: text("LineURI"),
      voice: user["EnterpriseVoiceEnabled"] == .bool(true), policy: text("ConferencingPolicy"))
  }

  func run(_ operations: Int) throws {
    for step in 0..<operations {
      let faults = check.failed
      try operation()
      if step % 100 == 0 || step == operations - 1 {
        for logon in logons {
          let person = try read(logon)
          check.quietly(person == people[logon], "\(logon): \(person), model \(String(describing: people[logon]))")
        }
      }
      if step % 10 == 0 { for fault in world.invariantFaults() { check.fail(fault) } }
      if check.failed > faults { return check.fail("step \(step) of the random operations on people") }
    }
    let end = world.store.dump()
    var steps = 0
    while world.undo() != nil { steps += 1 }
    for fault in world.invariantFaults() { check.fail("after undo: " + fault) }
    for _ in 0..<steps { world.redo() }
    check.quietly(world.store.dump() == end, "undo and redo of \(steps) steps do not come back")
  }

  private func operation() throws {
    let logon = logons[dice.roll(logons.count)]
    guard var person = people[logon] else { return }
    let before = people
    func tell(_ isAllowed: Bool, _ body: () throws -> Void) {
      do {
        try body()
        check.quietly(isAllowed, "\(logon): the world allowed what the model refuses")
        people[logon] = person
        done.append(before)
        undone.removeAll()
      } catch { check.quietly(!isAllowed, "\(logon): refused: \(error)") }
    }
    switch dice.roll(10) {
    case 0:
      let pool = pools[dice.roll(4)], sip = "sip:" + (dice.roll(3) == 0 ? logons[dice.roll(logons.count)] : logon) + "@contoso.com"
      let isFree = !people.contains { $0.key != logon && $0.value.sip == sip }
      let isAllowed = person.enabled == nil && pool != pools[3] && isFree
      person.enabled = true
      person.sip = sip
      person.pool = pool
      tell(isAllowed) { _ = try world.enableUser(logon, registrarPool: pool, address: .address(sip)) }
    case 1:
      let isAllowed = person.enabled != nil
      person = Person()
      tell(isAllowed) { _ = try world.disableUser(logon) }
    case 2, 3:
      let pool = pools[dice.roll(4)]
      let isAllowed = person.enabled != nil && pool != pools[3]
      person.pool = pool
      tell(isAllowed) { _ = try world.moveUser(logon, target: pool) }
    case 4, 5:
      let line = dice.roll(5) == 0 ? nil : "tel:+1425555" + String(1000 + dice.roll(40))
      let isFree = line == nil || !people.contains { $0.key != logon && $0.value.line == line }
      var settings = LyncWorld.UserSettings()
      settings.lineURI = .some(line)
      settings.enterpriseVoiceEnabled = dice.roll(2) == 0
      let isAllowed = person.enabled != nil && isFree
      person.line = line
      person.voice = settings.enterpriseVoiceEnabled ?? false
      tell(isAllowed) { _ = try world.setUser(logon, settings: settings) }
    case 6:
      var settings = LyncWorld.UserSettings()
      settings.enabled = dice.roll(2) == 0
      let isAllowed = person.enabled != nil
      person.enabled = settings.enabled
      tell(isAllowed) { _ = try world.setUser(logon, settings: settings) }
    case 7:
      let policy = dice.roll(4) == 0 ? nil : policies[dice.roll(3)]
      let isAllowed = person.enabled != nil && policy != policies[2]
      person.policy = policy
      tell(isAllowed) { _ = try world.grantPolicy("ConferencingPolicy", policy, to: logon) }
    case 8:
      let title = world.undo()
      check.quietly((title != nil) == !done.isEmpty, "undo")
      if let state = done.popLast() {
        undone.append(people)
        people = state
      }
    default:
      let title = world.redo()
      check.quietly((title != nil) == !undone.isEmpty, "redo")
      if let state = undone.popLast() {
        done.append(people)
        people = state
      }
    }
  }
}
