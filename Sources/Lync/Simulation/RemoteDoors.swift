/// Who answers when somebody opens a remote session: the web service of a pool under `/OcsPowershell`, or a computer itself.
import Directory

/// How a person outside reaches the forest, or why not.
public enum RemoteDoor {
  /// Commands run on this computer.
  case open(String)
  /// Nobody answers at this name: the computer is down.
  case silent
  /// Somebody is there, but not what was asked for.
  case closed
  /// No such name in the forest.
  case nowhere
  /// A name of another network.
  case elsewhere
}

extension LyncWorld {
  /// The way in to a computer.
  /// - Parameter isWeb: by the web service of a pool
  public func remoteDoor(_ name: String, isWeb: Bool) -> RemoteDoor {
    if isWeb {
      guard let pool = pool(name)?.fqdn ?? host(name)?.pool, homeVersion(pool) ?? 0 >= ServerVersion.lync2010 else {
        return host(name) != nil || first(LegacyPool.fqdn, name) != nil ? .closed : .nowhere
      }
      let asked = pool.same(name) ? machines(of: pool).map(\.fqdn) : [name]
      let serving = asked.filter { isRunning("W3SVC", on: $0) }
      // A pool's name leads to the computer the session is at, when that is one of it.
      return serving.first { $0.same(currentComputer) }.map(RemoteDoor.open) ?? serving.first.map(RemoteDoor.open) ?? (asked.contains { fault(.frontEndDown, $0) == nil } ? .closed : .silent)
    }
    if let host = host(name) ?? host(name + "." + forest.name) { return fault(.frontEndDown, host.fqdn) == nil ? .open(host.fqdn) : .silent }
    let isOurs = ([forest.name] + all(SipDomain.self).map(\.name)).contains { Folding.key(name).hasSuffix("." + Folding.key($0)) }
    return isOurs ? .nowhere : .elsewhere
  }

  /// Goes to a computer for a while; no step of the history.
  public func stand(at fqdn: String) { forest.currentComputer = fqdn }
}
