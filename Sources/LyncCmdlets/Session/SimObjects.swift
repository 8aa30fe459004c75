/// Objects of the simulator's own cmdlets that are no objects of the forest: explanations, differences, steps.
import Directory
import Engine
import Lync

enum ExplanationText {
  private static let shape = Lync.Shape("Sim.Explanation", ["Title", "Key", "Message", "Rules", "Facts", "Help"], view: .list, text: "Message")

  static func object(_ explanation: Explanation?) -> Value {
    guard let explanation else { return .void }
    return LyncObjects.value(LyncObject(shape, [
      .string(explanation.title), .string(explanation.key), .string(explanation.message), .strings(explanation.rules),
      .strings(explanation.facts.map { "\($0.name)=\($0.value)" }), explanation.help.map { .string($0) } ?? .null,
    ]))
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
