/// The Centralized Logging Service: which scenario is traced on which computer until when, and what a search finds.
///
/// The agents (RTCCLSAGT) of the Lync Server 2013 computers do what the controller says; AlwaysOn runs from the start. A
/// scenario ends by itself on the virtual clock. What was traced are the changes the forest saw while a scenario ran.
/// - Source: S11, the reference pages of the CsClsLogging cmdlets; two scenarios at a time, duration of four hours.
import Directory

/// What a logging cmdlet works on: computers, pools, or without either every agent.
public struct LoggingScope {
  /// FQDNs of single computers.
  public var computers: [String] = []
  /// FQDNs of pools, meaning all their computers.
  public var pools: [String] = []
  /// Every agent, every trace.
  public init() {}
}

/// What a search asks for; empty = anything.
public struct LoggingSearch {
  /// The computers whose traces are searched.
  public var scope = LoggingScope()
  /// Words that have to stand in a line.
  public var texts: [String] = []
  /// Whether all criteria have to hold, not any of them.
  public var needsAll = false
  /// When a trace is written at the earliest, in seconds of the virtual clock.
  public var from: Int?
  /// And at the latest.
  public var to: Int?
  /// From the gravest to everything; a search shows its level and graver ones.
  public static let levels = ["Fatal", "Error", "Warning", "Info", "Verbose", "Debug", "All"]
  /// The place in `levels`.
  public var level = levels.count - 1
  public init() {}
}

/// What a logging cmdlet tells: a head, and a line a computer.
public struct LoggingReport {
  var code = 0
  var head: String
  var agents: [(computer: String, pool: String, text: String)]

  /// A head and a line an agent, as the controller prints them.
  public var text: String {
    (["\(code == 0 ? "Success" : "Failure") Code - \(code), \(head)", "", "Tracing Status:"] + agents.map { "\($0.computer) (\($0.pool)) \($0.text)" }).joined(separator: "\n")
  }

  /// The same as XML: an element an agent.
  public var xml: String {
    var writer = XmlWriter()
    writer.element("ClsResponse", [("Code", String(code)), ("Message", head)]) { out in
      for agent in agents { out.element("Agent", [("Computer", agent.computer), ("Pool", agent.pool)], text: agent.text) }
    }
    return writer.text
  }
}

extension LyncWorld {
  static let standardScenario = "AlwaysOn"
  private static let agent = "RTCCLSAGT"

  private func agents(_ scope: LoggingScope) throws(Fault) -> [String] {
    var found: [String] = []
    for pool in scope.pools {
      guard self.pool(pool) != nil else { throw .registrar(pool) }
      found += machines(of: pool).map(\.fqdn)
    }
    for name in scope.computers {
      guard let host = host(name) else { throw Fault(.objectNotFound, key: "E-COMPUTER", id: "Computer", target: name, "Cannot find computer \"\(name)\".") }
      found.append(host.fqdn)
    }
    if scope.pools.isEmpty, scope.computers.isEmpty { found = all(HostService.self).filter { $0.name == LyncWorld.agent }.map(\.host) }
    return found
  }

  private func runsAgent(_ computer: String) -> Bool { all(HostService.host, computer).contains { $0.name == LyncWorld.agent && $0.running } }

  /// The scenarios traced on a computer now, with the end of those that have one.
  private func scenarios(on computer: String) -> [(name: String, until: Int?)] {
    var found: [(name: String, until: Int?)] = []
    let own = notes(.logging).filter { $0.identity.cut(at: "/")?.before.same(computer) ?? false }
    if !own.contains(where: { $0.identity.cut(at: "/")?.after.same(LyncWorld.standardScenario) ?? false }) { found.append((LyncWorld.standardScenario, nil)) }
    for row in own {
      let until = row.setting("Until").flatMap { Int($0) }
      if row.setting("Since") != nil, until.map({ $0 > now }) ?? true { found.append((row.identity.cut(at: "/")?.after ?? "", until)) }
    }
    return found
  }

  private func scenario(_ name: String) throws(Fault) -> String {
    guard let kind = SettingsClass.named("ClsScenario") else { return name }
    let bare = name.split(separator: "/").last.map(String.init) ?? name
    guard let found = instances(kind).first(where: { $0.identity.same(name) || LyncWorld.place(kind, $0.identity).name.same(bare) }) else {
      throw Fault(.objectNotFound, key: "E-SETTINGS-REF", id: "ClsScenario", target: name, "Cannot find logging scenario \"\(name)\".", help: "Get-CsClsScenario lists the scenarios.")
    }
    return LyncWorld.place(kind, found.identity).name
  }

  private func report(_ computers: [String]) -> LoggingReport {
    let lines = computers.map { computer -> (computer: String, pool: String, text: String) in
      let pool = host(computer)?.pool ?? ""
      guard runsAgent(computer) else { return (computer, pool, "Agent not reachable") }
      return (computer, pool, scenarios(on: computer).map { $0.name + ($0.until.map { " until " + Calendar.text($0) } ?? "") }.joined(separator: ", "))
    }
    let reached = computers.filter { runsAgent($0) }.count
    return LoggingReport(
      code: reached == computers.count ? 0 : 1,
      head: reached == computers.count ? "Successful on \(reached) agents" : "Successful on \(reached) of \(computers.count) agents", agents: lines)
  }

  /// Show-CsClsLogging.
  public func loggingStatus(_ scope: LoggingScope) throws(Fault) -> LoggingReport { report(try agents(scope)) }

  /// Start-CsClsLogging. Refuses a third scenario on a computer (E-CLS-TWO).
  public func startLogging(_ name: String, _ scope: LoggingScope, seconds: Int) throws(Fault) -> LoggingReport {
    try change("Start-CsClsLogging \(name)") { () throws(Fault) -> LoggingReport in
      let scenario = try scenario(name), computers = try agents(scope)
      for computer in computers where runsAgent(computer) {
        let others = scenarios(on: computer).filter { !$0.name.same(scenario) }
        if others.count >= 2 {
          throw Fault(
            .invalidOperation, key: "E-CLS-TWO", id: "ClsScenarios", target: computer,
            "Two scenarios are traced on \"\(computer)\" already: \(others.map(\.name).joined(separator: ", ")). Stop one of them first.",
            help: "Stop-CsClsLogging -Scenario \(others.last?.name ?? "")")
        }
        let end = scenario.same(LyncWorld.standardScenario) ? [] : ["Until=" + String(now + max(0, seconds))]
        keep(.logging, computer + "/" + scenario, ["Since=" + String(now)] + end)
      }
      return report(computers)
    }
  }

  /// Stop-CsClsLogging.
  public func stopLogging(_ name: String, _ scope: LoggingScope) throws(Fault) -> LoggingReport {
    try change("Stop-CsClsLogging \(name)") { () throws(Fault) -> LoggingReport in
      let scenario = try scenario(name), computers = try agents(scope)
      for computer in computers where runsAgent(computer) {
        // That AlwaysOn was stopped has to be remembered.
        if scenario.same(LyncWorld.standardScenario) { keep(.logging, computer + "/" + scenario, ["Stopped=" + String(now)]) } else { note(.logging, computer + "/" + scenario)?.delete() }
      }
      return report(computers)
    }
  }

  /// Update-CsClsLogging: what is traced besides AlwaysOn goes on for so long from now.
  public func prolongLogging(_ scope: LoggingScope, seconds: Int) throws(Fault) -> LoggingReport {
    try change("Update-CsClsLogging") { () throws(Fault) -> LoggingReport in
      let computers = try agents(scope)
      for computer in computers where runsAgent(computer) {
        for running in scenarios(on: computer) where running.until != nil { note(.logging, computer + "/" + running.name)?.setSetting("Until", String(now + max(0, seconds))) }
      }
      return report(computers)
    }
  }

  /// Search-CsClsLogging: the changes of the forest that fall into the time and say what is looked for.
  public func searchLogs(_ search: LoggingSearch) throws(Fault) -> [String] {
    let computers = try agents(search.scope).filter { runsAgent($0) }
    // Every line that is traced here is information.
    guard let first = computers.first, search.level >= 3 else { return [] }
    let end = search.to ?? now, begin = search.from ?? end - 3600
    return store.history.filter { $0.time >= begin && $0.time <= end }.compactMap { step in
      let line = "TL_INFO(TF_PROTOCOL) [\(first)] \(Calendar.text(step.time)) (RTCSRV) \(step.user) \(step.title)"
      let folded = Folding.key(line), found = search.texts.map { folded.contains(Folding.key($0)) }
      let fits = found.isEmpty || (search.needsAll ? found.allSatisfy { $0 } : found.contains(true))
      return fits ? line : nil
    }
  }

  // MARK: Scenarios

  /// Edit-CsClsScenario: a provider comes into a scenario, or goes.
  public func editScenario(_ name: String, provider: String, level: String?, flags: String?, removes: Bool) throws(Fault) -> Outcome {
    guard let kind = SettingsClass.named("ClsScenario") else { return Outcome() }
    let scenario = try scenario(name)
    guard let item = instances(kind).first(where: { $0.identity.same(name) || LyncWorld.place(kind, $0.identity).name.same(scenario) }) else { throw .notFound(name) }
    let present = (item.value("Provider") ?? "").split(separator: "\u{1E}").map(String.init)
    let left = present.filter { !(RecordText.object($0)?["Name"]?.text.same(provider) ?? false) }
    if removes, left.count == present.count { throw .notFound(provider) }
    let made = RecordText.text("ClsProvider", [("Level", level ?? "Info"), ("Name", provider), ("Type", "WPP"), ("Flags", flags ?? "All")])
    return try setSettings(kind, item.identity, [("Provider", .list(left + (removes ? [] : [made])))])
  }

  /// The identity of a scenario that is named by its last part only; refuses an unknown one.
  public func scenarioIdentity(_ name: String) throws(Fault) -> String {
    let found = try scenario(name)
    return SettingsClass.named("ClsScenario").flatMap { kind in instances(kind).first { LyncWorld.place(kind, $0.identity).name.same(found) }?.identity } ?? found
  }
}
