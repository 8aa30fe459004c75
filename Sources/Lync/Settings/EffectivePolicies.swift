/// Get-CsEffectivePolicy: what holds for a user: the policy assigned, else the site's, else Global.
///
/// - Source: S11; the four properties its example prints.
import Directory

extension Shapes {
  static let effectivePolicies = Shape("Microsoft.Rtc.Management.AD.Cmdlets.EffectivePolicies",
    ["Identity", "DialPlan", "LocationProfile", "LocationPolicy", "ClientPolicy"], view: .list)
}

extension LyncWorld {
  /// Get-CsEffectivePolicy: what counts for a person: what was assigned, else of the home pool's site, else the global one.
  public func effectivePolicies(_ identity: String) throws(Fault) -> LyncObject {
    let user = try self.user(identity)
    func effective(_ kind: String) -> LyncValue {
      if let assigned = PolicyList.value(kind, in: user.policies) { return .string(assigned.dropping(prefix: "Tag:") ?? assigned) }
      if let site = user.home.flatMap({ pool($0) })?.site, policy(kind, "Site:" + site) != nil { return .string("Site:" + site) }
      return .string("Global")
    }
    return LyncObject(Shapes.effectivePolicies, [.string(user.dn), effective("DialPlan"), effective("DialPlan"), effective("LocationPolicy"), effective("ClientPolicy")])
  }
}
