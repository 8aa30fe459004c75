/// What a deployment file may say: keys, kinds of values, and names that have to exist.
///
/// Everything that is wrong is told at once, each with its line: a trainer mends a file in one go.
import Directory

struct DeploymentRules {
  /// `*` = has to be there; kinds: s text, i number, f flag, l texts, t table of texts, d date, or a section's name.
  private static let sections: [String: (what: String, keys: String)] = [
    "": ("deployment",
      "Name s|Title s|Description s|Forest* s|Seed i|EnforceRoles f|Account Account|SipDomains l|LegacySipDomains l|CurrentComputer s|Site Site|CmsPool s|Pools Pool|Edges Edge|Computers l|"
        + "ApplicationPools ApplicationPool|Packages t|ConferenceDirectories Directory|AccessNumbers AccessNumber|Contacts Contact|Policies Policy|DepartmentPolicies t|"
        + "LegacyPools LegacyPool|LegacyPolicies LegacyPolicy|LegacyApplications LegacyApplication|LegacyDepartmentPolicies t|Users User|External External|Meetings Meeting"),
    "Account": ("account", "Name s|Groups l"),
    "Site": ("site", "Name* s|SiteId s|Description s"),
    "Pool": ("pool", "Fqdn* s|Version i|Computers* l|Sql s|Edge s|Mediation f"),
    "Edge": ("Edge pool", "Fqdn* s|Version i|Registrar* s|External s"),
    "ApplicationPool": ("application pool", "Fqdn* s|Version i|Computers* l|Registrar* s|Runtime s|Applications Application"),
    "Application": ("application", "Id* s|Port* i|Endpoints Endpoint"),
    "Endpoint": ("endpoint", "Sip* s|Name s|LineURI s"),
    "Directory": ("conference directory", "Id* i|Pool* s"),
    "AccessNumber": ("access number", "Sip* s|Name s|LineURI s|Number s|Pool* s|Language s|Regions l|Legacy f"),
    "Contact": ("contact", "Owner* s|Sip s|Name s|Pool* s"),
    "Policy": ("policy", "Kind* s|Identity* s|Settings l"),
    "LegacyPool": ("legacy pool", "Fqdn* s|Kind s|Computers l"),
    "LegacyPolicy": ("legacy policy", "Name* s|Kind* s"),
    "LegacyApplication": ("legacy application", "Name* s|Pool* s|Computers l|Port i|OcsPool* s|Contacts Endpoint"),
    "User": ("user", "Logon* s|Name s|Department s|Enabled f|Home s|LineURI s|Client s|NeedsLiveMeeting f|Contacts i|Pin f|PinLocked f"),
    "External": ("external user", "SipAddress* s|Client s"),
    "Meeting": ("meeting", "Title s|Organizer* s|Kind s|Host s|CreatedOn s|AddIn s|Start d|Locked f|LiveMeetingService f|Invitees l|Content l"),
  ]

  /// How many problems are told.
  private static let most = 100

  private let data: DataValue
  private let forest: String
  private var problems: [(place: DataValue, message: String)] = []

  /// The forest's name, or a refusal that lists what is wrong.
  static func check(_ data: DataValue) throws(Fault) -> String {
    var rules = DeploymentRules(data: data, forest: data["Forest"].text ?? "")
    rules.check(data, section: "")
    rules.checkNames()
    rules.checkValues()
    let problems = rules.problems.enumerated().sorted { ($0.element.place.file, $0.element.place.line, $0.offset) < ($1.element.place.file, $1.element.place.line, $1.offset) }.map(\.element)
    guard let first = problems.first else { return rules.forest }
    let lines = problems.prefix(most).map { "\($0.place.file), line \($0.place.line): \($0.message)\($0.message.hasSuffix("?") ? "" : ".")" }
    let more = problems.count > most ? "\n… and \(problems.count - most) more." : ""
    throw Fault(.invalidData, key: "E-DATAFILE", id: "DataFile", target: first.place.file, lines.joined(separator: "\n") + more, terminating: true)
  }

  private init(data: DataValue, forest: String) {
    self.data = data
    self.forest = forest
  }

  private mutating func problem(_ place: DataValue, _ message: String) { problems.append((place, message)) }

  // MARK: Keys and kinds

  private mutating func check(_ value: DataValue, section name: String) {
    guard let section = DeploymentRules.sections[name] else { return }
    guard value.isTable else { return problem(value, "A \(section.what) is a table: @{ … }") }
    let keys = section.keys.split(separator: "|").map { entry -> (name: String, isNeeded: Bool, kind: String) in
      let parts = entry.split(separator: " ").map(String.init)
      let isNeeded = parts[0].hasSuffix("*")
      return (isNeeded ? String(parts[0].dropLast()) : parts[0], isNeeded, parts[1])
    }
    for (key, item) in value.pairs {
      guard let known = keys.first(where: { $0.name.same(key) }) else {
        let hint = Nearness.nearest(to: key, among: keys.map(\.name)).map { "; did you mean '\($0)'?" } ?? "; there are \(keys.map(\.name).joined(separator: ", "))"
        problem(item, "A \(section.what) has no '\(key)'\(hint)")
        continue
      }
      check(item, known.name, kind: known.kind)
    }
    for key in keys where key.isNeeded && value[key.name].isNull { problem(value, "The \(section.what) has no '\(key.name)'") }
  }

  private mutating func check(_ value: DataValue, _ key: String, kind: String) {
    if value.isNull { return }
    switch kind {
    case "s": if value.text == nil { problem(value, "'\(key)' is a text") }
    case "i": if value.int == nil { problem(value, "'\(key)' is a number") }
    case "f": if value.flag == nil { problem(value, "'\(key)' is $true or $false") }
    case "d": if value.text.flatMap({ Calendar.seconds(any: $0) }) == nil { problem(value, "'\(key)' is a date like '2014-03-10 09:00'") }
    case "l": for item in value.items where item.text == nil { problem(item, "'\(key)' is a list of texts") }
    case "t":
      if !value.isTable { problem(value, "'\(key)' is a table: @{ name = 'text' }") }
      for (name, item) in value.pairs { for text in item.items where text.text == nil { problem(text, "'\(key)': '\(name)' is a list of texts") } }
    case "Site": check(value, section: kind)
    default: for item in value.items { check(item, section: kind) }
    }
  }

  // MARK: Names

  private func fqdn(_ name: String) -> String { (name.utf8.contains(UInt8(ascii: ".")) ? name : name + "." + forest).lowercased() }

  private func short(_ name: String) -> String { name.hasSuffix("." + forest.lowercased()) ? String(name.dropLast(forest.count + 1)) : name }

  private mutating func checkNames() {
    var pools: Set<String> = [], lync: Set<String> = [], legacy: Set<String> = [], computers: Set<String> = []
    func unique(_ entries: [DataValue], _ key: String, _ what: String, _ name: (String) -> String) -> [(DataValue, String)] {
      var seen: [String: Int] = [:]
      var twice: [(DataValue, String)] = []
      for entry in entries {
        guard let text = entry[key].text else { continue }
        let full = name(text)
        if let line = seen[full] { twice.append((entry[key], "\(what) '\(text)' stands in line \(line) already")) } else { seen[full] = entry[key].line }
      }
      return twice
    }
    let all = data["Pools"].items + data["LegacyPools"].items + data["Edges"].items + data["ApplicationPools"].items
    for entry in all {
      if let name = entry["Fqdn"].text { pools.insert(fqdn(name)) }
      for computer in entry["Computers"].texts { computers.insert(fqdn(computer)) }
    }
    for entry in data["Edges"].items { if let name = entry["Fqdn"].text { computers.insert(fqdn(name)) } }
    for entry in data["Pools"].items {
      if let name = entry["Fqdn"].text { lync.insert(fqdn(name)) }
      if let sql = entry["Sql"].text { computers.insert(fqdn(sql)) }
      if let version = entry["Version"].int, version != ServerVersion.lync2010, version != ServerVersion.lync2013 {
        problem(entry["Version"], "'Version' of a pool is 5 (Lync Server 2010) or 6 (2013)")
      }
    }
    for entry in data["LegacyPools"].items where entry["Kind"].text ?? "Pool" == "Pool" { if let name = entry["Fqdn"].text { legacy.insert(fqdn(name)) } }
    for computer in data["Computers"].texts { computers.insert(fqdn(computer)) }
    for entry in data["LegacyApplications"].items { for computer in entry["Computers"].texts { computers.insert(fqdn(computer)) } }
    func logon(_ text: String) -> String { text.lowercased() }
    let addresses = data["AccessNumbers"].items + data["Contacts"].items + data["ApplicationPools"].items.flatMap { $0["Applications"].items.flatMap { $0["Endpoints"].items } }
      + data["LegacyApplications"].items.flatMap { $0["Contacts"].items }
    let twice = unique(all, "Fqdn", "The pool", fqdn) + unique(data["Users"].items, "Logon", "The user", logon) + unique(addresses, "Sip", "The address", logon)
      + unique(data["Users"].items + addresses, "LineURI", "The number", logon) + unique(data["ConferenceDirectories"].items, "Id", "The conference directory", logon)
    for (place, message) in twice { problem(place, message) }

    need(data["CmsPool"], lync, "pool")
    need(data["CurrentComputer"], computers, "computer")
    for entry in data["Pools"].items { need(entry["Edge"], pools, "Edge pool") }
    for entry in data["Edges"].items { need(entry["Registrar"], lync, "pool") }
    for entry in data["ApplicationPools"].items { need(entry["Registrar"], lync.union(legacy), "pool") }
    for entry in data["ConferenceDirectories"].items + data["AccessNumbers"].items + data["Contacts"].items { need(entry["Pool"], lync.union(legacy), "pool") }
    for entry in data["LegacyApplications"].items { need(entry["OcsPool"], legacy, "legacy pool") }
    for (computer, packages) in data["Packages"].pairs {
      if !computers.contains(fqdn(computer)) { problem(packages, "There is no computer '\(computer)'" + hint(computer, computers.sorted().map { short($0) })) }
      for item in packages.items {
        if let name = item.text, !LyncWorld.packageNames.contains(where: { $0.same(name) }) {
          problem(item, "There is no package '\(name)'; there are \(LyncWorld.packageNames.joined(separator: ", "))")
        }
      }
    }
    let users = Set(data["Users"].items.compactMap { $0["Logon"].text?.lowercased() })
    for entry in data["Users"].items {
      need(entry["Home"], lync.union(legacy), "pool")
      if let client = entry["Client"].text, Clients.named(client) == nil {
        let near = hint(client, Clients.all.map(\.name))
        problem(entry["Client"], "There is no client '\(client)'" + (near.isEmpty ? "; there are \(Clients.all.map(\.name).joined(separator: ", "))" : near))
      }
    }
    for entry in data["Meetings"].items {
      need(entry["Host"], lync.union(legacy), "pool")
      if let organizer = entry["Organizer"].text, !organizer.contains("@"), !users.contains(organizer.lowercased()) {
        problem(entry["Organizer"], "There is no user '\(organizer)'" + hint(organizer, users.sorted()))
      }
    }
    for entry in data["Policies"].items {
      if let kind = entry["Kind"].text, PolicyKinds.named(kind) == nil {
        problem(entry["Kind"], "There is no kind of policy '\(kind)'; there are \(PolicyKinds.all.joined(separator: ", "))")
      }
    }
  }

  private mutating func need(_ value: DataValue, _ names: Set<String>, _ what: String) {
    guard let name = value.text, !names.contains(fqdn(name)) else { return }
    problem(value, "There is no \(what) '\(name)'" + hint(name, names.sorted().map { short($0) }))
  }

  private func hint(_ name: String, _ names: @autoclosure () -> [String]) -> String {
    // What is not told needs no search among all names.
    problems.count > DeploymentRules.most ? "" : Nearness.nearest(to: name, among: names()).map { "; did you mean '\($0)'?" } ?? ""
  }

  // MARK: Values

  private mutating func checkValues() {
    func twice(_ value: DataValue, _ what: String) -> [(DataValue, String)] {
      var seen: Set<String> = []
      return value.items.filter { item in item.text.map { !seen.insert($0.lowercased()).inserted } ?? false }.map { ($0, "The \(what) '\($0.text ?? "")' is named twice") }
    }
    var found = twice(data["SipDomains"], "SIP domain")
    for section in ["Pools", "LegacyPools", "ApplicationPools", "LegacyApplications"] { for entry in data[section].items { found += twice(entry["Computers"], "computer") } }
    let applications = data["ApplicationPools"].items.flatMap { $0["Applications"].items } + data["LegacyApplications"].items
    for entry in applications {
      if let port = entry["Port"].int, !(1...65_535 ~= port) { found.append((entry["Port"], "'Port' is between 1 and 65535")) }
      for key in ["Id", "Name"] { if let name = entry[key].text, name.contains(" ") { found.append((entry[key], "The application '\(name)' holds a space")) } }
    }
    let numbered = data["Users"].items + data["AccessNumbers"].items + applications.flatMap { $0["Endpoints"].items + $0["Contacts"].items }
    for entry in numbered { if let line = entry["LineURI"].text, !line.isEmpty, !line.lowercased().hasPrefix("tel:") { found.append((entry["LineURI"], "'LineURI' has the form tel:+14255550100")) } }
    for entry in data["AccessNumbers"].items {
      if let language = entry["Language"].text, Cultures.lcid[language.lowercased()] == nil {
        found.append((entry["Language"], "There is no language '\(language)'" + hint(language, Array(Cultures.lcid.keys).sorted())))
      }
    }
    let kinds = ["LyncOnlineMeeting", "ConferenceCall", "WebConference"]
    for entry in data["Meetings"].items {
      if let kind = entry["Kind"].text, !kinds.contains(where: { $0.same(kind) }) { found.append((entry["Kind"], "There is no kind of meeting '\(kind)'; there are \(kinds.joined(separator: ", "))")) }
    }
    for (place, message) in found { problem(place, message) }
  }
}
