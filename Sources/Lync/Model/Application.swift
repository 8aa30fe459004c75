/// A trusted application of a trusted application pool in the topology.
import Directory

public struct Application: Record {
  static let table = 8
  static let schema = TableSchema("Application", [
    Attribute("Identity", .text, indexed: true),
    Attribute("Pool", .term),
    Attribute("ApplicationId", .term),
    Attribute("Port", .int),
    Attribute("LegacyName", .text),
    Attribute("ProtocolName", .term),
    Attribute("ServiceGruu", .text),
    Attribute("Gruus", .list),
    Attribute("CreatedVersion", .int),
  ])

  let store: Store, row: Row

  var identity: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var pool: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var applicationId: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var port: Int { get { int(3) } nonmutating set { set(3, .int(newValue)) } }
  var legacyName: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }
  var protocolName: String { get { text(5) } nonmutating set { set(5, .text(newValue)) } }
  var serviceGruu: String { get { text(6) } nonmutating set { set(6, .text(newValue)) } }
  var gruus: [String] { get { list(7) } nonmutating set { set(7, .list(newValue)) } }
  var createdVersion: Int { get { int(8) } nonmutating set { set(8, .int(newValue)) } }

  static let identity = Key<Application>(0)
  static let pool = Key<Application>(1)
}
