/// Analog devices, common area phones, Exchange UM contacts and hybrid endpoints: contact objects with an address, a line
/// and a pool, kept as settings are.
///
/// - Source: S11, the reference pages of New-CsAnalogDevice, New-CsCommonAreaPhone, New-CsExUmContact.
import Directory

extension LyncWorld {
  /// The nouns whose instances have SIP addresses and lines.
  private var deviceClasses: [SettingsClass] { SettingsClass.all.filter { $0.form == .contact } }

  /// Every device with its noun.
  func devices() -> [(kind: SettingsClass, item: SettingsInstance)] { deviceClasses.flatMap { kind in instances(kind).map { (kind, $0) } } }

  /// The DN of the device people mean: DN, SIP address, or display name.
  func deviceIdentity(_ kind: SettingsClass, _ text: String) -> String? {
    if let found = instance(kind, text) { return found.identity }
    let property = text.dropping(prefix: "sip:") == nil ? "DisplayName" : "SipAddress"
    return instances(kind).first { $0.value(property)?.same(text) ?? false }?.identity
  }

  /// A new device: in an organizational unit under its display name, or at a DN.
  public func newDevice(_ kind: SettingsClass, ou: String?, dn: String?, _ values: [(String, SettingsValue)]) throws(Fault) -> Outcome {
    try change("New-Cs\(kind.name)") { () throws(Fault) -> Outcome in
      func given(_ name: String) -> String? {
        for (key, value) in values { if key.same(name), case .text(let text?) = value, !text.isEmpty { return text } }
        return nil
      }
      let guid = newGuid()
      var completed = values
      func complete(_ name: String, _ value: String?) {
        guard let value, given(name) == nil, kind.property(name) != nil else { return }
        completed.append((name, .text(value)))
      }
      complete("SipAddress", "sip:" + guid + "@" + (all(SipDomain.self).first { $0.isDefault }?.name ?? forest.name))
      complete("Enabled", "True")
      complete("EnterpriseVoiceEnabled", "True")
      if kind.name == "ExUmContact" {
        complete("AutoAttendant", "False")
        let digits = (given("DisplayNumber") ?? "").utf8.filter { $0 &- 0x30 < 10 }
        if digits.count >= 10 { complete("LineURI", "tel:+" + (digits.count == 10 ? "1" : "") + String(decoding: digits, as: UTF8.self)) }
      }
      let name = given("DisplayName") ?? "{" + guid + "}"
      let identity = dn ?? "CN=" + name + "," + (ou ?? rootDn)
      return try newSettings(kind, identity, completed)
    }
  }

  /// Moves a device to another pool.
  public func moveDevice(_ kind: SettingsClass, _ identity: String, target: String) throws(Fault) -> Outcome {
    guard let registrar = registrarService(target), registrar.version >= ServerVersion.lync2010 else { throw .registrar(target) }
    try checkBackEnd(registrar.pool)
    return try setSettings(kind, identity, [("RegistrarPool", .text(registrar.pool))])
  }

  /// A known Registrar pool, an address and a line nobody else has.
  func checkDevice(_ kind: SettingsClass, _ item: SettingsInstance) throws(Fault) {
    if let pool = item.value("RegistrarPool"), !pool.isEmpty {
      guard let registrar = registrarService(pool), registrar.version >= ServerVersion.lync2010 else { throw .registrar(pool) }
    }
    let others = devices().filter { !($0.kind === kind && $0.item.identity.same(item.identity)) }.map(\.item)
    if let address = item.value("SipAddress"), !address.isEmpty {
      try checkSipAddress(address)
      if others.contains(where: { $0.value("SipAddress")?.same(address) ?? false }) { throw .sipDup(address) }
    }
    if let line = item.value("LineURI"), !line.isEmpty {
      try checkLineUri(line)
      if others.contains(where: { $0.value("LineURI")?.same(line) ?? false }) { throw .lineUriDup(line) }
    }
  }

  // MARK: Response groups

  /// A workflow is called through a contact object of its own.
  func keepWorkflowContact(_ item: SettingsInstance) throws(Fault) {
    guard let kind = SettingsClass.named("RgsWorkflow"), let address = item.value("PrimaryUri") else { return }
    let pool = LyncWorld.place(kind, item.identity).scope.split(separator: ":").last.map(String.init) ?? ""
    let contact = first(Contact.sipAddress, address) ?? addContact(sip: address, owner: "urn:application:Rgs", pool: pool, home: pool)
    contact.displayName = item.value("Name")
    contact.displayNumber = item.value("DisplayNumber")
    if let line = item.value("LineUri"), !line.isEmpty {
      try checkLineUri(line, exceptContact: contact)
      contact.lineURI = line
    } else { contact.lineURI = nil }
    contact.enabled = item.value("Active").map { $0.same("True") } ?? true
  }
}
