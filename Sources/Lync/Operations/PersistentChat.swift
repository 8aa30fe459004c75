/// Persistent Chat besides its categories and rooms: endpoints of pools, messages, who may be in a room, active servers.
///
/// Messages are not simulated, so there is nothing to delete; that a room's history was cut is remembered.
/// - Source: S11, the reference pages of the CsPersistentChat cmdlets.
import Directory

extension Shapes {
  static let chatPrincipal = Shape("Microsoft.Rtc.Management.GroupChat.Cmdlets.ADPersistentChatPrincipal", ["Identity", "DisplayName", "SipAddress", "Type"], view: .list, text: "Identity")
}

extension LyncWorld {
  /// The nouns whose items Persistent Chat keeps.
  public static let chatNouns = ["PersistentChatAddin", "PersistentChatCategory", "PersistentChatRoom"]

  private func chatItem(_ noun: String, _ identity: String) throws(Fault) -> SettingsInstance {
    // `pool.contoso.com\Room` names the room of a pool.
    let bare = identity.cut(at: "\\")?.after ?? identity
    guard let kind = SettingsClass.named(noun), let found = instance(kind, identity) ?? instance(kind, bare) else { throw .notFound(identity) }
    return found
  }

  func checkChatPool(_ fqdn: String) throws(Fault) {
    guard service("PersistentChatServer", on: fqdn) != nil else {
      throw Fault(
        .objectNotFound, key: "E-CHATPOOL", id: "PersistentChatPool", target: fqdn, "Cannot find Persistent Chat pool \"\(fqdn)\" in the topology.",
        help: "Get-CsService -PersistentChatServer lists the pools.")
    }
  }

  /// The Identity of a room, for the question before a change.
  public func chatRoomIdentity(_ identity: String) throws(Fault) -> String { try chatItem("PersistentChatRoom", identity).identity }

  /// Clear-CsPersistentChatRoom: messages up to a time go.
  public func clearRoom(_ identity: String, before end: Int) throws(Fault) -> Outcome {
    try change("Clear-CsPersistentChatRoom \(identity)") { () throws(Fault) -> Outcome in
      keep(.chatHistory, try chatItem("PersistentChatRoom", identity).identity, ["ClearedBefore=" + String(end)])
      return Outcome()
    }
  }

  /// Remove-CsPersistentChatMessage: the messages that fit go, or are replaced.
  public func removeMessages(_ identity: String, user: String?, from: Int?, to: Int?) throws(Fault) -> Outcome {
    try change("Remove-CsPersistentChatMessage \(identity)") { () throws(Fault) -> Outcome in
      let room = try chatItem("PersistentChatRoom", identity)
      if let user { _ = try self.user(user.dropping(prefix: "sip:") == nil ? "sip:" + user : user) }
      if let from, let to, to < from { throw .invalid(room.identity, "EndDate lies before StartDate.", id: "DateRange") }
      return Outcome(warnings: ["No message in \"\(room.identity)\" fits; nothing was removed."])
    }
  }

  /// Get-CsPersistentChatEligiblePrincipal: the users a category allows and does not deny; of a room those of its category.
  public func eligiblePrincipals(category: String?, room: String?, presenters: Bool, filter: String?, limit: Int?) throws(Fault) -> [LyncObject] {
    var name = category ?? ""
    if let room {
      let found = try chatItem("PersistentChatRoom", room)
      if presenters, found.value("Type")?.same("Auditorium") != true { throw .invalid(room, "\"\(room)\" is no auditorium; only an auditorium has presenters.", id: "ChatRoomType") }
      name = found.value("Category") ?? ""
    }
    let item = try chatItem("PersistentChatCategory", name)
    func names(_ property: String) -> [String] { (item.value(property) ?? "").split(separator: "\u{1E}").map(String.init) }
    func covers(_ entry: String, _ user: User) -> Bool {
      entry.same(user.sipAddress ?? "") || entry.same(user.dn) || Folding.key(user.dn).hasSuffix("," + Folding.key(entry))
    }
    let allowed = names("AllowedMembers"), denied = names("DeniedMembers"), pattern = filter.map { Wildcard($0) }
    let users = all(User.self).filter { user in
      user.enabled == true && allowed.contains { covers($0, user) } && !denied.contains { covers($0, user) } && (pattern?.matches(user.displayName) ?? true)
    }
    return (limit.map { Array(users.prefix(max(0, $0))) } ?? users).map { LyncObject(Shapes.chatPrincipal, [.string($0.dn), .string($0.displayName), .optional($0.sipAddress), .string("User")]) }
  }

  // MARK: Servers

  private func chatServer(_ identity: String?) throws(Fault) -> Service {
    let found = all(Service.self).filter { $0.role == "PersistentChatServer" }
    guard let identity else {
      guard found.count == 1 else { throw .notFound("PersistentChatServer") }
      return found[0]
    }
    let bare = identity.dropping(prefix: "service:") ?? identity
    guard let service = found.first(where: { $0.identity.same(bare) || $0.pool.same(bare) }) else { throw .notFound(identity) }
    return service
  }

  /// The identity of a Persistent Chat service; nil means the only one. Refuses an unknown one.
  public func chatServerIdentity(_ identity: String?) throws(Fault) -> String { try chatServer(identity).identity }

  /// Which computers of a Persistent Chat pool are to be active.
  public enum ActiveServers {
    case exactly([String])
    case edit(add: [String], remove: [String])
    /// Those that are not active now.
    case swap
  }

  /// Set-CsPersistentChatActiveServer: at most four computers of the pool are active; the others stand by.
  public func setActiveChatServers(_ identity: String?, _ wanted: ActiveServers) throws(Fault) -> Outcome {
    try change("Set-CsPersistentChatActiveServer \(identity ?? "")") { () throws(Fault) -> Outcome in
      let service = try chatServer(identity), computers = machines(of: service.pool).map(\.fqdn)
      let present = service.setting("ActiveServers").map { $0.split(separator: ",").map(String.init) } ?? Array(computers.prefix(4))
      let next: [String]
      switch wanted {
      case .exactly(let names): next = names
      case .edit(let add, let remove): next = present.filter { name in !remove.contains { $0.same(name) } } + add.filter { name in !present.contains { $0.same(name) } }
      case .swap: next = computers.filter { name in !present.contains { $0.same(name) } }
      }
      for name in next where !computers.contains(where: { $0.same(name) }) { throw .invalid(name, "\"\(name)\" is no computer of pool \"\(service.pool)\".", id: "ActiveServers") }
      guard 1...4 ~= next.count else { throw .invalid(service.pool, "A Persistent Chat pool has one to four active servers; this would be \(next.count).", id: "ActiveServers") }
      service.setSetting("ActiveServers", next.joined(separator: ","))
      topologyChanged(service.identity, "Set", needsEnable: false)
      return Outcome()
    }
  }

  /// A Persistent Chat database by instance, for exports.
  public func checkChatDatabase(_ instance: String) throws(Fault) {
    let server = instance.cut(at: "\\")?.before ?? instance
    let isKnown = all(Service.self).contains { service in
      guard service.role.hasSuffix("Database") else { return false }
      let text = service.setting("SqlInstanceName") ?? service.pool
      return (text.cut(at: "\\")?.before ?? text).same(server)
    }
    guard isKnown else { throw .notFound(instance) }
  }
}
