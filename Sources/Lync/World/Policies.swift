/// The policy kinds that can be assigned to users and endpoints, in the property's spelling.
import Directory

enum PolicyKinds {
  static let all = [
    "VoicePolicy", "VoiceRoutingPolicy", "ConferencingPolicy", "PresencePolicy", "DialPlan", "LocationPolicy", "ClientPolicy", "ClientVersionPolicy",
    "ArchivingPolicy", "PinPolicy", "ExternalAccessPolicy", "MobilityPolicy", "PersistentChatPolicy", "UserServicesPolicy", "HostedVoicemailPolicy",
  ]

  static func named(_ name: String) -> String? { all.first { $0.same(name) } }
}

/// Assigned policies are kept as Kind=Tag:Name entries.
enum PolicyList {
  static func value(_ kind: String, in list: [String]) -> String? {
    for entry in list {
      if let (key, value) = entry.cut(at: "="), key.same(kind) { return value }
    }
    return nil
  }

  static func setting(_ kind: String, _ value: String?, in list: [String]) -> [String] {
    var result = list.filter { !($0.cut(at: "=")?.before.same(kind) ?? false) }
    if let value { result.append(kind + "=" + value) }
    return result
  }

  /// How an assigned policy prints on a user: its bare name.
  static func printed(_ kind: String, in list: [String]) -> LyncValue {
    .optional(value(kind, in: list).map { $0.dropping(prefix: "Tag:") ?? $0 })
  }
}

extension LyncWorld {
  /// The policy instance of a kind by identity (`Global`, `Site:Redmond`, `Tag:Sales` or bare `Sales`).
  func policy(_ kind: String, _ identity: String) -> Policy? {
    let candidates = all(Policy.self).filter { $0.kind.same(kind) }
    return candidates.first { $0.identity.same(identity) } ?? candidates.first { $0.identity.same("Tag:" + identity) }
  }

  @discardableResult
  func addPolicy(_ kind: String, _ identity: String, imported: Bool = false, settings: [String] = []) -> Policy {
    let policy = add(Policy.self)
    policy.kind = kind
    policy.identity = identity
    let parts = identity.cut(at: ":")
    policy.scope = parts?.before ?? "Global"
    policy.name = parts?.after ?? identity
    policy.imported = imported
    policy.settings = settings
    return policy
  }

  /// The per-user policy a Grant names; nil clears the assignment.
  func userPolicy(_ kind: String, _ name: String) throws(Fault) -> String {
    let identity = "Tag:" + (name.dropping(prefix: "Tag:") ?? name)
    guard let policy = all(Policy.self).first(where: { $0.kind.same(kind) && $0.identity.same(identity) }) else { throw .policy(name) }
    return policy.identity
  }
}
