/// Parameters described by data: a line a parameter set, `!` mandatory, `/` aliases, `@` position, `<` pipeline (`v` by value,
/// `n` by property name), `:` type.
///
///     Identity|!Identity@0<vn:user DomainController:fqdn
///
/// Types: the abbreviations of `typeName`, `enum.<full name>=<members>`, `flags.` for one with several members at a time, or a full name.
import Engine

struct DescribedParameters {
  struct Item { var name: String, type: String, aliases: [String], sets: [InSet] }
  var items: [Item] = []

  /// One set; `name` nil = all sets.
  mutating func add(set name: String, _ words: Substring) {
    for word in words.split(separator: " ") {
      guard let colon = word.firstIndex(of: ":") else { continue }
      var head = word[..<colon]
      var from: PipelineSource = []
      if let angle = head.firstIndex(of: "<") {
        let how = head[angle...]
        if how.contains("v") { from.insert(.pipeline) }
        if how.contains("n") { from.insert(.propertyName) }
        head = head[..<angle]
      }
      let placed = head.split(separator: "@").map(String.init)
      let named = (placed.first ?? "").split(separator: "/").map(String.init)
      guard var title = named.first else { continue }
      let mandatory = title.hasPrefix("!")
      if mandatory { title.removeFirst() }
      let entry = InSet(name, at: placed.count > 1 ? Int(placed[1]) : nil, mandatory: mandatory, from: from)
      if let at = items.firstIndex(where: { $0.name == title }) { items[at].sets.append(entry) } else {
        items.append(Item(name: title, type: String(word[word.index(after: colon)...]), aliases: named.count > 1 ? named[1].split(separator: ",").map(String.init) : [], sets: [entry]))
      }
    }
  }

  /// The full name of a described type, which is defined when it is not known yet.
  static func typeName(_ name: String) -> String {
    switch name {
    // "text" may be empty although it must be given
    case "string", "text": return "System.String"
    case "string[]": return "System.String[]"
    case "byte[]": return "System.Byte[]"
    case "int": return "System.Int32"
    case "short": return "System.Int16"
    case "ushort": return "System.UInt16"
    case "uint": return "System.UInt32"
    case "ulong": return "System.UInt64"
    case "bool": return "System.Boolean"
    case "guid": return "System.Guid"
    case "datetime": return "System.DateTime"
    case "timespan": return "System.TimeSpan"
    case "hashtable": return "System.Collections.Hashtable"
    case "switch": return "System.Management.Automation.SwitchParameter"
    case "cred": return "System.Management.Automation.PSCredential"
    case "psobject": return "System.Management.Automation.PSObject"
    case "listmod": return SettingsTypes.anything("System.Management.Automation.PSListModifier")
    case "fqdn": return Fqdn.netType.fullName
    case "user": return UserIdentity.netType.fullName
    case "ou": return OUIdentity.netType.fullName
    case "limit": return ResultLimit.netType.fullName
    case "scope": return ScopeIdentity.netType.fullName
    case "xds": return XdsIdentity.netType.fullName
    case "AuthenticationMechanism": return AuthenticationMechanism.netType.fullName
    default: break
    }
    let isFlags = name.hasPrefix("flags.")
    guard isFlags || name.hasPrefix("enum.") else { return TypeTable.resolve(name) != nil ? name : SettingsTypes.anything(name) }
    let halves = name.dropFirst(isFlags ? 6 : 5).split(separator: "=")
    let full = halves.first.map(String.init) ?? "System.Object"
    return SettingsTypes.enumeration(full, halves.count > 1 ? halves[1].split(separator: ",").map(String.init) : [], flags: isFlags)
  }
}
