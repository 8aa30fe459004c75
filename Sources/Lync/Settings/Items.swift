/// Nouns with several instances a scope or with names of their own: voice routes, network sites, response groups, rules.
///
/// They are kept as scoped settings are; what differs is here: how an identity reads, what must exist beside them, in which
/// order they apply, and which instances nobody had to create.
/// - Source: S11; identities as in the examples of the reference pages.
import Directory

extension LyncWorld {
  // MARK: Identities

  /// `LocalRoute`, `Site:Redmond/Prefix All`, `service:ApplicationServer:pool13.contoso.com/<guid>`, a DN.
  func itemIdentity(_ kind: SettingsClass, _ text: String) throws(Fault) -> String {
    switch kind.form {
    case .scope: return try scopeIdentity(kind, text)
    case .keyed, .chat, .place, .built:
      guard !text.isEmpty else { throw .invalid(text, "A Cs\(kind.name) needs an identity.", id: "SettingsIdentity") }
      return text
    case .scoped:
      guard let (scope, name) = text.cut(at: "/"), !name.isEmpty else {
        throw .invalid(text, "\"\(text)\" is not the identity of a Cs\(kind.name). Use the form <scope>/<name>.", id: "SettingsIdentity")
      }
      return try scopeIdentity(kind, scope) + "/" + name
    case .owned:
      let halves = text.cut(at: "/")
      return try ownerIdentity(kind, halves?.before ?? text) + "/" + (halves?.after ?? "")
    case .contact: return deviceIdentity(kind, text) ?? text
    }
  }

  /// `service:ApplicationServer:pool13.contoso.com`; the FQDN alone is enough.
  private func ownerIdentity(_ kind: SettingsClass, _ text: String) throws(Fault) -> String {
    let role = kind.scopes.first?.dropping(prefix: "service:") ?? "ApplicationServer"
    let bare = text.dropping(prefix: "service:") ?? text
    guard let service = first(Service.identity, bare) ?? first(Service.identity, role + ":" + bare), service.role.same(role) else { throw .notFound(text) }
    return "service:" + service.identity
  }

  /// The instances at a scope or service an identity names without saying which; nil when it says which.
  func items(_ kind: SettingsClass, under text: String) throws(Fault) -> [SettingsInstance]? {
    let scope: String
    switch kind.form {
    case .scoped where text.cut(at: "/") == nil: scope = try scopeIdentity(kind, text)
    case .owned where text.cut(at: "/") == nil: scope = try ownerIdentity(kind, text)
    default: return nil
    }
    let head = Folding.key(scope) + "/"
    return inOrder(kind, instances(kind).filter { Folding.key($0.identity).hasPrefix(head) })
  }

  /// The part of an identity that says where, and the part that says which.
  static func place(_ kind: SettingsClass, _ identity: String) -> (scope: String, name: String) {
    guard kind.form == .scoped || kind.form == .owned, let halves = identity.cut(at: "/") else { return ("", identity) }
    return (halves.before, halves.after)
  }

  // MARK: Order

  /// As they are tried: by priority within a scope, else as created.
  func inOrder(_ kind: SettingsClass, _ found: [SettingsInstance]) -> [SettingsInstance] {
    guard kind.property("Priority") != nil else { return found }
    var scopes: [String: Int] = [:]
    let keyed = found.enumerated().map { at, item -> (Int, Int, Int, SettingsInstance) in
      let scope = Folding.key(LyncWorld.place(kind, item.identity).scope)
      let number = scopes[scope] ?? scopes.count
      scopes[scope] = number
      return (number, item.value("Priority").flatMap { Int($0) } ?? Int.max, at, item)
    }
    return keyed.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
  }

  /// Without a priority an instance comes last; one that is taken moves its holder and those after it.
  func prioritized(_ kind: SettingsClass, _ identity: String, _ settings: [String], isNew: Bool) throws(Fault) -> [String] {
    guard kind.property("Priority") != nil else { return settings }
    let scope = LyncWorld.place(kind, identity).scope
    let others = instances(kind).filter { LyncWorld.place(kind, $0.identity).scope.same(scope) && !$0.identity.same(identity) }
    var result = settings
    let at = result.firstIndex { $0.cut(at: "=")?.before.same("Priority") ?? false }
    guard let at, let wanted = Int(result[at].cut(at: "=")?.after ?? "") else {
      if isNew { result.append("Priority=" + String(others.count)) }
      return result
    }
    let least = max(0, wanted)
    result[at] = "Priority=" + String(least)
    if others.contains(where: { $0.value("Priority") == String(least) }) {
      for other in others {
        guard let number = other.value("Priority").flatMap({ Int($0) }), number >= least, number < Int.max else { continue }
        _ = try keep(kind, other.identity, other.settings.map { $0.cut(at: "=")?.before.same("Priority") ?? false ? "Priority=" + String(number + 1) : $0 })
      }
    }
    return result
  }

  // MARK: Keeping

  /// The identity of a new instance, with what must exist beside it.
  func created(_ kind: SettingsClass, _ wanted: String) throws(Fault) -> String {
    let (scope, name) = LyncWorld.place(kind, wanted)
    if let (noun, isMade) = kind.parent, let parent = SettingsClass.named(noun), !scope.same("Global"), instance(parent, scope) == nil {
      guard isMade else {
        throw Fault(.objectNotFound, key: "E-SETTINGS-PARENT", id: "SettingsParent", target: wanted,
          "There is no Cs\(noun) \"\(scope)\"; create it before its rules.", help: "New-Cs\(noun) \(scope)")
      }
      addPolicy(noun, scope)
    }
    return kind.form == .owned && name.isEmpty ? wanted + newGuid() : wanted
  }

  func keep(_ kind: SettingsClass, _ identity: String, _ settings: [String]) throws(Fault) -> Policy {
    guard let row = all(Policy.identity, identity).first(where: { $0.kind.same(kind.name) }) else { return addPolicy(kind.name, identity, settings: settings) }
    row.settings = settings
    return row
  }

  /// What every deployment starts with leaves a mark, so that it does not come back.
  func forget(_ kind: SettingsClass, _ item: SettingsInstance) {
    let comesBack = kind.seeds.contains { $0.identity.same(item.identity) } || isDerived(kind, item.identity)
    if !comesBack { item.row?.delete() } else if let row = item.row { row.settings = [LyncWorld.removedMark] } else {
      addPolicy(kind.name, item.identity, settings: [LyncWorld.removedMark])
    }
  }

  // MARK: What nobody had to create

  /// The normalization rule every dial plan begins with.
  static let keepAll = "Keep All"

  private func isDerived(_ kind: SettingsClass, _ identity: String) -> Bool {
    kind.name == "VoiceNormalizationRule" && LyncWorld.place(kind, identity).name.same(LyncWorld.keepAll)
  }

  /// Instances that follow from others: the first rule of every dial plan.
  func derivedInstances(_ kind: SettingsClass) -> [SettingsInstance] {
    guard kind.name == "VoiceNormalizationRule" else { return [] }
    let plans = ["Global"] + all(Policy.self).filter { $0.kind.same("DialPlan") && !$0.identity.same("Global") }.map(\.identity)
    return plans.compactMap { plan in
      let identity = plan + "/" + LyncWorld.keepAll
      guard !all(Policy.identity, identity).contains(where: { $0.kind.same(kind.name) }) else { return nil }
      return SettingsInstance(identity: identity, settings: ["Pattern=^(\\d+)$", "Translation=$1", "Priority=0", "Name=" + LyncWorld.keepAll, "IsInternalExtension=False"])
    }
  }

  /// Values that follow from others.
  func derived(_ kind: SettingsClass, _ property: String, _ identity: String, _ kept: String?) -> LyncValue? {
    if kept == nil, let key = kind.key, key.same(property), kind.form == .keyed || kind.form == .scoped || kind.form == .place {
      return .string(LyncWorld.place(kind, identity).name)
    }
    switch (kind.name, property) {
    case ("DialPlan", "NormalizationRules"):
      guard let rules = SettingsClass.named("VoiceNormalizationRule"), let found = try? items(rules, under: identity) else { return nil }
      return .list(found.map { rule in .object(rules.object { $0 == "Name" ? LyncWorld.place(rules, rule.identity).name : rule.value($0) }) })
    case (_, "OwnerPool") where kind.form == .owned:
      return .string(LyncWorld.place(kind, identity).scope.split(separator: ":").last.map(String.init) ?? "")
    case ("CallParkOrbit", "CallParkServerFqdn"), ("UnassignedNumber", "AnnouncementServerFqdn"): return nil
    default: return nil
    }
  }
}
