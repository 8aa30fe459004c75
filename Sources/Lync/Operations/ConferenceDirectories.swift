/// Get-, New-, Move-, Remove-CsConferenceDirectory.
import Directory

extension LyncWorld {
  /// the directories of OCS pools show once their pool is in the published topology.
  private func visibleDirectories() -> [ConferenceDirectory] {
    all(ConferenceDirectory.self).filter { service("UserServer", on: $0.pool) != nil }
  }

  private func directory(_ number: Int) throws(Fault) -> ConferenceDirectory {
    guard let directory = visibleDirectories().first(where: { $0.number == number }) else { throw .notFound(String(number)) }
    return directory
  }

  /// Get-CsConferenceDirectory; nil = all.
  public func conferenceDirectories(_ number: Int? = nil) throws(Fault) -> [LyncObject] {
    if let number { return [object(try directory(number))] }
    return visibleDirectories().map { object($0) }
  }

  /// New-CsConferenceDirectory. Refuses a number outside 0 to 9999 and one that is taken (E-CONFDIR-DUP).
  public func newConferenceDirectory(_ number: Int, homePool: String) throws(Fault) -> Outcome {
    try change("New-CsConferenceDirectory \(number)") { () throws(Fault) -> Outcome in
      guard 0...9999 ~= number else { throw .invalid(String(number), "The Identity of a conference directory must be between 0 and 9999.", id: "IdentityRange") }
      if all(ConferenceDirectory.self).contains(where: { $0.number == number }) {
        throw Fault(.resourceExists, key: "E-CONFDIR-DUP", id: "ConfDirDup", target: String(number), "Conference directory \"\(number)\" already exists.")
      }
      guard let registrar = registrarService(homePool), registrar.version >= ServerVersion.lync2010 else { throw .registrar(homePool) }
      let directory = add(ConferenceDirectory.self)
      directory.number = number
      directory.pool = registrar.pool
      return Outcome([object(directory)])
    }
  }

  /// the directory object moves only this way; without -Force the target must be up, with it existing dial-in codes are lost.
  public func moveConferenceDirectory(_ number: Int, target: String, force: Bool = false) throws(Fault) -> Outcome {
    try change("Move-CsConferenceDirectory \(number)") { () throws(Fault) -> Outcome in
      let directory = try self.directory(number)
      guard let registrar = registrarService(target.dropping(prefix: "UserServer:") ?? target), registrar.version >= ServerVersion.lync2010 else {
        throw .registrar(target)
      }
      if !force { try checkBackEnd(registrar.pool) }
      directory.pool = registrar.pool
      var warnings: [String] = []
      if force {
        var lost = 0
        for meeting in all(Meeting.self) where meeting.directory == number && meeting.pstnId != nil {
          meeting.pstnId = nil
          lost += 1
        }
        if lost > 0 { warnings.append("The dial-in codes of \(lost) meeting(s) were lost.") }
      }
      return Outcome(warnings: warnings)
    }
  }

  /// Remove-CsConferenceDirectory; its meetings lose the id to dial in with.
  public func removeConferenceDirectory(_ number: Int) throws(Fault) {
    try change("Remove-CsConferenceDirectory \(number)") { () throws(Fault) -> Void in
      let directory = try self.directory(number)
      for meeting in all(Meeting.self) where meeting.directory == number {
        meeting.directory = nil
        meeting.pstnId = nil
      }
      directory.delete()
    }
  }
}
