/// What a synthetic transaction would find: a pool that serves, a service that runs, users who are enabled and homed.
import Directory

extension LyncWorld {
  /// - Parameter pool: nil = the pool of the first user
  /// - Parameter receiver: who is written to through an XMPP gateway
  public func syntheticTest(pool name: String?, service: String, users: [String], receiver: String? = nil) -> LyncObject {
    var failure: String?, diagnosis: String?
    let found = users.map { text in self.users(matching: text).first { $0.enabled == true } }
    let target = name ?? found.lazy.compactMap { $0?.home }.first
    if let missing = zip(users, found).first(where: { $0.1 == nil })?.0 {
      (failure, diagnosis) = ("404, Not Found", "User \(missing) does not exist or is not enabled.")
    } else if let pool = target, homeVersion(pool) != nil {
      let serving = runningFrontEnds(of: serving(pool))
      let carrying = serving.filter { computer in !all(HostService.host, computer).contains { $0.name == service && !$0.running } }
      if serving.isEmpty {
        (failure, diagnosis) = ("A connection could not be established with \(pool).", faults(touching: pool).first.map { "Fault \($0.kind) at \($0.target)." } ?? "RTCSRV does not run on any Front End Server of the pool.")
      } else if carrying.isEmpty {
        (failure, diagnosis) = ("504, Server time-out", "Service \(service) does not run on any Front End Server of \(pool).")
      } else if let elsewhere = zip(users, found).first(where: { $0.1?.home == nil }) {
        (failure, diagnosis) = ("404, Not Found", "User \(elsewhere.0) is not homed on a pool.")
      } else if let domain = receiver?.split(separator: "@").last.map(String.init), let partners = SettingsClass.named("XmppAllowedPartner"), instance(partners, domain) == nil {
        (failure, diagnosis) = ("403, Forbidden", "\(domain) is no allowed XMPP partner (New-CsXmppAllowedPartner).")
      }
    } else {
      (failure, diagnosis) = ("No such host is known", "The topology knows no pool \(target ?? "").")
    }
    return LyncObject(Shapes.taskOutput, [
      .string(target ?? ""), .null, .enumeration(type: "Microsoft.Rtc.SyntheticTransactions.TaskResult", member: failure == nil ? "Success" : "Failure"),
      .timeSpan(failure == nil ? 1 : 0), .optional(failure), .optional(diagnosis),
    ])
  }
}
