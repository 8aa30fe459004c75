/// Export-, Import-, Update-, Convert- and Sync-CsUserData: what a pool's user store holds of users (contacts, conferences,
/// PINs) and its conference directories, as one XML document.
///
/// - Source: S11, the five reference pages: what is exported; that an import replaces and an update adds; that filters name
///   users and directories.
import Directory

/// Which part of a pool's user data is meant.
public struct UserDataQuery {
  /// `-PoolFqdn` as it was given.
  public var pool: String?
  /// `-Identity` as it was given.
  public var identity: String?
  /// SIP address or `user@domain` of the only user.
  public var user: String?
  /// The only conference directory.
  public var directory: String?
  /// Everybody.
  public init() {}
}

extension LyncWorld {
  /// Export-CsUserData: the XML document with contacts and conferences. Refuses a pool that is not there.
  public func exportUserData(_ query: UserDataQuery) throws(Fault) -> String {
    let (users, directories, pool) = try userDataOf(query)
    if let pool { try checkBackEnd(pool) }
    var writer = XmlWriter()
    writer.element("UserData", [("Version", "Current"), ("Pool", pool), ("Forest", forest.name)]) { out in
      for directory in directories { out.element("ConferenceDirectory", [("Id", String(directory.number)), ("Pool", directory.pool)]) }
      for user in users {
        out.element("User", [
          ("SipAddress", user.sipAddress), ("Contacts", String(user.contactsCount)), ("PinSet", user.pinSet ? "true" : nil), ("Pin", user.pin), ("PinLocked", user.pinLocked ? "true" : nil),
          ("PinChanged", user.pinChanged.map { String($0) }),
        ]) { out in
          for meeting in self.meetings(of: user) { self.write(meeting, to: &out) }
        }
      }
    }
    return writer.text
  }

  private func write(_ meeting: Meeting, to out: inout XmlWriter) {
    let content = all(Content.meetingId, meeting.meetingId)
    out.element("Conference", [
      ("Id", meeting.meetingId), ("Title", meeting.title), ("Kind", meeting.kind), ("Url", meeting.url), ("CreatedOn", meeting.createdOn), ("AddIn", meeting.addIn),
      ("Start", String(meeting.start)), ("Expiry", String(meeting.expiry)), ("Locked", meeting.locked ? "true" : nil), ("Admission", meeting.admission),
      ("PstnId", meeting.pstnId.map { String($0) }), ("Directory", meeting.directory.map { String($0) }), ("Invitees", meeting.invitees.isEmpty ? nil : meeting.invitees.joined(separator: " ")),
    ]) { out in
      for item in content { out.element("Content", [("Name", item.name), ("Type", item.type), ("Pool", item.pool), ("UploadedBy", item.uploadedBy)]) }
    }
  }

  /// - Parameter replaces: whether what the store holds gives way (Import-) or is kept beside it (Update-)
  public func importUserData(_ text: String, file: String, _ query: UserDataQuery, replaces: Bool) throws(Fault) -> Outcome {
    guard let root = XmlElement.parse(text), root.name == "UserData" else {
      throw Fault(.invalidData, key: "E-USERDATA", id: "UserData", target: file, "\"\(file)\" holds no exported user data.", help: "Export-CsUserData writes such a file.")
    }
    return try change("\(replaces ? "Import" : "Update")-CsUserData \(file)") { () throws(Fault) -> Outcome in
      let scope = try userDataOf(query)
      if let pool = scope.pool { try checkBackEnd(pool) }
      var warnings: [String] = []
      for entry in root.children("User") {
        guard let sip = entry.attributes["SipAddress"], query.user.map({ ($0.dropping(prefix: "sip:") ?? $0).same(sip.dropping(prefix: "sip:") ?? sip) }) ?? true else { continue }
        guard let user = all(User.sipAddress, sip).first, let home = user.home, query.identity == nil || scope.users.contains(where: { $0.isSame(user) }) else {
          if query.identity == nil { warnings.append("\(sip) is not homed on any pool; its data was left out.") }
          continue
        }
        if let pool = scope.pool, query.identity == nil, !home.same(pool) {
          warnings.append("\(sip) is homed on \(home), not on \(pool); its data was left out.")
          continue
        }
        restore(entry, to: user, on: home, replaces: replaces)
      }
      return Outcome(warnings: warnings)
    }
  }

  private func restore(_ entry: XmlElement, to user: User, on home: String, replaces: Bool) {
    let contacts = entry.attributes["Contacts"].flatMap { Int($0) } ?? 0
    user.contactsCount = replaces ? contacts : max(contacts, user.contactsCount)
    if replaces || !user.pinSet, entry.attributes["PinSet"] == "true" {
      user.pinSet = true
      user.pin = entry.attributes["Pin"]
      user.pinLocked = entry.attributes["PinLocked"] == "true"
      user.pinChanged = entry.attributes["PinChanged"].flatMap { Int($0) }
    }
    for element in entry.children("Conference") {
      guard let id = element.attributes["Id"] else { continue }
      let present = first(Meeting.meetingId, id)
      if let present, present.state != "Deleted", !replaces { continue }
      let meeting = present ?? add(Meeting.self)
      meeting.meetingId = id
      meeting.organizer = user.sipAddress ?? ""
      meeting.title = element.attributes["Title"] ?? ""
      meeting.kind = element.attributes["Kind"] ?? MeetingKind.online
      meeting.url = element.attributes["Url"] ?? ""
      meeting.createdOn = element.attributes["CreatedOn"] ?? ""
      meeting.addIn = element.attributes["AddIn"] ?? ""
      meeting.start = element.attributes["Start"].flatMap { Int($0) } ?? now
      meeting.expiry = element.attributes["Expiry"].flatMap { Int($0) } ?? now
      meeting.locked = element.attributes["Locked"] == "true"
      meeting.admission = element.attributes["Admission"] ?? ""
      meeting.pstnId = element.attributes["PstnId"].flatMap { Int($0) }
      meeting.directory = element.attributes["Directory"].flatMap { Int($0) }
      meeting.invitees = element.attributes["Invitees"]?.split(separator: " ").map(String.init) ?? []
      meeting.host = home
      meeting.state = "Active"
      // Content is no part of the user store; it lies where it lay.
      if all(Content.meetingId, id).isEmpty {
        for item in element.children("Content") {
          let content = add(Content.self)
          content.meetingId = id
          content.name = item.attributes["Name"] ?? ""
          content.type = item.attributes["Type"] ?? ""
          content.pool = item.attributes["Pool"] ?? home
          content.uploadedBy = item.attributes["UploadedBy"] ?? ""
        }
      }
    }
    user.changed = now
  }

  /// The document for another version of the product.
  public func convertUserData(_ text: String, file: String, to version: String, _ query: UserDataQuery) throws(Fault) -> String {
    guard let root = XmlElement.parse(text), root.name == "UserData" else {
      throw Fault(.invalidData, key: "E-USERDATA", id: "UserData", target: file, "\"\(file)\" holds no exported user data.", help: "Export-CsUserData writes such a file.")
    }
    func copy(_ element: XmlElement, to out: inout XmlWriter) {
      out.element(element.name, element.attributes.sorted { $0.key < $1.key }.map { ($0.key, Optional($0.value)) }) { out in for child in element.children { copy(child, to: &out) } }
    }
    var writer = XmlWriter()
    writer.element("UserData", [("Version", version), ("Pool", root.attributes["Pool"]), ("Forest", root.attributes["Forest"])]) { out in
      for child in root.children {
        if let user = query.user, child.name == "User", !(child.attributes["SipAddress"]?.same("sip:" + (user.dropping(prefix: "sip:") ?? user)) ?? false) { continue }
        if let directory = query.directory, child.name == "ConferenceDirectory", child.attributes["Id"] != directory { continue }
        copy(child, to: &out)
      }
    }
    return writer.text
  }

  /// Sync-CsUserData: the user store of a pool agrees with its backup afterwards; here it always does.
  public func syncUserData(_ name: String) throws(Fault) {
    guard let registrar = registrarService(name) else { throw .registrar(name) }
    try checkBackEnd(registrar.pool)
    guard pool(registrar.pool)?.backupPool != nil else { throw .noBackupPool(registrar.pool) }
  }

  private func userDataOf(_ query: UserDataQuery) throws(Fault) -> (users: [User], directories: [ConferenceDirectory], pool: String?) {
    var users: [User]
    var directories: [ConferenceDirectory] = []
    var pool: String?
    if let identity = query.identity {
      users = [try user(identity)]
      pool = users[0].home
    } else if query.pool == nil {
      users = all(User.self).filter { $0.home != nil }
    } else {
      let name = query.pool ?? ""
      guard let registrar = registrarService(name), registrar.version >= ServerVersion.lync2010 else { throw .registrar(name) }
      pool = registrar.pool
      users = all(User.home, registrar.pool)
      directories = all(ConferenceDirectory.self).filter { $0.pool.same(registrar.pool) }
    }
    if let only = query.user { users = users.filter { $0.sipAddress?.same("sip:" + (only.dropping(prefix: "sip:") ?? only)) ?? false } }
    if let only = query.directory { directories = directories.filter { String($0.number) == only } }
    return (users, directories, pool)
  }
}
