/// A computer account with what is installed on the machine and what its replica holds.
import Directory

public struct Host: Record {
  static let table = 15
  static let schema = TableSchema("Host", [
    Attribute("Fqdn", .text, indexed: true),
    Attribute("Pool", .term),
    Attribute("Kind", .term),
    Attribute("Packages", .list),
    Attribute("LoadedVersion", .int),
    Attribute("LoadedEnabled", .int),
    Attribute("RtcStarted", .int),
    Attribute("KnownLegacyIds", .list),
    Attribute("FrozenVersion", .int),
    Attribute("ForcedVersion", .int),
    Attribute("ForcedDue", .int),
    Attribute("Replica", .flag),
    Attribute("Certificates", .list),
  ])

  let store: Store, row: Row

  var fqdn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var pool: String? { get { cell(1).text } nonmutating set { set(1, newValue.map(Cell.text) ?? .null) } }
  var kind: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var packages: [String] { get { list(3) } nonmutating set { set(3, .list(newValue)) } }
  var loadedVersion: Int { get { int(4) } nonmutating set { set(4, .int(newValue)) } }
  var loadedEnabled: Int { get { int(5) } nonmutating set { set(5, .int(newValue)) } }
  var rtcStarted: Int { get { int(6) } nonmutating set { set(6, .int(newValue)) } }
  var knownLegacyIds: [String] { get { list(7) } nonmutating set { set(7, .list(newValue)) } }
  var frozenVersion: Int? { get { cell(8).int } nonmutating set { set(8, newValue.map(Cell.int) ?? .null) } }
  var forcedVersion: Int { get { int(9) } nonmutating set { set(9, .int(newValue)) } }
  var forcedDue: Int { get { int(10) } nonmutating set { set(10, .int(newValue)) } }
  var replica: Bool { get { flag(11) } nonmutating set { set(11, .flag(newValue)) } }
  /// Certificates that were requested or imported here (`InstalledCertificate`).
  var certificates: [String] { get { list(12) } nonmutating set { set(12, .list(newValue)) } }

  static let fqdn = Key<Host>(0)
}
