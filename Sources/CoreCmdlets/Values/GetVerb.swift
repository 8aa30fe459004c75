/// The verbs commands should begin with.
import Engine

struct GetVerb: Cmdlet {
  static let command = Command("Get", "Verb",
    outputs: ["System.Management.Automation.VerbInfo"],
    synopsis: "Lists the verbs that names of commands begin with.",
    examples: [("Verbs of one group", "Get-Verb -Group Security")])
  @Parameter("Verb", at: 0, from: [.pipeline, .propertyName]) var verb: [String]
  @Parameter("Group", at: 1, from: [.pipeline, .propertyName],
    validate: [.set(["Common", "Communications", "Data", "Diagnostic", "Lifecycle", "Other", "Security"], ignoreCase: true, message: nil)]) var group: [String]

  mutating func process(_ shell: Invocation) throws {
    let wanted = WildcardList(verb)
    for row in VerbTable.rows where wanted.matches(row.verb) && (group.isEmpty || group.contains { $0.equalsIgnoringCase(row.group) }) {
      try shell.write(VerbTable.type.make([.str(row.verb), .str(row.prefix), .str(row.group), .str(row.description)]))
    }
  }
}
