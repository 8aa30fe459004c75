/// PowerShell's features on trial, and which of them the configuration file switches on. None changes what this shell does.
import Engine
import NetTypes

enum ExperimentalFeatures {
  private static let known = [
    ("PSLoadAssemblyFromNativeCode", "Expose an API to allow assembly loading from native code"),
    ("PSProfileDSCResource", "DSC v3 resources for managing PowerShell profile."),
    ("PSSerializeJSONLongEnumAsNumber", "Serialize enums based on long or ulong as an numeric value rather than the string representation when using ConvertTo-Json."),
  ]
  private static let type = RecordType("System.Management.Automation.ExperimentalFeature", ["string Name {get;}", "string Description {get;}", "string Source {get;}", "bool Enabled {get;}"])
  private static let key = "ExperimentalFeatures"
  /// What was on when this process first asked: a change counts from the next start on.
  private static let enabled = Set(configured(file(forAll: false)) + configured(file(forAll: true)))

  /// Names by patterns.
  static func names(_ patterns: [String]) -> [String] {
    let wanted = WildcardList(patterns)
    return known.map(\.0).filter { wanted.matches($0) }
  }
  static func object(_ name: String) -> Value {
    type.make([.str(name), .str(known.first { $0.0 == name }?.1 ?? ""), .str("PSEngine"), .bool(enabled.contains(name))])
  }

  /// Notes in the configuration file of the person or of the computer that a feature is on or off.
  static func set(_ name: String, on: Bool, forAll: Bool, _ shell: Invocation) throws {
    _ = enabled
    let path = file(forAll: forAll)
    let before = configured(path)
    if before.contains(name) == on { return }
    let settings = read(path) ?? PSHash(.ordered), names = on ? before + [name] : before.filter { $0 != name }
    settings.set(.str(key), .arr(names.map { .str($0) }))
    var json = JsonSerializer(shell, depth: 10, compress: true, enumsAsStrings: false, escaping: .standard)
    try json.write(.hash(settings))
    do {
      if let slash = path.lastIndex(of: "/") { try Posix.makeDirectory(String(path[..<slash]), parents: true) }
      try Posix.replaceFile(path, Array(json.text.utf8))
    } catch let e as Posix.Failure { throw shell.terminating(e.record("ConfigurationFile", .writeError, path)) }
  }
  private static func read(_ path: String) -> PSHash? {
    FileText.text(path).flatMap { try? JsonBuilder.read($0, asHashtable: true, depth: 100, dates: .Default) }?.hashValue_
  }
  private static func configured(_ path: String) -> [String] {
    read(path)?.get(.str(key))?.elementsIfSequence?.map { Conversion.toString($0) } ?? []
  }
  private static func file(forAll: Bool) -> String {
    let folder = forAll ? "/opt/microsoft/powershell/7" : (Environment.get("XDG_CONFIG_HOME").flatMap { $0.isEmpty ? nil : $0 } ?? (Environment.get("HOME") ?? "") + "/.config") + "/powershell"
    return folder + "/powershell.config.json"
  }
}

/// What Enable- and Disable-ExperimentalFeature do alike.
enum ExperimentalSwitch {
  static func set(_ patterns: [String], scope: Value?, on: Bool, _ shell: Invocation) throws {
    let found = ExperimentalFeatures.names(patterns)
    for n in found {
      guard try shell.shouldProcess(n) else { return }
      try ExperimentalFeatures.set(n, on: on, forAll: scope.map { Conversion.toString($0).equalsIgnoringCase("AllUsers") } ?? false, shell)
    }
    if found.isEmpty {
      try shell.error(
        "ItemNotFoundException", .objectNotFound, "No experimental feature was found that matched the name '\(patterns.first ?? "")'.",
        exception: "System.Management.Automation.ItemNotFoundException", target: .array(PSArray(patterns.map { .str($0) }, of: TypeTable.string)))
    }
  }
  static func end(_ shell: Invocation) throws {
    try shell.warning("Enabling and disabling experimental features do not take effect until next start of PowerShell.")
  }
}
