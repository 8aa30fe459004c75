/// What Import-Module says of each member it imports: members `-NoClobber` leaves out, names that are hard to find.
import Engine

final class ImportCheck {
  private let shell: Invocation
  private let module: ModuleInfo
  private let noClobber: Bool
  private var warnsOfVerb: Bool, warnsOfNoun: Bool

  init(_ shell: Invocation, _ module: ModuleInfo, noClobber: Bool, checksNames: Bool) {
    self.shell = shell; self.module = module; self.noClobber = noClobber
    warnsOfVerb = checksNames; warnsOfNoun = checksNames
  }

  func admits(_ kind: ModuleMember, _ name: String) throws -> Bool {
    if noClobber, isTaken(kind, name) {
      try shell.verbose("The \(kind.rawValue) '\(name)' was not imported because there is a member with the same name in the current scope.")
      return false
    }
    if kind == .function { try checkName(name) }
    try shell.verbose("Importing \(kind.rawValue) '\(name)'.")
    return true
  }
  private func isTaken(_ kind: ModuleMember, _ name: String) -> Bool {
    if kind == .variable { return shell.context.variable(name) != nil }
    return shell.context.findCommand(name).map { !($0 is ApplicationInfo) && !($0 is ExternalScriptInfo) } ?? false
  }
  /// Warns of a name that is hard to find.
  func checkName(_ name: String) throws {
    let parts = name.split(separator: "-", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return }
    if !VerbTable.rows.contains(where: { $0.verb.equalsIgnoringCase(parts[0]) }), !name.equalsIgnoringCase("Sort-Object"), !name.equalsIgnoringCase("Tee-Object") {
      if warnsOfVerb {
        warnsOfVerb = false
        try shell.warning("""
          The names of some imported commands from the module '\(module.name)' include unapproved verbs that might make them less discoverable. To find the \
          commands with unapproved verbs, run the Import-Module command again with the Verbose parameter. For a list of approved verbs, type Get-Verb.
          """)
      }
      if let better = VerbTable.alternatives[parts[0].lowercased()] {
        try shell.verbose("""
          The '\(name)' command in the \(module.name)' module was imported, but because its name does not include an approved verb, it might be difficult to \
          find. The suggested alternative verbs are "\(better)".
          """)
      } else {
        try shell.verbose("""
          The '\(name)' command in the \(module.name)' module was imported, but because its name does not include an approved verb, it might be difficult to \
          find. For a list of approved verbs, type Get-Verb.
          """)
      }
    }
    guard parts[1].utf8.contains(where: { Self.restricted.utf8.contains($0) }) else { return }
    let characters = "# , ( ) {{ }} [ ] & - / \\ $ ^ ; : \" ' < > | ? @ ` * % + = ~"
    if warnsOfNoun {
      warnsOfNoun = false
      try shell.warning("Some imported command names contain one or more of the following restricted characters: \(characters)")
    }
    // the verbose sentence is a format, in which doubled braces are single ones
    try shell.verbose(
      "The command name '\(name)' from the module '\(module.name)' contains one or more of the following restricted characters: "
        + characters.replacing("{{", with: "{").replacing("}}", with: "}"))
  }
  private static let restricted = "#,(){}[]&-/\\$^;:\"'<>|?@`*%+=~"
}
