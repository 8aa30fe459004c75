/// What must hold after every transaction.
import Directory

extension LyncWorld {
  /// A sentence for each broken invariant: references to nothing, identities held twice, indexes that differ from a scan.
  public func invariantFaults() -> [String] {
    var faults = store.faults()
    func unique<R: Record>(_ rows: [R], _ what: String, _ key: (R) -> String?) {
      var seen: Set<String> = []
      for row in rows {
        if let text = key(row)?.lowercased(), !seen.insert(text).inserted { faults.append("\(what) \"\(text)\" occurs twice") }
      }
    }
    unique(all(User.self), "DN") { $0.dn }
    unique(all(Contact.self), "DN") { $0.dn }
    unique(all(User.self), "line URI") { $0.lineURI }
    unique(all(Contact.self), "line URI") { $0.lineURI }
    unique(all(Pool.self), "pool") { $0.fqdn }
    unique(all(Service.self), "service") { $0.identity }
    unique(all(Application.self), "application") { $0.identity }
    unique(all(Meeting.self), "meeting") { $0.meetingId }
    var addresses: Set<String> = []
    for address in all(User.self).compactMap(\.sipAddress) + all(Contact.self).map(\.sipAddress) where !addresses.insert(address.lowercased()).inserted {
      faults.append("SIP address \"\(address)\" occurs twice")
    }
    for user in all(User.self) {
      if let home = user.home, homeVersion(home) == nil { faults.append("\(user.displayName) is homed on unknown pool \(home)") }
    }
    for service in all(Service.self) {
      if pool(service.pool) == nil { faults.append("\(service.identity) stands on unknown pool") }
      if let registrar = service.registrar, self.service("Registrar", on: registrar) == nil { faults.append("\(service.identity) refers to unknown Registrar \(registrar)") }
    }
    for machine in all(Machine.self) where pool(machine.pool) == nil { faults.append("\(machine.fqdn) belongs to unknown pool \(machine.pool)") }
    for application in all(Application.self) where trustedApplicationPool(application.pool) == nil { faults.append("\(application.identity) has no pool") }
    var policies: Set<String> = []
    for policy in all(Policy.self) { policies.insert((policy.kind + "=" + policy.identity).lowercased()) }
    func assigned(_ list: [String], _ who: String) {
      for entry in list where !policies.contains(entry.lowercased()) { faults.append("\(who) is assigned \(entry), which does not exist") }
    }
    for user in all(User.self) { assigned(user.policies, user.displayName) }
    for contact in all(Contact.self) { assigned(contact.policies, contact.sipAddress) }
    for service in all(HostService.self) where host(service.host) == nil { faults.append("service \(service.name) runs on unknown computer \(service.host)") }
    for directory in all(ConferenceDirectory.self) where homeVersion(directory.pool) == nil { faults.append("conference directory \(directory.number) is homed on unknown pool \(directory.pool)") }
    for item in all(Content.self) where first(Meeting.meetingId, item.meetingId) == nil { faults.append("content \(item.name) has no meeting") }
    if all(SipDomain.self).filter(\.isDefault).count != 1, !all(SipDomain.self).isEmpty { faults.append("there is not exactly one default SIP domain") }
    return faults
  }
}
