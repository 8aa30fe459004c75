/// Updates of phones, and sound files of applications: what files bring into the forest.
///
/// An update waits as pending version of a rule until it is approved; a restored rule goes back to the version before.
/// - Source: S11, the reference pages of the CsDeviceUpdateRule cmdlets, Import-CsDeviceUpdate, Import-CsAnnouncementFile,
///   Import-CsRgsAudioFile, Set-CsCallParkServiceMusicOnHoldFile.
import Directory

/// What is decided about a device update.
public enum UpdateDecision: String { case approve = "Approve", reset = "Reset", restore = "Restore" }

extension LyncWorld {
  private static let ruleNoun = "DeviceUpdateRule"

  private func webServer(_ identity: String) throws(Fault) -> Service {
    let bare = identity.dropping(prefix: "service:") ?? identity
    guard let service = first(Service.identity, bare) ?? first(Service.identity, "WebServer:" + bare), service.role == "WebServer" else { throw .notFound(identity) }
    return service
  }

  /// The identity of a web service that may be named by its pool alone; refuses an unknown one.
  public func webServerIdentity(_ identity: String) throws(Fault) -> String { try webServer(identity).identity }

  /// Import-CsDeviceUpdate: one rule a kind of phone; a second import makes its version the pending one.
  /// - Parameter size: of the cabinet file; the version follows from it
  public func importDeviceUpdate(_ identity: String, file: String, size: Int) throws(Fault) -> Outcome {
    guard Folding.key(file).hasSuffix(".cab") else { throw .invalid(file, "\"\(file)\" is not a cabinet file (.cab).", id: "DeviceUpdateFile") }
    return try change("Import-CsDeviceUpdate \(file)") { () throws(Fault) -> Outcome in
      guard let kind = SettingsClass.named(LyncWorld.ruleNoun) else { return Outcome() }
      let service = try webServer(identity), version = "4.0.7577.\(4000 + size % 1000)"
      var made: [LyncObject] = []
      for (brand, model) in [("Polycom", "CX600"), ("Aastra", "6725ip"), ("Microsoft", "CPE")] {
        let present = try items(kind, under: service.identity)?.first { $0.value("Brand") == brand && $0.value("Model") == model }
        if let present {
          _ = try setSettings(kind, present.identity, [("PendingVersion", .text(version))])
          made += try settings(kind, identity: present.identity)
          continue
        }
        let id = newGuid()
        made += try newSettings(kind, service.identity + "/" + id, [
          ("Id", .text(id)), ("DeviceType", .text("UCPhone")), ("Brand", .text(brand)), ("Model", .text(model)), ("Revision", .text("A")), ("Locale", .text("ENU")),
          ("UpdateType", .text("CPE")), ("PendingVersion", .text(version)),
        ]).objects
      }
      return Outcome(made)
    }
  }

  /// Approve-, Reset- and Restore-CsDeviceUpdateRule; an identity of a server means all its rules, none every rule.
  public func decideUpdate(_ decision: UpdateDecision, _ identity: String) throws(Fault) -> Outcome {
    guard let kind = SettingsClass.named(LyncWorld.ruleNoun) else { return Outcome() }
    return try change("\(decision.rawValue)-CsDeviceUpdateRule \(identity)") { () throws(Fault) -> Outcome in
      let chosen: [SettingsInstance]
      if identity.isEmpty { chosen = instances(kind) } else if let some = try items(kind, under: identity) { chosen = some } else {
        guard let one = instance(kind, try settingsIdentity(kind, identity)) else { throw .notFound(identity) }
        chosen = [one]
      }
      func fits(_ item: SettingsInstance) -> Bool { !(item.value(decision == .restore ? "RestoreVersion" : "PendingVersion") ?? "").isEmpty }
      // Of many, those it can be done for.
      for item in chosen.contains(where: fits) ? chosen.filter(fits) : chosen {
        let pending = item.value("PendingVersion") ?? "", approved = item.value("ApprovedVersion") ?? "", earlier = item.value("RestoreVersion") ?? ""
        let next: (approved: String, earlier: String, pending: String)
        switch decision {
        case .approve where pending.isEmpty: throw .invalid(item.identity, "\"\(item.identity)\" has no pending version to approve.", id: "DeviceUpdatePending")
        case .approve: next = (pending, approved, "")
        case .reset where pending.isEmpty: throw .invalid(item.identity, "\"\(item.identity)\" has no pending version to reset.", id: "DeviceUpdatePending")
        case .reset: next = (approved, earlier, "")
        case .restore where earlier.isEmpty: throw .invalid(item.identity, "\"\(item.identity)\" has no version to restore.", id: "DeviceUpdateRestore")
        case .restore: next = (earlier, "", pending)
        }
        func text(_ value: String) -> SettingsValue { .text(value.isEmpty ? nil : value) }
        _ = try setSettings(kind, item.identity, [("ApprovedVersion", text(next.approved)), ("RestoreVersion", text(next.earlier)), ("PendingVersion", text(next.pending))])
      }
      return Outcome()
    }
  }

  /// Clear-CsDeviceUpdateFile and -Log: files of the web server; only when is remembered.
  public func clearUpdates(_ identity: String, logsBefore days: Int?) throws(Fault) -> Outcome {
    if let days, !(1...30 ~= days) { throw .invalid(String(days), "\"\(days)\" is out of range for DaysBack: 1 to 30.", id: "SettingsRange") }
    return try change("Clear-CsDeviceUpdate\(days == nil ? "File" : "Log") \(identity)") { () throws(Fault) -> Outcome in
      let service = try webServer(identity), row = note(.updateFiles, service.identity) ?? keep(.updateFiles, service.identity)
      row.setSetting(days == nil ? "FilesCleared" : "LogsCleared", String(now))
      return Outcome()
    }
  }

  // MARK: Sound files

  private func applicationServer(_ identity: String) throws(Fault) -> Service {
    let bare = identity.dropping(prefix: "service:") ?? identity
    guard let service = first(Service.identity, bare) ?? first(Service.identity, "ApplicationServer:" + bare), service.role == "ApplicationServer" else { throw .notFound(identity) }
    if isLegacySite(service.site) { throw .legacyService(service.identity) }
    return service
  }

  /// The identity of an application server that may be named by its pool alone; refuses an unknown one.
  public func applicationServerIdentity(_ identity: String) throws(Fault) -> String { try applicationServer(identity).identity }

  /// What a sound file is played for.
  public enum AudioUse: String { case announcement = "Import-CsAnnouncementFile", responseGroup = "Import-CsRgsAudioFile", musicOnHold = "Set-CsCallParkServiceMusicOnHoldFile" }

  /// A sound file becomes part of the pool's file store.
  public func importAudio(_ use: AudioUse, _ identity: String, file: String, size: Int) throws(Fault) -> Outcome {
    let kinds = use == .musicOnHold ? ["wma"] : ["wma", "wav"]
    guard use == .musicOnHold || kinds.contains(where: { Folding.key(file).hasSuffix("." + $0) }) else {
      throw .invalid(file, "\"\(file)\" is not a sound file. Use .wav or .wma.", id: "AudioFile")
    }
    guard size > 0 else { throw .invalid(file, "The sound file is empty.", id: "AudioFile") }
    return try change("\(use.rawValue) \(file)") { () throws(Fault) -> Outcome in
      // `service:ApplicationServer:pool/<guid>` of a workflow says where as well.
      let service = try applicationServer(identity.cut(at: "/")?.before ?? identity)
      try checkFileStore(of: service.pool)
      let unique = newGuid()
      keep(.audioFile, service.identity + "/" + file, ["Use=" + use.rawValue, "Size=" + String(size), "UniqueName=" + unique])
      guard use == .responseGroup, let kind = SettingsClass.named("RgsAudioFile") else { return Outcome() }
      return Outcome([kind.object { $0 == "OriginalFileName" ? file : $0 == "UniqueName" ? unique + "." + (file.split(separator: ".").last.map(String.init) ?? "wav") : nil }])
    }
  }
}
