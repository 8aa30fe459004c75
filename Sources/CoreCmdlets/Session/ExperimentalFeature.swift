/// Features of PowerShell that are still on trial: known by name, and all off. Switching one on changes nothing here.
import Engine
import Primitives

enum ExperimentalFeature {
  private static let all: [(name: String, description: String)] = [
    ("PSLoadAssemblyFromNativeCode", "Expose an API to allow assembly loading from native code"),
    ("PSProfileDSCResource", "DSC v3 resources for managing PowerShell profile."),
    ("PSSerializeJSONLongEnumAsNumber", "Serialize enums based on long or ulong as an numeric value rather than the string representation when using ConvertTo-Json."),
  ]
  private static let record = RecordType("System.Management.Automation.ExperimentalFeature", ["string Name {get;}", "string Description {get;}", "string Source {get;}", "bool Enabled {get;}"])

  private static func matches(_ patterns: [String]) throws -> [(name: String, description: String)] {
    let wanted = try patterns.map { try WildcardPattern($0, ignoreCase: true) }
    return all.filter { f in wanted.isEmpty || wanted.contains { $0.matches(f.name) } }
  }
  /// The features that match one of the patterns, by name; all of them without patterns.
  static func named(_ patterns: [String]) throws -> [Value] {
    try matches(patterns).map { record.make([.str($0.name), .str($0.description), .str("PSEngine"), .no]) }
  }
  /// What Enable- and Disable-ExperimentalFeature do.
  static func change(_ names: [String], _ shell: Invocation) throws {
    let found = try matches(names)
    for f in found { if try !shell.shouldProcess(f.name) { return } }
    if found.isEmpty, let name = names.first {
      try shell.error(
        "ItemNotFoundException", .objectNotFound, "No experimental feature was found that matched the name '\(name)'.",
        exception: "System.Management.Automation.ItemNotFoundException", target: .array(PSArray(names.map { .str($0) }, of: TypeTable.string)))
    }
  }
  static let pending = "Enabling and disabling experimental features do not take effect until next start of PowerShell."
}
