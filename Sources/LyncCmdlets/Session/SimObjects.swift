/// Objects of the simulator's own cmdlets that are no objects of the forest: explanations, differences, steps.
import Directory
import Engine
import Lync

enum ExplanationText {
  private static let shape = Lync.Shape("Sim.Explanation", ["Title", "Key", "Message", "Rules", "Why", "Facts", "Details", "Documents", "Help"],
    shows: ["Title", "Key", "Message", "Why", "Details", "Documents", "Help"], view: .list, text: "Message")
  private static let factShape = Lync.Shape("Sim.Fact", ["Name", "Value", "Source"], view: .table, text: "Name")
  private static let ruleShape = Lync.Shape("Sim.Rule", ["Id", "Says", "Documents"], view: .list, text: "Id")

  static func object(_ explanation: Explanation, _ world: LyncWorld) -> Value {
    let facts = explanation.facts.map { LyncValue.object(LyncObject(factShape, [.string($0.name), .string($0.value), .string($0.origin)])) }
    let details = explanation.facts.map { $0.name + " = " + $0.value + ($0.origin.isEmpty ? "" : " (\($0.origin))") }
    return LyncObjects.value(LyncObject(shape, [
      .string(explanation.title), .string(explanation.key), .string(explanation.message), .strings(explanation.rules),
      .string(explanation.statements.joined(separator: "\n")), .list(facts), .string(details.joined(separator: "\n")), .strings(explanation.documents),
      (explanation.help ?? world.nextStep(explanation)).map { .string($0) } ?? .null,
    ]))
  }

  /// A rule by its id; nil when there is none.
  static func rule(_ id: String) -> Value? {
    guard let entry = RuleBook.entry(id) else { return nil }
    let documents = Explanation(title: id, key: id, message: "", rules: [id]).documents
    return LyncObjects.value(LyncObject(ruleShape, [.string(entry.id), .string(entry.sentence), .strings(documents)]))
  }
}

/// The way of a call, step by step (`Test-SimApplicationCall -Explain`).
enum CallSteps {
  private static let shape = Lync.Shape("Sim.CallStep", ["Step", "Check", "Result", "Finding", "Source"], view: .list, text: "Check")
  private static let names = [
    "The caller's pool serves the caller", "The endpoint exists and is enabled", "The endpoint fits the Registrar of its application pool",
    "The endpoint's Registrar runs", "The application exists in the pool", "The caller's side trusts the application", "An instance runs and is registered",
  ]

  static func objects(_ explanation: Explanation) -> [Value] {
    let reached = explanation.facts.compactMap { $0.name.first?.wholeNumberValue }.max() ?? 0
    return names.enumerated().map { number, name in
      let found = explanation.facts.filter { $0.name.first?.wholeNumberValue == number + 1 }
      let failed = explanation.key != "Success" && number + 1 == reached
      let result = number + 1 > reached ? "NotReached" : failed ? "Failed: \(explanation.key)" : "Passed"
      func joined(_ texts: [String]) -> LyncValue { .string(texts.filter { !$0.isEmpty }.joined(separator: "; ")) }
      return LyncObjects.value(LyncObject(shape, [
        .int(number + 1), .string(name), .string(result), joined(found.map { String($0.name.dropFirst(2)) + ": " + $0.value }), joined(found.map(\.origin)),
      ]))
    }
  }
}

enum DifferenceObject {
  private static let shape = Lync.Shape("Sim.Difference", ["Change", "Class", "Object", "Attribute", "Before", "After"], view: .list, text: nil)
  private static let stepShape = Lync.Shape("Sim.Step", ["Number", "Time", "User", "Command", "Objects", "Changes"], text: "Command")

  static func make(_ difference: Difference) -> LyncObject {
    LyncObject(shape, [
      .string(difference.kind.rawValue), .string(difference.table), .string(difference.object), .string(difference.attribute),
      .string(shown(difference.before, difference.attribute)), .string(shown(difference.after, difference.attribute)),
    ])
  }

  /// Points in time are kept as seconds.
  private static let times: Set<String> = ["Changed", "Created", "Clock", "Time", "Started", "StartTime", "ExpiryTime", "PinChanged", "PinExpires", "RtcStarted", "CrossedAt"]
  private static func shown(_ text: String, _ attribute: String) -> String {
    guard times.contains(attribute), let seconds = Int(text), seconds > 0 else { return text }
    return Conversion.toString(.datetime(LyncObjects.date(seconds)), ExecutionContext.current)
  }

  static func step(_ entry: JournalEntry, _ objects: [String], _ differences: [Difference]) -> LyncObject {
    LyncObject(stepShape, [
      .int(entry.number), .date(entry.time), .string(entry.user), .string(entry.title), .strings(objects), .list(differences.map { .object(make($0)) }),
    ])
  }
}
