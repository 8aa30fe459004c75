// A conference directory object.
import Directory

/// A conference directory object.
public struct ConferenceDirectory: Record {
  public static let table = 18
  public static let schema = TableSchema("ConferenceDirectory", [
    Attribute("Number", .int),
    Attribute("Pool", .term),
    Attribute("TargetServerIfMoving", .text),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var number: Int { get { int(0) } nonmutating set { set(0, .int(newValue)) } }
  var pool: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var targetServerIfMoving: String? { get { cell(2).text } nonmutating set { set(2, newValue.map(Cell.text) ?? .null) } }

  static let number = Key<ConferenceDirectory>(0)
  static let pool = Key<ConferenceDirectory>(1)
  static let targetServerIfMoving = Key<ConferenceDirectory>(2)
}
