/// What a synthetic transaction would find: a pool that serves, a service that runs, users who are enabled and homed.
import Directory

/// What is tested, with whom.
public struct SyntheticTest {
  /// The Windows service that must run.
  let service: String
  /// Nil = the pool of the first user.
  public var pool: String?
  /// Who takes part, by any form of identity.
  public var users: [String] = []
  /// Who is written to through an XMPP gateway.
  public var receiver: String?
  /// Number or extension somebody signs in to a phone with, by PIN.
  public var phone: String?

  /// - Parameter service: the Windows service that must run
  public init(service: String) { self.service = service }
}

extension LyncWorld {
  /// Runs a synthetic transaction: it succeeds when everybody taking part could do it.
  public func syntheticTest(_ test: SyntheticTest) -> LyncObject {
    let (service, users) = (test.service, test.users)
    var failure: String?, diagnosis: String?
    let found = users.map { text in self.users(matching: text).first { $0.enabled == true } }
    let phone = test.phone.map { (number: $0, owner: owner(ofPhone: $0)) }
    let target = test.pool ?? phone?.owner?.home ?? found.lazy.compactMap { $0?.home }.first
    if let missing = zip(users, found).first(where: { $0.1 == nil })?.0 {
      (failure, diagnosis) = ("404, Not Found", "User \(missing) does not exist or is not enabled.")
    } else if let pool = target, homeVersion(pool) != nil {
      let serving = runningFrontEnds(of: serving(pool))
      let carrying = serving.filter { computer in !all(HostService.host, computer).contains { $0.name == service && !$0.running } }
      if serving.isEmpty {
        (failure, diagnosis) = (
          "A connection could not be established with \(pool).",
          faults(touching: pool).first.map { "Fault \($0.kind) at \($0.target)." } ?? "RTCSRV does not run on any Front End Server of the pool."
        )
      } else if carrying.isEmpty {
        (failure, diagnosis) = ("504, Server time-out", "Service \(service) does not run on any Front End Server of \(pool).")
      } else if let elsewhere = zip(users, found).first(where: { $0.1?.home == nil }) {
        (failure, diagnosis) = ("404, Not Found", "User \(elsewhere.0) is not homed on a pool.")
      } else if let domain = test.receiver?.split(separator: "@").last.map(String.init), let partners = SettingsClass.named("XmppAllowedPartner"), instance(partners, domain) == nil {
        (failure, diagnosis) = ("403, Forbidden", "\(domain) is no allowed XMPP partner (New-CsXmppAllowedPartner).")
      } else if let phone { (failure, diagnosis) = phoneSignIn(phone.number, phone.owner) }
    } else {
      (failure, diagnosis) = ("No such host is known", "The topology knows no pool \(target ?? "").")
    }
    return LyncObject(Shapes.taskOutput, [
      .string(target ?? ""), .null, .enumeration(type: "Microsoft.Rtc.SyntheticTransactions.TaskResult", member: failure == nil ? "Success" : "Failure"),
      .timeSpan(failure == nil ? 1 : 0), .optional(failure), .optional(diagnosis),
    ])
  }
  /// Who has a number or extension.
  private func owner(ofPhone phone: String) -> User? {
    let digits = phone.dropping(prefix: "tel:") ?? phone
    return all(User.self).first { user in
      guard let line = user.lineURI.flatMap({ $0.dropping(prefix: "tel:") ?? $0 }) else { return false }
      return line.same(digits) || line.cut(at: ";").map { $0.before.same(digits) || $0.after.same("ext=" + digits) } ?? false
    }
  }

  /// Whether the owner of a number could sign in to a phone with a PIN; nil when they could.
  private func phoneSignIn(_ phone: String, _ owner: User?) -> (String?, String?) {
    guard let owner else { return ("404, Not Found", "No user has the line URI or extension \(phone).") }
    guard owner.enterpriseVoice, owner.enabled == true else { return ("403, Forbidden", "\(owner.sipAddress ?? owner.dn) is not enabled for Enterprise Voice.") }
    guard let pin = try? clientPinInfo(owner.dn), pin["IsPinSet"]?.text == "True" else { return ("401, Unauthorized", "No PIN of \(owner.sipAddress ?? owner.dn) is set (Set-CsClientPin).") }
    if pin["IsLockedOut"]?.text == "True" { return ("401, Unauthorized", "The PIN of \(owner.sipAddress ?? owner.dn) is locked (Unlock-CsClientPin).") }
    return (nil, nil)
  }
}
