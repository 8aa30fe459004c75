/// Get-, New-, Set-, Remove- of every scoped policy and configuration: one engine, the nouns are data.
///
/// An instance is a row of table Policy: kind, identity and the values that differ from the defaults. `Global` always
/// exists; its row appears with its first change. Removing it resets it.
/// - Source: S11; the reference pages of the nouns share one skeleton.
import Directory

/// What a settings cmdlet sets: the text form of a value, nil for null, or an edit of a list.
public enum SettingsValue {
  case text(String?)
  case list([String])
  case edit(add: [String], remove: [String])
}

extension LyncWorld {
  /// Separates the elements of a list in the text a row keeps.
  private static let separator = "\u{1E}"

  // MARK: Identities

  /// The identity as printed: `Global`, `Site:Redmond`, `Tag:Sales`, `Service:Registrar:pool13.contoso.com`.
  public func settingsIdentity(_ kind: SettingsClass, _ text: String) throws(Fault) -> String {
    func refused() -> Fault {
      .invalid(text, "\"\(text)\" is not an identity a Cs\(kind.name) can have. Scopes: \(kind.scopes.joined(separator: ", ")).", id: "SettingsIdentity")
    }
    if text.same("Global") {
      guard kind.scopes.contains("global") else { throw refused() }
      return "Global"
    }
    if let name = text.dropping(prefix: "site:") {
      guard kind.scopes.contains("site") else { throw refused() }
      guard let site = site(name) else { throw .site(name) }
      return "Site:" + site.name
    }
    if let name = text.dropping(prefix: "tag:") {
      guard kind.scopes.contains("tag"), !name.isEmpty else { throw refused() }
      return "Tag:" + name
    }
    let bare = text.dropping(prefix: "service:") ?? text
    if let (role, _) = bare.cut(at: ":") {
      guard kind.scopes.contains(where: { $0.same("service:" + role) }) else { throw refused() }
      guard let service = first(Service.identity, bare) else { throw .notFound(text) }
      return "Service:" + service.identity
    }
    guard kind.scopes.contains("tag"), !text.isEmpty else { throw refused() }
    return "Tag:" + text
  }

  private func rows(_ kind: SettingsClass) -> [Policy] { all(Policy.self).filter { $0.kind.same(kind.name) } }

  private func row(_ kind: SettingsClass, _ identity: String) -> Policy? { rows(kind).first { $0.identity.same(identity) } }

  // MARK: Reading

  public func settings(_ kind: SettingsClass, identity: String? = nil, filter: String? = nil) throws(Fault) -> [LyncObject] {
    if let identity {
      let wanted = try settingsIdentity(kind, identity)
      if let row = row(kind, wanted) { return [settingsObject(kind, row.identity, row.settings)] }
      guard wanted == "Global" else { throw .notFound(identity) }
      return [settingsObject(kind, wanted, [])]
    }
    var found = rows(kind).map { settingsObject(kind, $0.identity, $0.settings) }
    if kind.scopes.contains("global"), row(kind, "Global") == nil { found.insert(settingsObject(kind, "Global", []), at: 0) }
    // Global first, then as created.
    if let at = found.firstIndex(where: { $0["Identity"]?.text == "Global" }), at > 0 { found.insert(found.remove(at: at), at: 0) }
    guard let filter else { return found }
    let pattern = Wildcard(filter)
    return found.filter { pattern.matches($0["Identity"]?.text ?? "") }
  }

  private func settingsObject(_ kind: SettingsClass, _ identity: String, _ settings: [String]) -> LyncObject {
    var stored: [String: String] = [:]
    for entry in settings { if let (name, value) = entry.cut(at: "=") { stored[name.lowercased()] = value } }
    let values = kind.properties.filter(\.isShown).map { property -> LyncValue in
      if property.name == "NormalizationRules", stored["normalizationrules"] == nil {
        return .strings(["Description=;Pattern=^(\\d+)$;Translation=$1;Name=Keep All;IsInternalExtension=False"])
      }
      return LyncWorld.settingsValue(property, stored[property.name.lowercased()] ?? property.standard)
    }
    return LyncObject(kind.shape, [.string(identity)] + values)
  }

  private static func settingsValue(_ property: SettingsProperty, _ text: String?) -> LyncValue {
    if property.kind == .list { return .strings((text ?? "").split(separator: "\u{1E}").map(String.init)) }
    guard let text, !text.isEmpty else { return .null }
    switch property.kind {
    case .bool, .flag: return .bool(text.same("true"))
    case .uint, .ulong, .long, .int, .short, .byte: return Int(text).map(LyncValue.int) ?? .string(text)
    case .ushort: return UInt16(text).map(LyncValue.uint16) ?? .string(text)
    case .timespan: return seconds(of: text).map(LyncValue.timeSpan) ?? .string(text)
    case .enumeration(let type): return .enumeration(type: type, member: property.values.first { $0.same(text) } ?? text)
    default: return .string(text)
    }
  }

  /// `1.02:03:04` in seconds.
  static func seconds(of text: String) -> Int? {
    let days = text.cut(at: ".")
    let parts = (days?.after ?? text).split(separator: ":").map { Int($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2], let whole = Int(days?.before ?? "0") else { return nil }
    guard 0...10_000_000 ~= whole, 0...10_000_000 ~= hours, 0...10_000_000 ~= minutes, 0...10_000_000 ~= seconds else { return nil }
    return whole * 86_400 + hours * 3600 + minutes * 60 + seconds
  }

  // MARK: Changing

  public func newSettings(_ kind: SettingsClass, _ text: String, _ values: [(String, SettingsValue)], inMemory: Bool = false) throws(Fault) -> Outcome {
    let wanted = inMemory && text.same("Global") ? "Global" : try settingsIdentity(kind, text)
    if inMemory { return Outcome([settingsObject(kind, wanted, try edited(kind, [], values))]) }
    return try change("New-Cs\(kind.name) \(wanted)") { () throws(Fault) -> Outcome in
      if wanted == "Global" || row(kind, wanted) != nil {
        throw Fault(.resourceExists, key: "E-SETTINGS-DUP", id: "SettingsDup", target: wanted, "\"\(wanted)\" already exists.",
          help: "Change it with Set-Cs\(kind.name).")
      }
      let row = addPolicy(kind.name, wanted, settings: try edited(kind, [], values))
      return Outcome([settingsObject(kind, row.identity, row.settings)])
    }
  }

  /// - Parameter adds: whether an instance that does not exist is created (`-Instance` of an object made with `-InMemory`).
  public func setSettings(_ kind: SettingsClass, _ text: String, _ values: [(String, SettingsValue)], adds: Bool = false) throws(Fault) -> Outcome {
    let wanted = try settingsIdentity(kind, text)
    return try change("Set-Cs\(kind.name) \(wanted)") { () throws(Fault) -> Outcome in
      let present = row(kind, wanted)
      guard present != nil || wanted == "Global" || adds else { throw .notFound(text) }
      let row = present ?? addPolicy(kind.name, wanted)
      row.settings = try edited(kind, row.settings, values)
      return Outcome()
    }
  }

  /// Global goes back to its defaults; any other instance goes, and who had it falls to the next scope.
  public func removeSettings(_ kind: SettingsClass, _ text: String) throws(Fault) -> Outcome {
    let wanted = try settingsIdentity(kind, text)
    return try change("Remove-Cs\(kind.name) \(wanted)") { () throws(Fault) -> Outcome in
      guard let row = row(kind, wanted) else {
        if wanted == "Global" { return Outcome() }
        throw .notFound(text)
      }
      for user in all(User.self) where PolicyList.value(kind.name, in: user.policies).same(wanted) {
        user.policies = PolicyList.setting(kind.name, nil, in: user.policies)
      }
      for contact in all(Contact.self) where PolicyList.value(kind.name, in: contact.policies).same(wanted) {
        contact.policies = PolicyList.setting(kind.name, nil, in: contact.policies)
      }
      row.delete()
      return Outcome()
    }
  }

  /// How many users and endpoints hold a per-user policy.
  public func holders(of kind: SettingsClass, _ text: String) -> Int {
    guard let wanted = try? settingsIdentity(kind, text) else { return 0 }
    return all(User.self).filter { PolicyList.value(kind.name, in: $0.policies).same(wanted) }.count
      + all(Contact.self).filter { PolicyList.value(kind.name, in: $0.policies).same(wanted) }.count
  }

  private func edited(_ kind: SettingsClass, _ settings: [String], _ values: [(String, SettingsValue)]) throws(Fault) -> [String] {
    var result = settings
    for (name, value) in values {
      guard let property = kind.property(name), property.isShown else { continue }
      let at = result.firstIndex { $0.cut(at: "=")?.before.same(name) ?? false }
      let text: String
      switch value {
      case .text(let given):
        text = given ?? ""
        try check(property, text)
      case .list(let items): text = items.joined(separator: LyncWorld.separator)
      case .edit(let add, let remove):
        let now = at.flatMap { result[$0].cut(at: "=")?.after } ?? property.standard ?? ""
        let kept = now.split(separator: "\u{1E}").map(String.init).filter { item in !remove.contains { $0.same(item) } }
        text = (kept + add).joined(separator: LyncWorld.separator)
      }
      let entry = property.name + "=" + text
      if let at { result[at] = entry } else { result.append(entry) }
    }
    return result
  }

  private func check(_ property: SettingsProperty, _ text: String) throws(Fault) {
    guard let range = property.range, !text.isEmpty else { return }
    let number: Int?, low: Int?, high: Int?
    if property.isLength {
      (number, low, high) = (text.unicodeScalars.count, Int(range.low), Int(range.high))
    } else if property.kind == .timespan {
      (number, low, high) = (LyncWorld.seconds(of: text), LyncWorld.seconds(of: range.low), LyncWorld.seconds(of: range.high))
    } else {
      (number, low, high) = (Int(text), Int(range.low), Int(range.high))
    }
    guard let number else { return }
    if low.map({ number < $0 }) ?? false || high.map({ number > $0 }) ?? false {
      throw .invalid(text, "\"\(text)\" is out of range for \(property.name): \(property.isLength ? "length " : "")\(range.low.isEmpty ? "…" : range.low) to \(range.high.isEmpty ? "…" : range.high).",
        id: "SettingsRange")
    }
  }
}
