/// Facts the forest keeps that are no settings of a noun: who is a meeting room, which scenario is logged where, which
/// database was made. A note is a row of table Policy under a kind of its own, so that undo, saved states, journals and
/// exported deployments hold it without further ado.
import Directory

enum NoteKind: String {
  case meetingRoom = "MeetingRoom"
  case conferencingProvider = "UserAcp"
  case revokedCertificates = "RevokedClientCertificate"
  case logging = "ClsLogging"
  case database = "InstalledDatabase"
  case mirror = "MirrorDatabase"
  case adminRole = "AdminRole"
  case audioFile = "AudioFile"
  case chatHistory = "ChatHistory"
  case updateFiles = "DeviceUpdateFiles"
  case connection = "ManagementConnection"
  case culture = "UICulture"
}

extension LyncWorld {
  func notes(_ kind: NoteKind) -> [Policy] { all(Policy.self).filter { $0.kind == kind.rawValue } }

  func note(_ kind: NoteKind, _ identity: String) -> Policy? { all(Policy.identity, identity).first { $0.kind == kind.rawValue } }

  /// Writes a note, or over the one there is.
  @discardableResult
  func keep(_ kind: NoteKind, _ identity: String, _ settings: [String] = []) -> Policy {
    guard let row = note(kind, identity) else { return addPolicy(kind.rawValue, identity, settings: settings) }
    row.settings = settings
    return row
  }
}

extension Policy {
  /// A value of a note.
  func setting(_ name: String) -> String? {
    for entry in settings { if let (key, value) = entry.cut(at: "="), key.same(name) { return value } }
    return nil
  }

  /// The elements of a list a note keeps.
  func list(_ name: String) -> [String] { (setting(name) ?? "").split(separator: "\u{1E}").map(String.init) }

  func setSetting(_ name: String, _ value: String?) {
    settings = settings.filter { !($0.cut(at: "=")?.before.same(name) ?? false) } + (value.map { [name + "=" + $0] } ?? [])
  }
}
