/// Get-, New-, Set-, Remove- and their relatives of nouns with several instances (voice routes, network sites, response groups,
/// devices …), and the New- cmdlets that only make a value: one implementation, the parameters from `cmdlets.txt`.
///
/// A parameter named like a property of the noun sets it, or selects by it with Get-.
/// - Source: S11.
import Directory
import Engine
import Lync

struct ItemCmdlet {
  private let verb: String
  private let kind: SettingsClass
  private let asks: Bool
  private let arguments: DescribedArguments
  private var shell: Invocation { arguments.shell }

  /// Parameters that are no properties.
  private static let controls: Set<String> = [
    "Identity", "Instance", "Parent", "Filter", "InMemory", "PassThru", "Force", "OU", "DN", "Target", "Owner", "ShowAll", "ResultSize", "Unreferenced", "LocalStore", "LdapFilter",
    "Member", "Manager", "SearchDescription",
  ]

  private static func help(_ name: String, _ kind: SettingsClass) -> String? {
    guard controls.contains(name) || kind.property(name) != nil || name == kind.key || BuiltValues.sources(kind).contains(name) else { return nil }
    switch name {
    case "Identity": return "Which one."
    case "Instance": return "An object as Get- returns it, with the values to keep."
    case "Parent": return "The scope or service it belongs to."
    case "Filter": return "A wildcard on the identity; of directory objects a condition on their properties."
    case "InMemory": return "Returns the object without keeping it."
    case "Target": return "The pool to move to."
    case "Member", "Manager": return "Somebody the list of the object holds."
    case "SearchDescription": return "The filter looks at the description too."
    case "ResultSize": return "The greatest number of objects to return."
    default: return ""
    }
  }

  static func all() -> [CmdletInfo] {
    DescribedCommand.all(EmbeddedItems.text("cmdlets") ?? "").compactMap { described in
      guard let kind = SettingsClass.named(String(described.noun.dropFirst(2))) else { return nil }
      let texts = ItemHelp(described: described, kind: kind)
      return CmdletInfo(described.command(synopsis: texts.synopsis, examples: texts.examples)) {
        DescribedCmdlet(described, help: { help($0, kind) }) { try ItemCmdlet(verb: described.verb, kind: kind, asks: described.asks, arguments: $0).run() }
      }
    }
  }
}

extension ItemCmdlet {
  private func run() throws {
    switch verb {
    case "Get": try list()
    case "New" where kind.form == .built: try shell.get { [try built($0)] }
    case "New": try create()
    case "Set" where kind.form == .place: try place()
    case "Set": try change()
    case "Approve", "Reset", "Restore":
      guard let decision = UpdateDecision(rawValue: verb) else { return }
      let wanted = try which()
      try shell.change({ try wanted.isEmpty ? "Global" : $0.settingsIdentity(kind, wanted) }) { try $0.decideUpdate(decision, wanted) }
    case "Enable", "Disable": try change([("Enabled", .text(verb == "Enable" ? "True" : "False"))])
    case "Remove":
      let wanted = try which()
      try shell.change({ try $0.removalTarget(kind, wanted) }) { try $0.removeSettings(kind, wanted) }
    case "Move":
      let wanted = try which(), target = text("Target") ?? "", passes = isOn("PassThru")
      try shell.change({ try $0.settingsIdentity(kind, wanted) }) { world in
        _ = try world.moveDevice(kind, wanted, target: target)
        return Outcome(passes ? try world.settings(kind, identity: wanted) : [])
      }
    default: break
    }
  }

  // MARK: Arguments

  private func value(_ name: String) -> Value? { arguments.value(name) }
  private func text(_ name: String) -> String? { arguments.text(name) }
  private func isOn(_ name: String) -> Bool { arguments.isOn(name) }

  /// The instance meant: by identity, by the key, or by an object.
  private func which() throws -> String {
    if let object = value("Instance") ?? value("Identity"), case .object = object, let identity = try shell.context.property(object, kind.form == .place ? kind.key ?? "" : "Identity") {
      return Conversion.toString(identity, shell.context)
    }
    if let identity = text("Identity") { return identity }
    if let key = kind.key, let name = text(key) { return name }
    return ""
  }

  /// What the command line says of properties.
  private func values() throws -> [(String, SettingsValue)] {
    try arguments.names.compactMap { name in
      guard let property = kind.property(name) else { return nil }
      return (property.name, try SettingsTypes.value(value(name) ?? .null, property, shell.context))
    }
  }

  /// What an object holds, for -Instance.
  private func values(of object: Value) throws -> [(String, SettingsValue)] {
    try kind.properties.compactMap { property in
      guard let value = try shell.context.property(object, property.name) else { return nil }
      return (property.name, try SettingsTypes.value(value, property, shell.context))
    }
  }

  // MARK: Verbs

  private func list() throws {
    // Other parameters select by the property of their name.
    var selections: [(String, String)] = []
    for name in arguments.names where kind.property(name) != nil { if let wanted = text(name) { selections.append((name, wanted)) } }
    if let owner = text("Owner") { selections.append(("OwnerPool", owner.split(separator: ":").last.map(String.init) ?? owner)) }
    let identity = text("Identity"), filter = text("Filter")
    if kind.form == .contact {
      if filter != nil, text("LdapFilter") != nil {
        throw shell.terminating("FilterAndLdapFilter", .invalidArgument, "Filter and LdapFilter cannot be used in the same command.", exception: "System.ArgumentException")
      }
      let ldap = try text("LdapFilter").map { text in try LdapFilter.parse(text) }, limit = try text("ResultSize").flatMap { try ResultLimit($0).count(shell) }
      return try shell.filtered(filter) { given, world in
        let test = given ?? ldap
        let pattern = identity.flatMap { Wildcard.isPattern($0) ? Wildcard($0) : nil }
        var found = try world.settings(kind, identity: pattern == nil ? identity : nil)
        if let pattern { found = found.filter { pattern.matches($0["DisplayName"]?.text ?? "") } }
        if let ou = text("OU") { found = found.filter { ($0["Identity"]?.text ?? "").lowercased().hasSuffix("," + ou.lowercased()) } }
        if let test { found = found.filter { object in test { object[$0] } } }
        found = found.filter { object in selections.allSatisfy { name, wanted in Wildcard(wanted).matches(object[name]?.text ?? "") } }
        return limit.map { Array(found.prefix(max(0, $0))) } ?? found
      }
    }
    // People are looked for in the lists of chat rooms.
    let people = [("Member", "Members"), ("Manager", "Managers")].compactMap { name, list in text(name).map { (list, Wildcard($0)) } }
    let described = isOn("SearchDescription") ? filter.map { Wildcard($0) } : nil
    let limit = try text("ResultSize").flatMap { try ResultLimit($0).count(shell) }
    try shell.get { world in
      var found = try world.settings(kind, identity: identity, filter: described == nil ? filter : nil)
      if let described { found = found.filter { object in ["Name", "Description"].contains { described.matches(object[$0]?.text ?? "") } } }
      found = found.filter { object in
        selections.allSatisfy { name, wanted in Wildcard(wanted).matches(object[name]?.text ?? "") }
          && people.allSatisfy { list, wanted in if case .strings(let names)? = object[list] { names.contains { wanted.matches($0) } } else { false } }
      }
      return limit.map { Array(found.prefix(max(0, $0))) } ?? found
    }
  }

  private func create() throws {
    let given = try values(), inMemory = isOn("InMemory")
    if kind.form == .contact {
      let ou = text("OU"), dn = text("DN")
      return try shell.change(dn ?? text("DisplayName") ?? text("SipAddress") ?? "New-Cs\(kind.name)") { try $0.newDevice(kind, ou: ou, dn: dn, given) }
    }
    var identity = text("Identity") ?? ""
    if identity.isEmpty, let parent = text("Parent") {
      identity = parent
      if kind.form == .scoped, let key = kind.key, let name = text(key) { identity += "/" + name }
    } else if identity.isEmpty, let key = kind.key, let name = text(key) { identity = name }
    let body = { (world: LyncWorld) throws -> Outcome in try world.newSettings(kind, identity, given, inMemory: inMemory) }
    if inMemory || !asks { try shell.run(body) } else { try shell.change({ try $0.settingsIdentity(kind, identity) }, body) }
  }

  private func change(_ fixed: [(String, SettingsValue)] = []) throws {
    let wanted = try which(), passes = isOn("PassThru")
    let object = value("Instance")
    let given = try (fixed.isEmpty ? object.map { try values(of: $0) } ?? [] : []) + values() + fixed
    try shell.change({ try $0.settingsIdentity(kind, wanted) }) { world in
      var outcome = try world.setSettings(kind, wanted, given, adds: object != nil && kind.form != .contact)
      if passes { outcome.objects = try world.settings(kind, identity: wanted) }
      return outcome
    }
  }

  /// Places are entered with Set-, whether they exist or not.
  private func place() throws {
    let wanted = try which(), given = try values()
    try shell.change(wanted) { try $0.setSettings(kind, wanted, given, adds: true) }
  }

  private func built(_ world: LyncWorld) throws -> LyncObject {
    var kept: [String: String] = [:]
    for (name, value) in try values() {
      for text in value.texts { if let property = kind.property(name) { try world.checkMember(property, text) } }
      switch value {
      case .text(let text): kept[name] = text
      case .list(let items): kept[name] = items.joined(separator: "\u{1E}")
      case .edit(let add, _): kept[name] = add.joined(separator: "\u{1E}")
      }
    }
    BuiltValues.complete(kind, &kept) { text($0) }
    return kind.object { kept[$0] }
  }
}
