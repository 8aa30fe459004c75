// `lync-check -scale [USERS]`: size and speed of a big generated forest, without any shell.
import Directory
import Glibc
import Lync

/// `lync-check -scale [USERS]`: size and speed of a big generated forest, without any shell.
enum Scale {
  /// Processor time: what other programs do on the machine does not count.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func time(_ what: String, _ unit: String, per n: Double = 1, _ body: () throws -> Void) rethrows {
    let start = now()
    try body()
    let seconds = now() - start
    let value = unit == "s" ? seconds : unit == "ms" ? seconds * 1e3 / n : unit == "1/s" ? n / seconds : seconds * 1e6 / n
    print("\(what): \((value * 1000).rounded() / 1000) \(unit)")
  }

  private static func megabytes(_ field: String) -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.hasPrefix(field + ":") { return (Int(text.split { $0 == " " || $0 == "\t" }.dropFirst().first ?? "") ?? 0) / 1024 }
    }
    return 0
  }

  static func run(_ users: Int) throws {
    let world = LyncWorld()
    try time("build \(users) users", "s") { try world.generate(DeploymentRecipe(users: users, pools: 20, seed: 7)) }
    print("resident: \(megabytes("VmRSS")) MB, peak \(megabytes("VmHWM")) MB")
    var query = UserQuery()
    query.resultSize = min(users, 1000)
    let some = try world.users(query)
    let sips = some.compactMap { $0["SipAddress"]?.text }.filter { !$0.isEmpty }, dns = some.compactMap { $0["Identity"]?.text }
    query.resultSize = nil
    try time("user by SIP address, row", "µs", per: Double(sips.count * 100)) {
      for _ in 0..<100 { for sip in sips { var q = query; q.identity = sip; _ = try world.userRows(q) } }
    }
    try time("user by SIP address, all properties", "µs", per: Double(sips.count * 10)) {
      for _ in 0..<10 { for sip in sips { var q = query; q.identity = sip; _ = try world.users(q) } }
    }
    func scan(_ what: String, _ test: PropertyTest) throws {
      var q = query
      q.test = test
      var found = 0
      try time("scan \(what)", "ms", per: 5) { for _ in 0..<5 { found = try world.userRows(q).count } }
      print("  found \(found)")
    }
    try scan("SipAddress -like 'sip:adam.*'", .compare(property: "SipAddress", operation: .like, value: "sip:adam.*"))
    try scan("DisplayName -like '*smith*'", .compare(property: "DisplayName", operation: .like, value: "*smith*"))
    try scan("RegistrarPool -eq 'pool07…'", .compare(property: "RegistrarPool", operation: .eq, value: "pool07.contoso.com"))
    try scan("Enabled and Voice and pool", .and(.compare(property: "EnterpriseVoiceEnabled", operation: .eq, value: "True"),
      .and(.compare(property: "ConferencingPolicy", operation: .eq, value: "Sales"), .compare(property: "WhenCreated", operation: .gt, value: "1/1/2013"))))
    var q = query
    q.test = .compare(property: "RegistrarPool", operation: .ne, value: "pool20.contoso.com")
    q.resultSize = min(100_000, users)
    let chosen = try world.userRows(q).map { User(store: world.store, row: $0).dn }
    try time("move \(chosen.count) users", "1/s", per: Double(chosen.count)) {
      for dn in chosen { _ = try world.moveUser(dn, target: "pool20.contoso.com") }
    }
    print("resident: \(megabytes("VmRSS")) MB")
    time("undo of that", "s") { while world.undo() != nil {} }
    time("redo of that", "s") { while world.redo() != nil {} }
    print("resident: \(megabytes("VmRSS")) MB, peak \(megabytes("VmHWM")) MB")
    _ = dns
  }
}
