/// Users and meetings of a generated forest, written straight into the columns.
///
/// Everything about user *i* follows from the seed and *i*: names are a shuffle of first and last names with a number
/// behind them from the second round on, so they never meet twice; telephone numbers count up.
import Directory

struct PeopleGenerator {
  private let world: LyncWorld
  private let recipe: DeploymentRecipe
  private let writer: RowWriter
  private let rootDn: String
  private let domain: String
  private let homes: [UInt32]
  private let versions: [Int]

  init(_ world: LyncWorld, _ recipe: DeploymentRecipe) {
    self.world = world
    self.recipe = recipe
    // Bytes a text takes on average, its length included; what is no text does not matter.
    let sizes: [Int: Int] = [0: 48, 2: 48, 3: 18, 4: 16, 5: 30, 8: 18, 13: 20, 14: 30, 16: 34, 19: 14, 41: 2]
    writer = RowWriter(world.store, User.table, rows: recipe.users, bytesPerText: User.schema.attributes.indices.map { sizes[$0] ?? 0 })
    rootDn = world.rootDn
    domain = recipe.forest
    homes = (1...max(1, recipe.pools)).map { [writer] in writer.term(GeneratedTopology.pool($0) + "." + recipe.forest) }
    versions = (1...max(1, recipe.pools)).map { GeneratedTopology.version($0, of: recipe.pools) }
  }

  static let policies: [(kind: String, name: String)] = [
    ("ConferencingPolicy", "Sales"), ("ConferencingPolicy", "Execs"), ("DialPlan", "Redmond"), ("DialPlan", "London"), ("ExternalAccessPolicy", "Remote"),
    ("ClientPolicy", "Kiosk"), ("VoicePolicy", "International"), ("MobilityPolicy", "Mobile"),
  ]

  /// SplitMix64 of the seed and a number.
  private func random(_ i: Int, _ purpose: UInt64) -> UInt64 {
    var z = UInt64(truncatingIfNeeded: recipe.seed) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(truncatingIfNeeded: i) &* 0xd1b5_4a32_d192_ed03 &+ purpose &* 0x8cb9_2ba7_2f3d_8dd7
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  func run() {
    let first = GivenNames.first, last = GivenNames.last
    let lowFirst = first.map { $0.lowercased() }, lowLast = last.map { $0.lowercased() }
    let combinations = first.count * last.count
    // A step without a common divisor visits every combination once.
    var step = Int(random(0, 1) % UInt64(combinations)) | 1
    while PeopleGenerator.gcd(step, combinations) != 1 { step += 2 }
    let start = Int(random(0, 2) % UInt64(combinations))
    let firstTerms = first.map { writer.term($0) }, lastTerms = last.map { writer.term($0) }
    let departments = PeopleGenerator.departments.map { writer.term($0.name) }, ous = PeopleGenerator.departments.map { writer.term("OU=\($0.name),\(rootDn)") }
    let titles = PeopleGenerator.departments.map { $0.titles.map { writer.term($0) } }
    let company = writer.term(domain.cut(at: ".").map { $0.before.prefix(1).uppercased() + $0.before.dropFirst() } ?? domain)
    let offices = (1...40).map { writer.term("Building \($0)") }
    let uninitialized = writer.term("Uninitialized")
    let clients2010 = ["Lync 2010", "Lync 2010", "Lync 2013"].map { writer.term($0) }, clients2013 = ["Lync 2013", "Lync 2013", "Lync 2010"].map { writer.term($0) }
    let addIns: [UInt32: UInt32] = Dictionary(["Lync 2010", "Lync 2013"].map { (writer.term($0), writer.list(Clients.named($0)?.addIns ?? [])) }, uniquingKeysWith: { a, _ in a })
    let policyLists = self.policyLists().map { writer.list($0) }
    let none = writer.list([])
    let sidHead = "S-1-5-21-\(random(0, 3) >> 33)-\(random(0, 4) >> 33)-\(random(0, 5) >> 33)-"
    let born = LyncWorld.startOfTime - 3 * 365 * 86_400
    var meetings: [Int] = []
    for i in 0..<recipe.users {
      if i & 0x3FF == 0, LyncWorld.isUnwanted() { return }
      let combination = Int((UInt64(i) &* UInt64(step) &+ UInt64(start)) % UInt64(combinations)), round = i / combinations
      let f = combination % first.count, l = combination / first.count
      let r = random(i, 6), q = random(i, 7)
      let department = Int(r % UInt64(departments.count))
      let row = writer.addRow()
      writer.guid((random(i, 8) & ~0xf000 | 0x4000, random(i, 9) & ~(3 << 62) | 2 << 62), 1)
      writer.build { b in
        b.add("CN="); b.add(first[f]); b.add(" "); b.add(last[l]); b.addRound(round, " "); b.add(",OU="); b.add(PeopleGenerator.departments[department].name)
        b.add(","); b.add(rootDn)
      }
      writer.text(0)
      writer.build { b in b.add(sidHead); b.add(number: 1100 + i) }
      writer.text(2)
      writer.build { b in b.add(first[f]); b.add(" "); b.add(last[l]); b.addRound(round, " ") }
      writer.text(3)
      writer.text(8)
      writer.build { b in b.add(lowFirst[f]); b.add("."); b.add(lowLast[l]); b.addRound(round, "") }
      writer.text(4)
      writer.append { b in b.add("@"); b.add(domain) }
      writer.text(5)
      writer.text(14)
      writer.number(firstTerms[f], 6)
      writer.number(lastTerms[l], 7)
      writer.number(titles[department][Int(r >> 8 % UInt64(titles[department].count))], 9)
      writer.number(departments[department], 10)
      writer.number(company, 11)
      writer.number(offices[Int(r >> 16 % UInt64(offices.count))], 12)
      writer.number(ous[department], 15)
      writer.number(uninitialized, 27)
      let created = born + Int(q % UInt64(2 * 365 * 86_400))
      writer.int(created, 35)
      writer.int(created + Int(q >> 20 % UInt64(365 * 86_400)), 36)
      writer.build { b in
        b.add("+1 ("); b.add(number: 206 + i / 10_000_000 % 700, digits: 3); b.add(") "); b.add(number: i / 10_000 % 1000, digits: 3); b.add("-")
        b.add(number: i % 10_000, digits: 4)
      }
      writer.text(13)
      // Two in a hundred were never enabled, two are switched off.
      let state = r >> 24 % 100
      if state >= 2 { enable(i, row, f, l, isOn: state >= 4, r, q) }
    }
    writer.finish()
    addMeetings(&meetings)

    func enable(_ i: Int, _ row: Row, _ f: Int, _ l: Int, isOn: Bool, _ r: UInt64, _ q: UInt64) {
      let pool = Int(r >> 32 % UInt64(homes.count)), is2013 = versions[pool] >= ServerVersion.lync2013
      writer.build { b in
        b.add("sip:"); b.add(lowFirst[f]); b.add("."); b.add(lowLast[l]); b.addRound(i / combinations, ""); b.add("@"); b.add(domain)
      }
      writer.text(16)
      writer.flag(isOn, 17)
      writer.number(homes[pool], 18)
      let hasLine = r >> 40 % 10 < 6
      if hasLine {
        writer.build { b in b.add("tel:+1"); b.add(number: 2_060_000_000 + i) }
        writer.text(19)
      }
      writer.flag(hasLine, 20)
      for column in [28, 29, 31] { writer.flag(true, column) }
      if is2013 { writer.guid((random(i, 10) & ~0xf000 | 0x4000, random(i, 11) & ~(3 << 62) | 2 << 62), 32) }
      writer.number(policyLists[Int(q >> 44 % UInt64(policyLists.count))], 33)
      let client = (is2013 ? clients2013 : clients2010)[Int(r >> 48 % 3)]
      writer.number(client, 37)
      writer.number(addIns[client] ?? none, 38)
      writer.int(Int(r >> 52 % 60), 40)
      if r >> 58 % 4 == 0 {
        writer.flag(true, 42)
        writer.int(LyncWorld.startOfTime - Int(q >> 50 % 90) * 86_400, 44)
        writer.build { b in b.add(number: Int(10_000 + q >> 30 % 90_000), digits: 5) }
        writer.text(41)
      }
      if i % 20 == 7, isOn { meetings.append(row) }
    }
  }

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

  /// The assignments users have; most have none.
  private func policyLists() -> [[String]] {
    let tags = PeopleGenerator.policies.map { "\($0.kind)=Tag:\($0.name)" }
    return [[], [], [], [], [tags[0]], [tags[0], tags[2]], [tags[1], tags[2], tags[4]], [tags[3]], [tags[5]], [tags[6], tags[2]], [tags[7]], [tags[4], tags[7]]]
  }

  /// One user in twenty has a meeting ahead.
  private func addMeetings(_ rows: inout [Int]) {
    let titles = ["Team meeting", "Pipeline review", "Design review", "Budget", "Interview", "Training", "Customer call", "All hands"]
    let meetings = RowWriter(world.store, Meeting.table, rows: rows.count, bytesPerText: Meeting.schema.attributes.indices.map { $0 == 0 ? 9 : $0 == 1 ? 18 : $0 == 2 ? 34 : $0 == 4 ? 60 : 0 })
    for row in rows {
      let user = User(store: world.store, row: row)
      let r = random(row, 12)
      guard let sip = user.sipAddress, let home = user.home, let version = world.homeVersion(home) else { continue }
      _ = meetings.addRow()
      let id = PeopleGenerator.meetingId(r, row)
      meetings.text(id, 0)
      meetings.text(titles[Int(r % 8)], 1)
      meetings.text(sip, 2)
      meetings.number(meetings.term(MeetingKind.online), 3)
      let name = sip.dropping(prefix: "sip:")?.cut(at: "@")?.before ?? ""
      meetings.text("https://meet.\(domain)/\(name)/\(id)", 4)
      meetings.number(meetings.term(home), 5)
      meetings.number(meetings.term(ServerVersion.meetingName(version)), 6)
      meetings.number(meetings.term(version >= ServerVersion.lync2013 ? "Lync2013" : "Lync2010"), 7)
      let start = LyncWorld.startOfTime + Int(r >> 8 % 60) * 86_400 + Int(r >> 16 % 18) * 1800
      meetings.int(start, 8)
      meetings.int(start + 14 * 86_400, 9)
      let isLocked = r >> 24 % 20 == 0
      meetings.flag(isLocked, 10)
      meetings.number(meetings.term(isLocked ? "ClosedAuthenticated" : "OpenAuthenticated"), 11)
      meetings.number(meetings.term("Active"), 14)
    }
    meetings.finish()
  }

  /// Eight characters, the last five of which count: no two are the same up to 28 million meetings.
  private static func meetingId(_ random: UInt64, _ row: Int) -> String {
    let digits = Array("0123456789BCDFGHJKLMNPQRSTVWXYZ".utf8)
    var text: [UInt8] = [], rest = random >> 40 % 29_791 + UInt64(row) * 29_791
    for _ in 0..<8 {
      text.append(digits[Int(rest % 31)])
      rest /= 31
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let departments: [(name: String, titles: [String])] = [
    ("Sales", ["Account Manager", "Sales Representative", "Sales Director"]), ("Finance", ["Accountant", "Controller", "Analyst"]),
    ("Marketing", ["Product Manager", "Copywriter", "Event Planner"]), ("IT", ["Administrator", "Developer", "Help Desk Agent"]),
    ("HR", ["Recruiter", "HR Generalist"]), ("Legal", ["Attorney", "Paralegal"]), ("Support", ["Support Engineer", "Support Lead"]),
    ("Facilities", ["Technician", "Planner"]), ("Training", ["Trainer", "Course Author"]), ("Execs", ["Vice President", "Director"]),
    ("Research", ["Scientist", "Engineer"]), ("Operations", ["Dispatcher", "Supervisor", "Clerk"]),
  ]
}
