/// Users as they were when somebody looked: what the objects of a pipeline read from.
import Directory

extension LyncWorld {
  /// The state of now.
  public var version: Store.Version { store.version }

  /// Changes whenever a property that users take from the topology may have changed.
  public var topologyEpoch: Int { store.changes(of: [Site.table, Pool.table, Service.table, LegacyPool.table]) }

  /// A property of a user at a version.
  public func value(_ property: UserProperty, of row: Row, at version: Store.Version) -> LyncValue {
    let user = User(store: store, row: row)
    if store.isUnchanged(User.table, row, since: version) { return property.value(self, user) }
    return store.showing(version) { property.value(self, user) }
  }

  /// What Get-CsUser prints as Identity, as it was at a version of the store.
  public func userIdentity(of row: Row, at version: Store.Version) -> String {
    if store.isUnchanged(User.table, row, since: version) { return User(store: store, row: row).dn }
    return store.showing(version) { User(store: store, row: row).dn }
  }

  /// Tells the homes of users apart by a small number.
  public func homeNumber(of row: Row, at version: Store.Version) -> Int { store.number(User.table, row, User.home.number, at: version) }
  /// The pool an account is homed on now; nil when it has none.
  public func home(of row: Row) -> String? { User(store: store, row: row).home }

  /// Type name, base types, properties, default display and text of the objects users become.
  public static var userShape: Shape { Shapes.user }
}
