/// A conference directory object.
import Directory

public struct ConferenceDirectory: Record {
  static let table = 18
  static let schema = TableSchema("ConferenceDirectory", [
    Attribute("Number", .int),
    Attribute("Pool", .term),
    Attribute("TargetServerIfMoving", .text),
  ])

  let store: Store, row: Row

  var number: Int { get { int(0) } nonmutating set { set(0, .int(newValue)) } }
  var pool: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var targetServerIfMoving: String? { get { cell(2).text } nonmutating set { set(2, newValue.map(Cell.text) ?? .null) } }
}
