/// A site of the topology; BackCompatSite holds everything legacy.
import Directory

public struct Site: Record {
  static let table = 4
  static let schema = TableSchema("Site", [
    Attribute("Name", .text, indexed: true),
    Attribute("SiteId", .text, indexed: true),
    Attribute("Description", .text),
    Attribute("DisplayName", .text),
    Attribute("SiteType", .term),
    Attribute("ParentSite", .text),
    Attribute("FederationRoute", .text),
    Attribute("XmppFederationRoute", .text),
    Attribute("DefaultPersistentChatPool", .text),
  ])

  let store: Store, row: Row

  var name: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var siteId: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var description: String? { get { cell(2).text } nonmutating set { set(2, newValue.map(Cell.text) ?? .null) } }
  var displayName: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var siteType: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }
  var parentSite: String? { get { cell(5).text } nonmutating set { set(5, newValue.map(Cell.text) ?? .null) } }
  var federationRoute: String? { get { cell(6).text } nonmutating set { set(6, newValue.map(Cell.text) ?? .null) } }
  var xmppFederationRoute: String? { get { cell(7).text } nonmutating set { set(7, newValue.map(Cell.text) ?? .null) } }
  var defaultPersistentChatPool: String? { get { cell(8).text } nonmutating set { set(8, newValue.map(Cell.text) ?? .null) } }

  static let name = Key<Site>(0)
  static let siteId = Key<Site>(1)
}
