/// Preparation of Active Directory, permissions on organizational units, Kerberos accounts, who is in which role group.
///
/// Every deployment is prepared from the start. Permissions and accounts are kept as settings of no scope.
/// - Source: S11, the reference pages; the names of the states.
import Directory

extension LyncWorld {
  /// What of the preparation was undone: kept as a row of its own.
  private static let preparation = "Preparation"

  private func preparationRow(_ name: String) -> Policy? { all(Policy.identity, name).first { $0.kind == LyncWorld.preparation } }

  /// Get-CsAdServerSchema, -Forest, -Domain: one word.
  public func preparationState(_ step: String) -> String {
    let isDone = preparationRow(step) == nil
    switch step {
    case "Schema": return isDone ? "SCHEMA_VERSION_STATE_CURRENT" : "SCHEMA_VERSION_STATE_NONE"
    case "Forest": return isDone ? "LC_FORESTSETTINGS_STATE_READY" : "LC_FORESTSETTINGS_STATE_NOT_READY"
    default: return isDone ? "LC_DOMAINSETTINGS_STATE_READY" : "LC_DOMAINSETTINGS_STATE_NOT_READY"
    }
  }

  /// Enable-, Disable-CsAdForest and -Domain, Install-CsAdServerSchema.
  public func prepare(_ step: String, title: String, isDone: Bool) throws(Fault) -> Outcome {
    try change(title) { () throws(Fault) -> Outcome in
      if isDone { preparationRow(step)?.delete() } else if preparationRow(step) == nil {
        if step == "Forest", let pool = all(Service.self).first(where: { $0.role == "Registrar" }) { throw .publishInUse(pool.pool, services(on: pool.pool).count, "services") }
        addPolicy(LyncWorld.preparation, step)
      }
      return Outcome()
    }
  }

  // MARK: Permissions

  func hasPermission(_ what: String, on ou: String) -> Bool {
    all(Policy.self).contains { $0.kind == "Permission" && $0.identity.same(what + "@" + ou) }
  }

  /// Grant- and Revoke-CsSetupPermission and -CsOUPermission. Refuses a text that is no DN, and to take what was not given.
  public func grantPermission(_ what: String, on ou: String, title: String, isGranted: Bool) throws(Fault) -> Outcome {
    guard Folding.key(ou).contains("dc=") else { throw .invalid(ou, "\"\(ou)\" is not the DN of an organizational unit.", id: "OUPermission") }
    return try change(title + " " + ou) { () throws(Fault) -> Outcome in
      let present = all(Policy.self).first { $0.kind == "Permission" && $0.identity.same(what + "@" + ou) }
      if isGranted { if present == nil { addPolicy("Permission", what + "@" + ou) } } else {
        guard let present else { throw .notFound(what + " on " + ou) }
        present.delete()
      }
      return Outcome()
    }
  }

  // MARK: Kerberos

  /// New-CsKerberosAccount, of `domain\name`; in `CN=Computers` unless a container is said. Refuses one that is there (E-SETTINGS-DUP).
  public func newKerberosAccount(_ name: String, container: String?) throws(Fault) -> Outcome {
    try change("New-CsKerberosAccount \(name)") { () throws(Fault) -> Outcome in
      guard let logon = name.cut(at: "\\")?.after, !logon.isEmpty else { throw .invalid(name, "\"\(name)\" is not an account. Use the form domain\\name.", id: "KerberosAccount") }
      if isKerberosAccount(name) { throw Fault(.resourceExists, key: "E-SETTINGS-DUP", id: "SettingsDup", target: name, "\"\(name)\" already exists.") }
      addPolicy("KerberosAccount", name, settings: ["Container=" + (container ?? "CN=Computers," + rootDn)])
      return Outcome()
    }
  }

  func isKerberosAccount(_ name: String) -> Bool { all(Policy.identity, name).contains { $0.kind == "KerberosAccount" } }

  /// Set-CsKerberosAccountPassword; refuses an account that is not there.
  public func setKerberosPassword(_ name: String) throws(Fault) -> Outcome {
    try change("Set-CsKerberosAccountPassword \(name)") { () throws(Fault) -> Outcome in
      guard let row = all(Policy.identity, name).first(where: { $0.kind == "KerberosAccount" }) else { throw .notFound(name) }
      row.settings = row.settings.filter { $0.dropping(prefix: "PasswordSet=") == nil } + ["PasswordSet=" + String(now)]
      return Outcome()
    }
  }
}
