/// A policy of Office Communications Server that Import-CsLegacyConfiguration brings over.
import Directory

public struct LegacyPolicy: Record {
  static let table = 20
  static let schema = TableSchema("LegacyPolicy", [
    Attribute("Name", .text),
    Attribute("Kind", .term),
  ])

  let store: Store, row: Row

  var name: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var kind: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
}
