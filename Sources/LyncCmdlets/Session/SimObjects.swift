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
  private static let stepShape = Lync.Shape("Sim.Step", ["Number", "Command", "Changes"], view: .table, text: "Command")

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

  static func step(number: Int, title: String, count: Int) -> LyncObject { LyncObject(stepShape, [.int(number), .string(title), .int(count)]) }
}
