/// What particular nouns demand of their values: numbers that do not overlap, names that exist, one list per domain.
///
/// - Source: S11, the reference pages of the nouns.
import Directory

extension LyncWorld {
  /// The settings of an instance once they are found sound; texts the forest completes are completed.
  func checked(_ kind: SettingsClass, _ identity: String, _ settings: [String], isNew: Bool) throws(Fault) -> [String] {
    let item = SettingsInstance(identity: identity, settings: settings)
    try checkReferences(kind, item)
    switch kind.name {
    case "AllowedDomain", "BlockedDomain":
      let other = kind.name == "AllowedDomain" ? "BlockedDomain" : "AllowedDomain"
      try checkFqdn(identity)
      if let list = SettingsClass.named(other), instance(list, identity) != nil { throw duplicate(identity, "\"\(identity)\" is on the list of Get-Cs\(other) already.") }
    case "HostingProvider", "PublicProvider":
      guard let proxy = item.value("ProxyFqdn"), !proxy.isEmpty else { break }
      for noun in ["HostingProvider", "PublicProvider"] {
        guard let list = SettingsClass.named(noun) else { continue }
        if let holder = instances(list).first(where: { !($0.identity.same(identity) && noun == kind.name) && ($0.value("ProxyFqdn")?.same(proxy) ?? false) }) {
          throw duplicate(proxy, "The proxy \"\(proxy)\" is used by \"\(holder.identity)\" already.")
        }
      }
    case "CallParkOrbit", "UnassignedNumber": try checkNumberRange(kind, item)
    case "PersistentChatEndpoint": try checkChatPool(item.value("PersistentChatPoolFqdn") ?? "")
    case "NetworkSubnet": try checkSubnet(item)
    case "RgsWorkflow", "RgsAgentGroup", "RgsQueue", "RgsHolidaySet", "RgsHoursOfBusiness", "Announcement":
      let (scope, number) = LyncWorld.place(kind, identity)
      if let name = item.value("Name"), let twin = try items(kind, under: scope)?.first(where: { LyncWorld.place(kind, $0.identity).name != number && ($0.value("Name")?.same(name) ?? false) }) {
        throw duplicate(name, "\"\(name)\" already exists at \"\(LyncWorld.place(kind, twin.identity).scope)\".")
      }
      if kind.name == "RgsWorkflow", isNew, let address = item.value("PrimaryUri") { try checkSipAddress(address) }
      if kind.name == "RgsWorkflow" { try keepWorkflowContact(item) }
    default: break
    }
    if kind.form == .contact { try checkDevice(kind, item) }
    return try prioritized(kind, identity, settings, isNew: isNew)
  }

  // MARK: Dial plans

  /// The rules of a dial plan are instances of their own; what New- and Set-CsDialPlan are given becomes such.
  func takingRules(_ kind: SettingsClass, _ identity: String, _ values: [(String, SettingsValue)]) throws(Fault) -> [(String, SettingsValue)] {
    guard kind.name == "DialPlan", let rules = SettingsClass.named("VoiceNormalizationRule") else { return values }
    var left: [(String, SettingsValue)] = []
    for (name, value) in values {
      guard name.same("NormalizationRules") else { left.append((name, value)); continue }
      let present = try items(rules, under: identity) ?? []
      var gone: [String] = [], added: [String] = []
      switch value {
      case .list(let texts): (gone, added) = (present.map { LyncWorld.place(rules, $0.identity).name }, texts)
      case .edit(let add, let remove): (gone, added) = (remove.map { RecordText.object($0)?["Name"]?.text ?? $0 }, add)
      case .text: gone = present.map { LyncWorld.place(rules, $0.identity).name }
      }
      for item in present where gone.contains(where: { $0.same(LyncWorld.place(rules, item.identity).name) }) { forget(rules, item) }
      for text in added {
        guard let object = RecordText.object(text), let name = object["Name"]?.text, !name.isEmpty else {
          throw .invalid(text, "\"\(text)\" is not a normalization rule. Make one with New-CsVoiceNormalizationRule -InMemory.", id: "NormalizationRule")
        }
        let rule = identity + "/" + name
        let settings = zip(object.shape.properties, object.values).filter { $0.0 != "Name" && $0.1 != .null }.map { $0.0 + "=" + $0.1.text } + ["Name=" + name]
        _ = try keep(rules, rule, try prioritized(rules, rule, settings, isNew: true))
      }
    }
    return left
  }

  // MARK: Network

  /// Parameters of network cmdlets that stand for a part of a list: limits of audio and video, links by name.
  /// - Source: S11, the pages of the nouns.
  func takingParts(_ kind: SettingsClass, _ settings: [String], _ values: [(String, SettingsValue)]) throws(Fault) -> [(String, SettingsValue)] {
    func text(_ name: String) -> String? {
      guard case .text(let text?)? = values.last(where: { $0.0.same(name) })?.1, !text.isEmpty else { return nil }
      return text
    }
    /// The list with a record a modality: what is given replaces what is kept of it.
    func modalities(_ list: String, _ record: String, _ parts: [(name: String, parameter: String)]) -> [(String, SettingsValue)] {
      guard ["Audio", "Video"].contains(where: { side in parts.contains { text(side + $0.parameter) != nil } }) else { return values }
      let kept = settings.lazy.compactMap { $0.cut(at: "=") }.first { $0.before.same(list) }?.after.split(separator: "\u{1E}").compactMap { RecordText.object(String($0)) } ?? []
      let texts = ["Audio", "Video"].compactMap { side -> String? in
        let old = kept.first { $0["BWPolicyModality"]?.text.same(side) ?? false }
        let found = parts.map { part in (part.name, text(side + part.parameter) ?? old?[part.name]?.text ?? "") }
        return found.allSatisfy { $0.1.isEmpty } ? nil : RecordText.text(record, found + [("BWPolicyModality", side)])
      }
      return values.filter { !$0.0.same(list) } + [(list, .list(texts))]
    }
    switch kind.name {
    case "NetworkBandwidthPolicyProfile":
      for name in ["AudioBWLimit", "AudioBWSessionLimit", "VideoBWLimit", "VideoBWSessionLimit"] {
        if let limit = text(name), UInt32(limit) == nil { throw .invalid(limit, "\"\(limit)\" is not a bandwidth; \(name) is a number of kilobits a second.", id: "Bandwidth") }
      }
      return modalities("BWPolicy", "NetworkBWPolicy", [("BWLimit", "BWLimit"), ("BWSessionLimit", "BWSessionLimit")])
    case "NetworkRegion": return modalities("BWAlternatePaths", "NetworkBWAlternatePath", [("AlternatePath", "AlternatePath")])
    case "NetworkInterRegionRoute":
      guard let links = text("NetworkRegionLinkIDs") else { return values }
      let names = links.split(separator: ",").map { String($0).trimmed }
      return values + [("NetworkRegionLinks", .list(names))]
    default: return values
    }
  }

  private func duplicate(_ target: String, _ text: String) -> Fault { Fault(.resourceExists, key: "E-SETTINGS-DUP", id: "SettingsDup", target: target, text) }

  // MARK: References

  private func checkReferences(_ kind: SettingsClass, _ item: SettingsInstance) throws(Fault) {
    for property in kind.properties {
      guard let noun = property.refers, let list = SettingsClass.named(noun), let text = item.value(property.name) else { continue }
      for value in text.split(separator: "\u{1E}").map(String.init) where !value.isEmpty {
        let isKnown: Bool
        if noun == "PstnUsage" {
          isKnown = instance(list, "Global")?.value("Usage")?.split(separator: "\u{1E}").contains { String($0).same(value) } ?? false
        } else { isKnown = instance(list, (try? settingsIdentity(list, value)) ?? value) != nil }
        guard isKnown else {
          throw Fault(.objectNotFound, key: "E-SETTINGS-REF", id: "SettingsRef", target: value, "\(property.name) names \"\(value)\", which Get-Cs\(noun) does not know.",
            help: noun == "PstnUsage" ? "Set-CsPstnUsage -Usage @{Add=\"\(value)\"}" : "New-Cs\(noun)")
        }
      }
    }
  }

  /// Nothing that others name may go.
  func checkUnreferenced(_ kind: SettingsClass, _ item: SettingsInstance) throws(Fault) {
    for holder in SettingsClass.all {
      for property in holder.properties where property.refers?.same(kind.name) ?? false {
        if let user = instances(holder).first(where: { ($0.value(property.name) ?? "").split(separator: "\u{1E}").contains { String($0).same(item.identity) } }) {
          throw Fault(.invalidOperation, key: "E-SETTINGS-INUSE", id: "SettingsInUse", target: item.identity,
            "\"\(item.identity)\" is still used as \(property.name) by \(holder.name) \"\(user.identity)\".")
        }
      }
    }
    if kind.name == "RgsWorkflow", let address = item.value("PrimaryUri") { first(Contact.sipAddress, address)?.delete() }
  }

  // MARK: Numbers

  /// Call park orbits and unassigned numbers: both ends alike, in order, and not in another range; the service exists.
  private func checkNumberRange(_ kind: SettingsClass, _ item: SettingsInstance) throws(Fault) {
    let start = item.value("NumberRangeStart") ?? "", end = item.value("NumberRangeEnd") ?? ""
    func refused(_ text: String, _ why: String) -> Fault { .invalid(text, "\"\(text)\" is not a valid \(why).", id: "NumberRange") }
    guard let first = NumberInRange(start) else { throw refused(start, "start of a range of numbers") }
    guard let last = NumberInRange(end), last.prefix == first.prefix, last.digits == first.digits || kind.name == "UnassignedNumber", last.number >= first.number else {
      throw refused(end, "end of a range of numbers that begins with \(start)")
    }
    for other in instances(kind) where !other.identity.same(item.identity) {
      guard let from = NumberInRange(other.value("NumberRangeStart") ?? ""), let to = NumberInRange(other.value("NumberRangeEnd") ?? ""), from.prefix == first.prefix else { continue }
      if from.number <= last.number, first.number <= to.number { throw duplicate(start, "The range \(start) to \(end) overlaps with \"\(other.identity)\".") }
    }
    let service = item.value("CallParkService") ?? item.value("AnnouncementService")
    guard let service, !service.isEmpty else { return }
    let name = service.dropping(prefix: "service:") ?? service
    guard let found = self.first(Service.identity, name) ?? self.first(Service.identity, "ApplicationServer:" + name), found.role == "ApplicationServer" else { throw .notFound(service) }
    if let wanted = item.value("AnnouncementName"), !wanted.isEmpty, let list = SettingsClass.named("Announcement") {
      guard try items(list, under: found.identity)?.contains(where: { $0.value("Name")?.same(wanted) ?? false }) ?? false else {
        throw Fault(
          .objectNotFound, key: "E-SETTINGS-REF", id: "SettingsRef", target: wanted,
          "AnnouncementName names \"\(wanted)\", which Get-CsAnnouncement does not know.", help: "New-CsAnnouncement")
      }
    }
  }

  /// `*100`, `tel:+14255551000`, `+14255551000;ext=100`: what stands before the digits, and the number they make.
  private struct NumberInRange {
    let prefix: String, digits: Int, number: Int

    init?(_ text: String) {
      let bare = text.dropping(prefix: "tel:") ?? text
      let main = bare.cut(at: ";").flatMap { $0.after.dropping(prefix: "ext=") != nil ? (before: $0.before, after: String($0.after.dropFirst(4))) : nil }
      let bytes = Array((main?.after ?? bare).utf8)
      let lead = bytes.prefix { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "#") }
      let rest = bytes.dropFirst(lead.count)
      guard lead.count <= 1, !rest.isEmpty, rest.count <= 18, rest.allSatisfy({ $0 &- 0x30 < 10 }), let number = Int(String(decoding: rest, as: UTF8.self)) else { return nil }
      (prefix, digits, self.number) = ((main?.before ?? "") + String(decoding: lead, as: UTF8.self), rest.count, number)
    }
  }

  private func checkSubnet(_ item: SettingsInstance) throws(Fault) {
    let parts = item.identity.split(separator: ".", omittingEmptySubsequences: false)
    let isAddress = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } || item.identity.utf8.contains(UInt8(ascii: ":"))
    guard isAddress else { throw .invalid(item.identity, "\"\(item.identity)\" is not the address of a subnet.", id: "Subnet") }
    guard let bits = item.value("MaskBits").flatMap({ Int($0) }), 1...128 ~= bits else {
      throw .invalid(item.value("MaskBits") ?? "", "\"\(item.value("MaskBits") ?? "")\" is not a number of mask bits.", id: "Subnet")
    }
  }
}
