/// Get-, New-, Set- and Remove- of scoped policies and configurations: one implementation, its parameters made from the
/// noun's data (`SettingsClass`).
import Directory
import Engine
import Lync

struct ScopedSettingsCmdlet {
  enum Verb: String, CaseIterable { case get = "Get", new = "New", set = "Set", remove = "Remove" }

  private let verb: Verb
  private let kind: SettingsClass
  private let identity: Parameter<ScopeIdentity?>
  private var instance: Parameter<Value?>?
  private var filter: Parameter<String?>?
  private var force: Parameter<Switch>?
  private var inMemory: Parameter<Switch>?
  private var settings: [(property: SettingsProperty, parameter: Parameter<Value?>)] = []

  init(_ verb: Verb, _ kind: SettingsClass) {
    self.verb = verb
    self.kind = kind
    let whose = "Global, Site:<name>, Tag:<name> or Service:<role>:<pool>, as far as the noun has the scope."
    switch verb {
    case .get:
      identity = Parameter("Identity", at: 0, sets: ["Identity"], help: whose)
      filter = Parameter("Filter", sets: ["Filter"], help: "A wildcard on the identity.")
      _ = Parameter<Switch>("LocalStore", help: "Asks the local copy on this computer, as of the last replication.")
    case .new:
      identity = Parameter("Identity", at: 0, mandatory: true, help: whose)
      inMemory = Parameter("InMemory", help: "Returns the object without keeping it; commit it with Set- -Instance.")
    case .set:
      identity = Parameter("Identity", at: 0, sets: ["Identity"], help: "Which instance; Global when nothing is given.")
      instance = Parameter("Instance", from: .pipeline, sets: ["Instance"], type: "System.Management.Automation.PSObject", help: "An object as Get- returns it, with the values to keep.")
    case .remove:
      identity = Parameter("Identity", at: 0, from: .propertyName, mandatory: true, help: "Which instance; Global is reset to its defaults.")
    }
    if verb == .new || verb == .set {
      for property in kind.properties where verb == .new ? property.inNew : property.inSet {
        settings.append((property, Parameter(property.name, type: SettingsTypes.name(of: property), fidelity: property.isShown ? .faithful : .inert,
          help: property.isUpdate ? "Came with a cumulative update of Lync Server 2013." : "")))
      }
    }
    if kind.tenantVerbs.contains(verb == .get ? "g" : verb == .remove ? "r" : "-") { _ = Parameter<Value?>("Tenant", type: "System.Guid", fidelity: .inert) }
    if verb != .get { force = Parameter("Force", help: "Goes on without asking.") }
  }

  /// The cmdlets of every noun.
  static func all() -> [CmdletInfo] {
    SettingsClass.all.filter { $0.form == .scope }.flatMap { kind in
      Verb.allCases.filter { kind.verbs.contains($0.rawValue.prefix(1)) }.map { verb in
        CmdletInfo(command(verb, kind)) { ScopedSettingsCmdlet(verb, kind) }
      }
    }
  }

  private static func command(_ verb: Verb, _ kind: SettingsClass) -> Command {
    let noun = "Cs" + kind.name
    let what = kind.scopes.contains("tag") ? "policy" : "settings"
    let synopsis: String, example: (String, String)
    // Global when there is one, a scope of its own otherwise.
    let narrow = kind.scopes.contains("tag") ? "Sales" : kind.scopes.contains("site") ? "site:Redmond" : kind.scopes.first { $0.hasPrefix("service:") }.map { $0 + ":pool13.contoso.com" }
    let wide = kind.scopes.contains("global") ? "Global" : narrow ?? "Global"
    switch verb {
    case .get: (synopsis, example) = ("Lists instances of this \(what), Global first.", ("All of a site", "Get-\(noun) -Filter site:*"))
    case .new: (synopsis, example) = ("Creates an instance of this \(what) at a scope.", ("With the defaults", "New-\(noun) -Identity \(narrow ?? "Global -InMemory")"))
    case .set: (synopsis, example) = ("Changes an instance of this \(what).", ("An object, changed", "$it = Get-\(noun) -Identity \(wide); Set-\(noun) -Instance $it"))
    case .remove: (synopsis, example) = ("Removes an instance of this \(what); Global is reset.", (wide == "Global" ? "Reset" : "One", "Remove-\(noun) -Identity \(wide)"))
    }
    return Command(verb.rawValue, noun, module: "Lync", errorType: "CsShell." + verb.rawValue + noun, defaultSet: verb == .get || verb == .set ? "Identity" : nil,
      confirm: verb == .get ? nil : .medium, outputs: verb == .get || verb == .new ? [kind.typeName] : [], synopsis: synopsis, examples: [example])
  }
}

extension ScopedSettingsCmdlet: Cmdlet {
  static var command: Command { Command("Get", "CsSettings", module: "Lync") }
  init() { self.init(.get, SettingsClass.all[0]) }

  mutating func process(_ shell: Invocation) throws {
    let kind = kind
    let text = identity.wrappedValue?.text
    switch verb {
    case .get: try shell.get { try $0.settings(kind, identity: text, filter: filter?.wrappedValue) }
    case .new:
      let given = try values(shell)
      let keeps = !(inMemory?.wrappedValue.isOn ?? false)
      let body = { (world: LyncWorld) throws -> Outcome in try world.newSettings(kind, text ?? "", given, inMemory: !keeps) }
      if keeps { try shell.change({ try $0.settingsIdentity(kind, text ?? "") }, body) } else { try shell.run(body) }
    case .set:
      if let box = instance, box.projectedValue.isBound, let object = box.wrappedValue {
        let whose = try shell.context.property(object, "Identity").map { Conversion.toString($0, shell.context) } ?? ""
        let given = try values(of: object, shell) + values(shell)
        return try shell.change({ try $0.settingsIdentity(kind, whose) }) { try $0.setSettings(kind, whose, given, adds: true) }
      }
      let given = try values(shell)
      try shell.change({ try $0.settingsIdentity(kind, text ?? "Global") }) { try $0.setSettings(kind, text ?? "Global", given) }
    case .remove:
      let sure = force?.wrappedValue.isOn ?? false
      try shell.change({ try $0.settingsIdentity(kind, text ?? "") }) { world in
        let holders = world.holders(of: kind, text ?? "")
        if holders > 0, !sure, !(try shell.agreed("The policy \"\(text ?? "")\" is assigned to \(holders) user(s). Remove it anyway?")) { throw FaultRecord.declined(text ?? "") }
        return try world.removeSettings(kind, text ?? "")
      }
    }
  }

  /// What was given on the command line.
  private func values(_ shell: Invocation) throws -> [(String, SettingsValue)] {
    try settings.filter { $0.parameter.projectedValue.isBound }.map { ($0.property.name, try SettingsTypes.value($0.parameter.wrappedValue ?? .null, $0.property, shell.context)) }
  }

  /// What an object holds.
  private func values(of object: Value, _ shell: Invocation) throws -> [(String, SettingsValue)] {
    try kind.properties.filter(\.isShown).compactMap { property in
      guard let value = try shell.context.property(object, property.name) else { return nil }
      return (property.name, try SettingsTypes.value(value, property, shell.context))
    }
  }
}
