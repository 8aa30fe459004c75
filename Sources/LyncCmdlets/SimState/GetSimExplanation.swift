/// Tells which rules and facts a refusal or probe was based on.
import Engine
import Lync

struct GetSimExplanation: Cmdlet {
  static let command = Command("Get", "SimExplanation", module: "Sim", errorType: "CsShell.GetSimExplanation", defaultSet: "Last",
    outputs: ["Sim.Explanation", "Sim.Rule"],
    synopsis: "Tells which rules and facts a refusal or probe was based on.",
    description: "Without arguments: the last refusal or probe. An error or the result of a probe may be piped in. The facts are those of the moment it "
      + "happened, each with the store it comes from. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("After an error", "Get-SimExplanation"),
      ("An earlier error", "$Error[2] | Get-SimExplanation"),
      ("The facts as a table", "(Get-SimExplanation).Facts"),
      ("What a rule says", "Get-SimExplanation -Rule R-042"),
    ])
  @Parameter("InputObject", at: 0, from: .pipeline, sets: ["Last"], help: "An error, or what a probe returned.") var inputObject: Value?
  @Parameter("Rule", sets: ["Rule"], mandatory: true, help: "The id of a rule, such as R-042.") var rule: [String]

  mutating func process(_ shell: Invocation) throws {
    for id in rule {
      if let found = ExplanationText.rule(id.uppercased()) { try shell.write(found) } else {
        try shell.error("RuleNotFound", .objectNotFound, "There is no rule \"\(id)\".", exception: "System.ArgumentException", target: .str(id))
      }
    }
    if !rule.isEmpty { return }
    try shell.refusals {
      let world = try shell.session.world()
      guard let input = inputObject, !input.isNull else {
        guard let last = world.explanation else { return try shell.warning("Nothing was refused or probed yet.") }
        return try shell.write(ExplanationText.object(last, world))
      }
      guard let found = try GetSimExplanation.find(input, world, shell) else { return try shell.warning("Nothing is known about this object; no rule of the forest is behind it.") }
      try shell.write(ExplanationText.object(found, world))
    }
  }

  /// The explanation an error or the result of a probe belongs to.
  private static func find(_ input: Value, _ world: LyncWorld, _ shell: Invocation) throws -> Explanation? {
    func text(_ name: String) throws -> String { try shell.context.property(input, name).map { Conversion.toString($0, shell.context) } ?? "" }
    if let record = input.refValue as? ErrorRecord { return world.explanations.last { $0.message == record.message } }
    let title: String
    if try !text("To").isEmpty { title = try "Test-SimApplicationCall \(text("From")) \(text("To"))" } else { title = try "Test-SimMeetingJoin \(text("MeetingId"))" }
    return world.explanations.last { $0.title == title }
  }
}
