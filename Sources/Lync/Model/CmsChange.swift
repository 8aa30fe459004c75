// One version of the Central Management Store: when it came and what it touched.
import Directory

/// One version of the Central Management Store: when it came and what it touched.
public struct CmsChange: Record {
  public static let table = 1
  public static let schema = TableSchema("CmsChange", [
    Attribute("Object", .text),
    Attribute("Version", .int),
    Attribute("Time", .int),
    Attribute("NeedsEnable", .flag),
    Attribute("Action", .text),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var object: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var version: Int { get { int(1) } nonmutating set { set(1, .int(newValue)) } }
  var time: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  var needsEnable: Bool { get { flag(3) } nonmutating set { set(3, .flag(newValue)) } }
  var action: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }

  static let object = Key<CmsChange>(0)
  static let version = Key<CmsChange>(1)
  static let time = Key<CmsChange>(2)
  static let needsEnable = Key<CmsChange>(3)
  static let action = Key<CmsChange>(4)
}
