/// Items of several nouns as one XML document and back: the location database, the response groups of a pool.
///
/// - Source: S11, the reference pages of Export- and Import-CsLisConfiguration, Export- and Import-CsRgsConfiguration.
import Directory

extension Shapes {
  static let civicAddress = Shape("System.Management.Automation.PSCustomObject",
    ["CompanyName", "HouseNumber", "HouseNumberSuffix", "PreDirectional", "StreetName", "StreetSuffix", "PostDirectional", "City", "State", "PostalCode", "Country", "MSAGValid"])
  static let responseGroupSettings = Shape("Microsoft.Rtc.Rgs.Management.WritableSettings.ServiceSettings",
    ["Identity", "DefaultMusicOnHoldFile", "AgentRingbackGracePeriod", "DisableCallContext"], view: .list)
}

extension LyncWorld {
  /// The nouns of the location database, which is exported and imported as one.
  public static let locationNouns = ["LisLocation", "LisSubnet", "LisSwitch", "LisPort", "LisWirelessAccessPoint", "LisServiceProvider"]
  /// In an order in which everything named exists already.
  public static let responseGroupNouns = ["RgsHolidaySet", "RgsHoursOfBusiness", "RgsAgentGroup", "RgsQueue", "RgsWorkflow"]

  /// The items of some nouns as one XML document, `title` being its root; the file of an export.
  public func exportItems(_ title: String, _ nouns: [String], under scope: String? = nil) throws(Fault) -> String {
    var groups: [(noun: String, items: [SettingsInstance])] = []
    for noun in nouns {
      guard let kind = SettingsClass.named(noun) else { continue }
      if let scope { groups.append((noun, try items(kind, under: scope) ?? [])) } else { groups.append((noun, instances(kind))) }
    }
    var writer = XmlWriter()
    writer.element(title, [("Forest", forest.name), ("Source", scope)]) { out in
      for (noun, items) in groups {
        for item in items {
          out.element("Item", [("Noun", noun), ("Identity", item.identity)]) { out in for setting in item.settings { out.element("Setting", text: ListText.visible(setting)) } }
        }
      }
    }
    return writer.text
  }

  /// The items of such a document again. Refuses a text that is none (E-USERDATA).
  /// - Parameter replaces: those there are go first
  public func importItems(_ text: String, file: String, command: String, title: String, _ nouns: [String], under scope: String? = nil, replaces: Bool) throws(Fault) -> Outcome {
    guard let root = XmlElement.parse(text), root.name == title else {
      throw Fault(.invalidData, key: "E-USERDATA", id: "UserData", target: file, "\"\(file)\" holds no exported \(title == "LisConfiguration" ? "location database" : "response groups").")
    }
    return try change("\(command) \(file)") { () throws(Fault) -> Outcome in
      if replaces {
        for noun in nouns.reversed() {
          guard let kind = SettingsClass.named(noun) else { continue }
          let present: [SettingsInstance]
          if let scope { present = try items(kind, under: scope) ?? [] } else { present = instances(kind) }
          for item in present { _ = try removeSettings(kind, item.identity) }
        }
      }
      var moved: [(from: String, to: String)] = []
      for noun in nouns {
        guard let kind = SettingsClass.named(noun) else { continue }
        for element in root.children("Item") where element.attributes["Noun"] == noun {
          guard var identity = element.attributes["Identity"] else { continue }
          if let scope {
            // Response groups live at the service they are brought to.
            let there = LyncWorld.place(kind, try itemIdentity(kind, scope + "/x")).scope + "/" + LyncWorld.place(kind, identity).name
            moved.append((identity, there))
            identity = there
          }
          let settings = element.children("Setting").map { setting in
            moved.reduce(ListText.kept(setting.text)) { text, change in text.replacing(change.from, with: change.to) }
          }
          let isNew = instance(kind, identity) == nil
          _ = try keep(kind, identity, try checkedForImport(kind, identity, settings, isNew: isNew))
        }
      }
      return Outcome()
    }
  }

  /// A workflow that comes from another pool brings its contact along.
  private func checkedForImport(_ kind: SettingsClass, _ identity: String, _ settings: [String], isNew: Bool) throws(Fault) -> [String] {
    if kind.name == "RgsWorkflow", let address = settings.lazy.compactMap({ $0.dropping(prefix: "PrimaryUri=") }).first { first(Contact.sipAddress, address)?.delete() }
    return try checked(kind, identity, settings, isNew: isNew)
  }

  // MARK: Locations

  /// Unpublishing empties the database.
  public func publishLocations(_ isPublished: Bool) throws(Fault) -> Outcome {
    try change((isPublished ? "Publish" : "Unpublish") + "-CsLisConfiguration") { () throws(Fault) -> Outcome in
      if !isPublished {
        for noun in LyncWorld.locationNouns { if let kind = SettingsClass.named(noun) { for item in instances(kind) { forget(kind, item) } } }
      } else {
        topologyChanged("LisConfiguration", "Publish", needsEnable: false)
      }
      return Outcome()
    }
  }

  /// The different addresses of the database.
  public func civicAddresses() -> [LyncObject] {
    var seen: Set<String> = []
    var found: [LyncObject] = []
    for noun in LyncWorld.locationNouns.dropLast() {
      guard let kind = SettingsClass.named(noun) else { continue }
      for item in instances(kind) {
        let values = Shapes.civicAddress.properties.dropLast().map { item.value($0) }
        guard values.contains(where: { !($0 ?? "").isEmpty }), seen.insert(values.map { $0 ?? "" }.joined(separator: "|").lowercased()).inserted else { continue }
        found.append(LyncObject(Shapes.civicAddress, values.map { LyncValue.optional($0) } + [.bool(false)]))
      }
    }
    return found
  }

  /// The refusal of what would ask an emergency service provider.
  public func noServiceProvider() throws(Fault) -> Fault {
    guard let kind = SettingsClass.named("LisServiceProvider"), instances(kind).isEmpty else {
      return .invalid("LisServiceProvider", "The service provider cannot be reached from the simulated forest.", id: "LisServiceProvider")
    }
    return .invalid("LisServiceProvider", "No emergency service provider is configured.", id: "LisServiceProvider")
  }

  // MARK: Response groups

  private func settingsRow(of service: Service) -> Policy? { all(Policy.identity, "service:" + service.identity).first { $0.kind == "RgsConfiguration" } }

  private func applicationServer(_ text: String) throws(Fault) -> Service {
    let bare = text.dropping(prefix: "service:") ?? text
    guard let service = first(Service.identity, bare) ?? first(Service.identity, "ApplicationServer:" + bare), service.role == "ApplicationServer" else { throw .notFound(text) }
    return service
  }

  /// Get-CsRgsConfiguration, of an application server. Refuses an unknown one.
  public func responseGroupSettings(_ text: String) throws(Fault) -> LyncObject {
    let service = try applicationServer(text)
    let item = SettingsInstance(identity: service.identity, settings: settingsRow(of: service)?.settings ?? [])
    return LyncObject(Shapes.responseGroupSettings, [
      .string("service:" + service.identity), .optional(item.value("DefaultMusicOnHoldFile")), .int(item.value("AgentRingbackGracePeriod").flatMap { Int($0) } ?? 60),
      .bool(item.value("DisableCallContext")?.same("True") ?? false),
    ])
  }

  /// Set-CsRgsConfiguration. Refuses AgentRingbackGracePeriod outside 30 to 180 seconds.
  public func setResponseGroupSettings(_ text: String, _ values: [(String, String)]) throws(Fault) -> Outcome {
    try change("Set-CsRgsConfiguration \(text)") { () throws(Fault) -> Outcome in
      let service = try applicationServer(text)
      for (name, value) in values where name == "AgentRingbackGracePeriod" {
        guard let seconds = Int(value), 30...180 ~= seconds else { throw .invalid(value, "\"\(value)\" is out of range for AgentRingbackGracePeriod: 30 to 180.", id: "SettingsRange") }
      }
      let row = settingsRow(of: service) ?? addPolicy("RgsConfiguration", "service:" + service.identity)
      var settings = row.settings.filter { entry in !values.contains { entry.cut(at: "=")?.before.same($0.0) ?? false } }
      settings += values.map { $0.0 + "=" + $0.1 }
      row.settings = settings
      return Outcome()
    }
  }
}

extension String {
  /// Every occurrence of a text replaced by another.
  func replacing(_ text: String, with other: String) -> String {
    let bytes = Array(utf8), wanted = Array(text.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return self }
    var result: [UInt8] = [], at = 0
    while at < bytes.count {
      if at + wanted.count <= bytes.count, bytes[at] == wanted[0], bytes[at..<(at + wanted.count)].elementsEqual(wanted) {
        result += Array(other.utf8)
        at += wanted.count
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
