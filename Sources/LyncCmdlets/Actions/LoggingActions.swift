/// The Centralized Logging Service: starting, stopping, prolonging and searching traces.
import Directory
import Engine
import Lync

enum LoggingActions {
  private static func scope(_ arguments: DescribedArguments) -> LoggingScope {
    var scope = LoggingScope()
    scope.computers = arguments.texts("Computers")
    scope.pools = arguments.texts("Pools")
    return scope
  }
  private static let places: Set<String> = ["Computers", "Pools", "AsXml"]

  private static func tell(_ arguments: DescribedArguments, _ body: (LyncWorld) throws -> LoggingReport) throws {
    try arguments.shell.refusals {
      let report = try body(arguments.shell.session.world())
      try arguments.shell.write(.str(arguments.isOn("AsXml") ? report.xml : report.text))
    }
  }

  /// `4:00:00`, `1.00:00:00`, or a bare number of days, as TimeSpan reads it.
  private static func seconds(_ arguments: DescribedArguments, standard: Int) throws -> Int {
    guard let text = arguments.text("Duration") else { return standard }
    guard case .timespan(let span)? = Conversion.tryConvert(.str(text), to: TypeTable.get("System.TimeSpan"), arguments.shell.context), span.ticks > 0 else {
      throw arguments.shell.terminating("Duration", .invalidArgument, "\"\(text)\" is not a duration. Use the form hours:minutes:seconds.", exception: "System.ArgumentException", target: .str(text))
    }
    return Int(min(span.ticks / 10_000_000, 1 << 40))
  }

  private static func moment(_ name: String, _ arguments: DescribedArguments) -> Int? {
    if case .datetime(let date)? = arguments.value(name) { return LyncObjects.seconds(date) }
    return nil
  }

  static let entries: [ActionEntry] = [
    ActionEntry("Show-CsClsLogging", "Tells which logging scenarios are traced where.", "Show-CsClsLogging", uses: places) { arguments in
      try tell(arguments) { try $0.loggingStatus(scope(arguments)) }
    },
    ActionEntry("Sync-CsClsLogging", "Writes what the agents have gathered to their files.", "Sync-CsClsLogging", uses: places) { arguments in
      try tell(arguments) { try $0.loggingStatus(scope(arguments)) }
    },
    ActionEntry(
      "Start-CsClsLogging", "Begins to trace a scenario; at most two at a time on a computer.", "Start-CsClsLogging -Scenario IMAndPresence -Duration 1:00:00",
      uses: places.union(["Scenario", "Duration"])
    ) { arguments in
      let duration = try seconds(arguments, standard: 4 * 3600)
      try tell(arguments) { try $0.startLogging(arguments.text("Scenario") ?? "", scope(arguments), seconds: duration) }
    },
    ActionEntry("Stop-CsClsLogging", "Ends the trace of a scenario.", "Stop-CsClsLogging -Scenario IMAndPresence", uses: places.union(["Scenario"])) { arguments in
      try tell(arguments) { try $0.stopLogging(arguments.text("Scenario") ?? "", scope(arguments)) }
    },
    ActionEntry("Update-CsClsLogging", "Lets scenarios that are traced go on for longer.", "Update-CsClsLogging -Duration 8:00:00", uses: places.union(["Duration"])) { arguments in
      let duration = try seconds(arguments, standard: 1800)
      try tell(arguments) { try $0.prolongLogging(scope(arguments), seconds: duration) }
    },
    ActionEntry("Search-CsClsLogging", "Searches what was traced: the changes of the forest in a stretch of time.", "Search-CsClsLogging -Uri sip:pilar@contoso.com -MatchAny",
      uses: places.union([
        "CallId", "ConferenceId", "CorrelationIds", "IP", "Phone", "SipContents", "Uri", "StartTime", "EndTime", "MatchAll", "MatchAny", "LogLevel",
        "OutputFilePath"
      ])
    ) { arguments in
      var search = LoggingSearch()
      search.scope = scope(arguments)
      for name in ["CallId", "ConferenceId", "IP", "Phone", "SipContents", "Uri"] { if let text = arguments.text(name) { search.texts.append(text) } }
      search.texts += arguments.texts("CorrelationIds")
      search.needsAll = arguments.isOn("MatchAll")
      search.from = moment("StartTime", arguments)
      search.to = moment("EndTime", arguments)
      if let level = arguments.text("LogLevel") {
        guard let rank = LoggingSearch.levels.firstIndex(where: { $0.lowercased() == level.lowercased() }) else {
          throw arguments.shell.terminating(
            "LogLevel", .invalidArgument, "\"\(level)\" is not a log level. The levels are \(LoggingSearch.levels.joined(separator: ", ")).",
            exception: "System.ArgumentException", target: .str(level))
        }
        search.level = rank
      }
      if search.needsAll, arguments.isOn("MatchAny") {
        throw arguments.shell.terminating("MatchAllAndMatchAny", .invalidArgument, "MatchAll and MatchAny cannot be used in the same command.", exception: "System.ArgumentException")
      }
      try arguments.shell.refusals {
        let lines = try arguments.shell.session.world().searchLogs(search)
        guard let file = arguments.text("OutputFilePath") else { for line in lines { try arguments.shell.write(.str(line)) }; return }
        try arguments.write(lines.map { $0 + "\n" }.joined(), to: file, entry: "Logs.txt")
      }
    },
    ActionEntry("Edit-CsClsScenario", "Adds a provider to a logging scenario, or removes it.", "Edit-CsClsScenario -ScenarioName IMAndPresence -ProviderName LYSS -Level Info -Flags All",
      uses: ["ScenarioName", "ProviderName", "Level", "Flags", "Remove"]) { arguments in
      let name = arguments.text("ScenarioName") ?? "", provider = arguments.text("ProviderName") ?? ""
      try arguments.shell.change({ try $0.scenarioIdentity(name) }) {
        try $0.editScenario(name, provider: provider, level: arguments.text("Level"), flags: arguments.text("Flags"), removes: arguments.isOn("Remove"))
      }
    },
  ]
}
