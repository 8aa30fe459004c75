/// One version of the Central Management Store: when it came and what it touched.
import Directory

public struct CmsChange: Record {
  static let table = 1
  static let schema = TableSchema("CmsChange", [
    Attribute("Object", .text),
    Attribute("Version", .int),
    Attribute("Time", .int),
    Attribute("NeedsEnable", .flag),
    Attribute("Action", .text),
  ])

  let store: Store, row: Row

  var object: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var version: Int { get { int(1) } nonmutating set { set(1, .int(newValue)) } }
  var time: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  var needsEnable: Bool { get { flag(3) } nonmutating set { set(3, .flag(newValue)) } }
  var action: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }
}
