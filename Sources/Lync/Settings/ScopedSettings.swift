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

  /// The texts it brings in.
  public var texts: [String] {
    switch self {
    case .text(let text): text.map { [$0] } ?? []
    case .list(let items): items
    case .edit(let added, _): added
    }
  }
}

extension LyncWorld {
  /// Separates the elements of a list in the text a row keeps.
  static let separator = "\u{1E}"

  // MARK: Identities

  /// The identity as printed; of nouns with one instance a scope: `Global`, `Site:Redmond`, `Tag:Sales`,
  /// `Service:Registrar:pool13.contoso.com`.
  public func settingsIdentity(_ kind: SettingsClass, _ text: String) throws(Fault) -> String {
    kind.form == .scope ? try scopeIdentity(kind, text) : try itemIdentity(kind, text)
  }

  /// A scope the noun can have.
  func scopeIdentity(_ kind: SettingsClass, _ text: String) throws(Fault) -> String {
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

  // MARK: Reading

  /// An instance: what a row keeps, or what every deployment starts with.
  struct SettingsInstance {
    var identity: String
    var settings: [String]
    var row: Policy?

    func value(_ name: String) -> String? {
      for entry in settings { if let (key, value) = entry.cut(at: "="), key.same(name) { return value } }
      return nil
    }
  }

  /// What the row of a removed instance keeps when every deployment starts with it.
  static let removedMark = "(removed)"

  /// The instances of a noun in the order they came to be.
  func instances(_ kind: SettingsClass) -> [SettingsInstance] {
    var rows = all(Policy.self).filter { $0.kind.same(kind.name) }
    var found: [SettingsInstance] = []
    for seed in kind.seeds {
      guard let at = rows.firstIndex(where: { $0.identity.same(seed.identity) }) else {
        found.append(SettingsInstance(identity: seed.identity, settings: seed.settings))
        continue
      }
      let row = rows.remove(at: at)
      if row.settings != [LyncWorld.removedMark] { found.append(SettingsInstance(identity: row.identity, settings: row.settings, row: row)) }
    }
    let own = rows.filter { $0.settings != [LyncWorld.removedMark] }
    return found + own.map { SettingsInstance(identity: $0.identity, settings: $0.settings, row: $0) } + derivedInstances(kind)
  }

  func instance(_ kind: SettingsClass, _ identity: String) -> SettingsInstance? {
    if let row = all(Policy.identity, identity).first(where: { $0.kind.same(kind.name) }) {
      return row.settings == [LyncWorld.removedMark] ? nil : SettingsInstance(identity: row.identity, settings: row.settings, row: row)
    }
    if let seed = kind.seeds.first(where: { $0.identity.same(identity) }) { return SettingsInstance(identity: seed.identity, settings: seed.settings) }
    return derivedInstances(kind).first { $0.identity.same(identity) }
  }

  /// The instances of a class of settings, the global one first. A scope without wildcards that is not there is refused.
  public func settings(_ kind: SettingsClass, identity: String? = nil, filter: String? = nil) throws(Fault) -> [LyncObject] {
    if let identity {
      if let some = try items(kind, under: identity) { return some.map { settingsObject(kind, $0.identity, $0.settings) } }
      let wanted = try settingsIdentity(kind, identity)
      if let found = instance(kind, wanted) { return [settingsObject(kind, found.identity, found.settings)] }
      guard wanted == "Global" else { throw .notFound(identity) }
      return [settingsObject(kind, wanted, [])]
    }
    var found = inOrder(kind, instances(kind))
    // Global first, then as created.
    if let at = found.firstIndex(where: { $0.identity == "Global" }) {
      if at > 0 { found.insert(found.remove(at: at), at: 0) }
    } else if kind.form == .scope, kind.scopes.contains("global") { found.insert(SettingsInstance(identity: "Global", settings: []), at: 0) }
    guard let filter else { return found.map { settingsObject(kind, $0.identity, $0.settings) } }
    let pattern = Wildcard(filter)
    return found.filter { pattern.matches($0.identity) }.map { settingsObject(kind, $0.identity, $0.settings) }
  }

  func settingsObject(_ kind: SettingsClass, _ identity: String, _ settings: [String]) -> LyncObject {
    var stored: [String: String] = [:]
    for entry in settings { if let (name, value) = entry.cut(at: "=") { stored[name.lowercased()] = value } }
    func value(_ property: SettingsProperty) -> LyncValue {
      let kept = stored[property.name.lowercased()]
      // a time of day is shown as that time today
      if property.kind == .datetime, let time = (kept ?? property.standard).flatMap(Self.seconds) { return .date(now - now % 86_400 + time) }
      return derived(kind, property.name, identity, kept) ?? LyncWorld.settingsValue(property, kept ?? property.standard)
    }
    let values = kind.properties.filter { $0.isShown && !$0.isUpdate }.map(value), whole = kind.shape.properties.count > values.count ? [.string(identity)] + values : values
    let updates = kind.properties.filter(\.isUpdate)
    guard updates.contains(where: { stored[$0.name.lowercased()] != nil }) else { return LyncObject(kind.shape, whole) }
    return LyncObject(kind.updatedShape, whole + updates.map(value))
  }

  static func settingsValue(_ property: SettingsProperty, _ text: String?) -> LyncValue {
    if property.kind == .list {
      let items = (text ?? "").split(separator: "\u{1E}").map(String.init)
      let records = items.compactMap { RecordText.object($0) }
      return !items.isEmpty && records.count == items.count ? .list(records.map(LyncValue.object)) : .strings(items)
    }
    guard let text, !text.isEmpty else { return .null }
    switch property.kind {
    case .bool, .flag: return .bool(text.same("true"))
    case .uint, .ulong, .long, .int, .short, .byte: return Int(text).map(LyncValue.int) ?? .string(text)
    case .ushort: return UInt16(text).map(LyncValue.uint16) ?? .string(text)
    case .timespan: return seconds(of: text).map(LyncValue.timeSpan) ?? .string(text)
    case .enumeration(let type): return .enumeration(type: type, member: property.values.first { $0.same(text) } ?? text)
    default: return RecordText.object(text).map(LyncValue.object) ?? .string(text)
    }
  }

  /// `hh:mm:ss` or `d.hh:mm:ss` as seconds; nil when it is neither.
  public static func secondsOfTimeSpan(_ text: String) -> Int? { seconds(of: text) }

  /// `1.02:03:04` in seconds.
  static func seconds(of text: String) -> Int? {
    let days = text.cut(at: ".")
    let parts = (days?.after ?? text).split(separator: ":").map { Int($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2], let whole = Int(days?.before ?? "0") else { return nil }
    guard 0...10_000_000 ~= whole, 0...10_000_000 ~= hours, 0...10_000_000 ~= minutes, 0...10_000_000 ~= seconds else { return nil }
    return whole * 86_400 + hours * 3600 + minutes * 60 + seconds
  }

  // MARK: Changing

  /// New-Cs…: an instance at a scope; `inMemory` makes it without keeping it. Refuses a scope that has one (E-SETTINGS-DUP).
  public func newSettings(_ kind: SettingsClass, _ text: String, _ values: [(String, SettingsValue)], inMemory: Bool = false) throws(Fault) -> Outcome {
    let wanted = inMemory && text.same("Global") ? "Global" : try settingsIdentity(kind, text)
    if inMemory { return Outcome([settingsObject(kind, wanted, try edited(kind, [], values))]) }
    return try change("New-Cs\(kind.name) \(wanted)") { () throws(Fault) -> Outcome in
      if wanted == "Global" && kind.form == .scope || instance(kind, wanted) != nil {
        throw Fault(.resourceExists, key: "E-SETTINGS-DUP", id: "SettingsDup", target: wanted, "\"\(wanted)\" already exists.",
          help: "Change it with Set-Cs\(kind.name).")
      }
      let identity = try created(kind, wanted)
      let settings = try checked(kind, identity, try edited(kind, [], try takingRules(kind, identity, values)), isNew: true)
      let row = try keep(kind, identity, settings)
      return Outcome([settingsObject(kind, row.identity, row.settings)])
    }
  }

  /// - Parameter adds: whether an instance that does not exist is created (`-Instance` of an object made with `-InMemory`).
  public func setSettings(_ kind: SettingsClass, _ text: String, _ values: [(String, SettingsValue)], adds: Bool = false) throws(Fault) -> Outcome {
    let wanted = try settingsIdentity(kind, text)
    return try change("Set-Cs\(kind.name) \(wanted)") { () throws(Fault) -> Outcome in
      let present = instance(kind, wanted)
      guard present != nil || wanted == "Global" && kind.form == .scope || adds else { throw .notFound(text) }
      let identity = present == nil ? try created(kind, wanted) : wanted
      let settings = try checked(kind, identity, try edited(kind, present?.settings ?? [], try takingRules(kind, identity, values)), isNew: present == nil)
      _ = try keep(kind, present?.identity ?? identity, settings)
      return Outcome()
    }
  }

  /// Global goes back to its defaults; any other instance goes, and who had it falls to the next scope.
  /// What a removal is asked about: an identity, or the scope whose instances all go.
  public func removalTarget(_ kind: SettingsClass, _ text: String) throws(Fault) -> String {
    if text.isEmpty, kind.form == .place {
      guard let only = onlyPlace(kind) else { throw .notFound(kind.name) }
      return only
    }
    return try items(kind, under: text) == nil ? try settingsIdentity(kind, text) : text
  }
  /// The instance meant when there can be one only and nobody named it: the provider of locations.
  private func onlyPlace(_ kind: SettingsClass) -> String? {
    let all = kind.form == .place ? instances(kind) : []
    return all.count == 1 ? all[0].identity : nil
  }
  /// Remove-Cs…; of the global instance, which cannot go, the values become the defaults.
  public func removeSettings(_ kind: SettingsClass, _ text: String) throws(Fault) -> Outcome {
    if text.isEmpty, let only = onlyPlace(kind) { return try removeSettings(kind, only) }
    if let some = try items(kind, under: text) {
      for item in some { _ = try removeSettings(kind, item.identity) }
      return Outcome()
    }
    let wanted = try settingsIdentity(kind, text)
    return try change("Remove-Cs\(kind.name) \(wanted)") { () throws(Fault) -> Outcome in
      guard let present = instance(kind, wanted) else {
        if wanted == "Global", kind.form == .scope { return Outcome() }
        throw .notFound(text)
      }
      try checkUnreferenced(kind, present)
      for user in all(User.self) where PolicyList.value(kind.name, in: user.policies).same(wanted) {
        user.policies = PolicyList.setting(kind.name, nil, in: user.policies)
      }
      for contact in all(Contact.self) where PolicyList.value(kind.name, in: contact.policies).same(wanted) {
        contact.policies = PolicyList.setting(kind.name, nil, in: contact.policies)
      }
      // The rules of a dial plan go with it; Global starts again with one.
      if kind.name == "DialPlan" {
        for row in all(Policy.self) where row.kind.same("VoiceNormalizationRule") && Folding.key(row.identity).hasPrefix(Folding.key(wanted) + "/") { row.delete() }
      }
      forget(kind, present)
      return Outcome()
    }
  }

  /// How many users and endpoints hold a per-user policy.
  public func holders(of kind: SettingsClass, _ text: String) -> Int {
    guard let wanted = try? settingsIdentity(kind, text) else { return 0 }
    return all(User.self).filter { PolicyList.value(kind.name, in: $0.policies).same(wanted) }.count
      + all(Contact.self).filter { PolicyList.value(kind.name, in: $0.policies).same(wanted) }.count
  }

  func edited(_ kind: SettingsClass, _ settings: [String], _ values: [(String, SettingsValue)]) throws(Fault) -> [String] {
    var result = settings
    for (name, value) in try takingParts(kind, settings, values) {
      guard let property = kind.property(name), property.isShown else { continue }
      let at = result.firstIndex { $0.cut(at: "=")?.before.same(name) ?? false }
      for part in value.texts { try checkMember(property, part) }
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

  /// The values of enumerations are checked when a parameter is bound; a text may be restricted to some values too.
  public func checkMember(_ property: SettingsProperty, _ text: String) throws(Fault) {
    guard property.kind == .string || property.kind == .list, !text.isEmpty, !property.values.isEmpty, !property.values.contains(where: { $0.same(text) }) else { return }
    throw .invalid(text, "\"\(text)\" is not a value of \(property.name). The values are \(property.values.joined(separator: ", ")).", id: "SettingsValue")
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
