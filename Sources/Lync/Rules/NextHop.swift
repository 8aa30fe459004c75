/// Which Registrar a trusted application pool may be routed through.
import Directory

extension LyncWorld {
  /// The versions of the Registrars in the published topology.
  var registrarVersions: Set<Int> { Set(all(Service.self).filter { $0.role == "Registrar" }.map(\.version)) }

  /// with more than one server version only a Lync Server 2013 pool is a next hop, forced or not.
  func isSelectableNextHop(_ registrar: Service) -> Bool {
    let versions = registrarVersions
    if versions.count <= 1 { return registrar.version >= ServerVersion.lync2010 }
    return registrar.version >= ServerVersion.lync2013
  }

  /// The Registrar an argument names, checked for use as next hop: E-REG, then E-NEXTHOP (D-07).
  func nextHop(_ name: String) throws(Fault) -> Service {
    guard let registrar = registrarService(name) else { throw .registrar(name) }
    if !isSelectableNextHop(registrar) {
      var fault = Fault.nextHop(registrar.pool)
      fault.facts = [Fact("Version", String(registrar.version)), Fact("VersionsInTopology", registrarVersions.sorted().map(String.init).joined(separator: ", "))]
      throw fault
    }
    return registrar
  }

  /// a legacy and a native pool may not route the same application through the same Registrar.
  func checkRouting(of application: String, legacyName: String, pool: String, legacy: Bool, registrar: String?) throws(Fault) {
    guard let registrar else { return }
    for other in all(Application.self) where !other.pool.same(pool) && isLegacyApplicationPool(other.pool) != legacy {
      guard other.applicationId.same(application) || other.legacyName.same(legacyName) else { continue }
      guard let routed = trustedApplicationPool(other.pool)?.registrar, routed.same(registrar) else { continue }
      throw .appRegistrarDup(application, registrar, other.pool)
    }
  }
}
