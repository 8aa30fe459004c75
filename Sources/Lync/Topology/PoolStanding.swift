// What is asked of a pool for every user of a pipeline.
import Directory

/// A pool as a move sees it; holds while the tables it was read from do.
struct PoolStanding {
  /// Its Registrar, when the topology has one.
  let registrar: Service?
  /// The version of a pool that homes users; also of OCS pools that are not merged. Nil for any other name.
  let homeVersion: Int?
  /// Whether its user store answers: a Front End Server serves, and the back end is not cut off (F-06).
  let isBackEndReachable: Bool
}

/// The standings asked for so far, and the changes of the forest they were read at.
struct PoolStandings {
  var changes = -1
  var byName: [String: PoolStanding] = [:]
}

extension LyncWorld {
  private static let tablesBehindStandings = [Service.table, Machine.table, LegacyPool.table, HostService.table, InjectedFault.table]

  /// What is known of a pool; the name may be its FQDN or its Registrar's service id.
  func standing(_ name: String) -> PoolStanding {
    let changes = store.changes(of: LyncWorld.tablesBehindStandings)
    if standings.changes != changes || standings.byName.count > 10_000 { standings = PoolStandings(changes: changes) }
    if let known = standings.byName[name] { return known }
    let fqdn = name.dropping(prefix: "Registrar:") ?? name
    let registrar = service("Registrar", on: fqdn)
    let version = registrar?.version ?? first(LegacyPool.fqdn, fqdn).map { _ in ServerVersion.ocs }
    let standing = PoolStanding(registrar: registrar, homeVersion: version, isBackEndReachable: hasRunningFrontEnd(fqdn) && fault(.backEndUnreachable, fqdn) == nil)
    standings.byName[name] = standing
    return standing
  }

  /// The Registrar service a user names by FQDN or service id.
  func registrarService(_ name: String) -> Service? { standing(name).registrar }

  /// The version of the pool that homes a user or endpoint: also answers for OCS pools that are not merged.
  func homeVersion(_ fqdn: String) -> Int? { standing(fqdn).homeVersion }

  func isBackEndReachable(_ pool: String) -> Bool { standing(pool).isBackEndReachable }
}
