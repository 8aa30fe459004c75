/// What Tab offers for parameters of Lync cmdlets: users, endpoints, pools, computers, policies of the forest.
import Completion
import Engine
import Lync

enum LyncCompletions {
  static func matches(command: String, parameter: String, word: String, _ context: ExecutionContext) -> [CompletionMatch]? {
    let command = command.lowercased()
    guard let dash = command.firstIndex(of: "-") else { return nil }
    let noun = command[command.index(after: dash)...]
    guard noun.hasPrefix("cs") || noun.hasPrefix("sim"), let world = try? LyncSession.of(context).world() else { return nil }
    let typed = word.unquoted.lowercased()
    let verb = String(command[..<dash])
    guard let found = values(String(noun), verb: verb, parameter.lowercased(), typed, world) ?? settings(String(noun), verb: verb, parameter.lowercased(), context) else { return nil }
    return found.filter { $0.value.lowercased().hasPrefix(typed) || $0.shown.lowercased().hasPrefix(typed) }
      .map { CompletionMatch($0.value, list: $0.shown, .parameterValue, toolTip: $0.tip) }
  }

  /// Instances of policies and settings, as their own Get cmdlet lists them; for a grant the names behind `Tag:`.
  private static func settings(_ noun: String, verb: String, _ parameter: String, _ context: ExecutionContext) -> [Offer]? {
    guard verb == "grant" ? parameter == "policyname" : parameter == "identity" && verb != "new",
      let get = context.findCommand("Get-" + noun), ArgumentCompleters.of(context).isSafeToRun(get), let all = try? context.callCommand(get.name) else { return nil }
    return all.compactMap { item in
      guard let identity = (try? context.property(item, "Identity")).flatMap({ $0 }).map({ Conversion.toString($0, context) }), !identity.isEmpty else { return nil }
      if verb != "grant" { return (identity, identity, identity) }
      guard identity.hasPrefix("Tag:") else { return nil }
      let name = String(identity.dropFirst(4))
      return (name, name, identity)
    }
  }

  /// What can be broken, or what is; the tip names the faults.
  private static func faultTargets(_ verb: String, _ world: LyncWorld) -> [Offer] {
    var places: [String] = [], faults: [String: [String]] = [:]
    func add(_ place: String, _ fault: String) {
      if faults[place] == nil { places.append(place) }
      faults[place, default: []].append(fault)
    }
    if verb == "set" { for kind in FaultKind.allCases { for place in world.faultTargets(kind) { add(place, kind.rawValue) } } } else {
      for fault in world.injectedFaults() { add(fault["Target"]?.text ?? "", fault["Name"]?.text ?? "") }
    }
    return places.map { ($0, $0, faults[$0, default: []].joined(separator: ", ")) }
  }

  private typealias Offer = (value: String, shown: String, tip: String)

  private static func values(_ noun: String, verb: String, _ parameter: String, _ typed: String, _ world: LyncWorld) -> [Offer]? {
    func offers(_ objects: [LyncObject]?, _ value: String, _ tip: String = "") -> [Offer]? {
      objects?.compactMap { object in
        guard let text = object[value]?.text, !text.isEmpty else { return nil }
        let note = tip.isEmpty ? "" : object[tip]?.text ?? ""
        return (text, text, note.isEmpty ? text : note)
      }
    }
    func pools(lync: Bool = true) -> [Offer]? { offers(try? world.services(role: "Registrar"), "PoolFqdn", "Identity") }
    func users() -> [Offer]? {
      typed.hasPrefix("sip:") ? offers(people("SipAddress", accounts: false), "SipAddress", "DisplayName") : offers(people("DisplayName", accounts: false), "DisplayName", "SipAddress")
    }
    // Of a big forest no more than somebody would look at.
    func people(_ property: String, accounts: Bool) -> [LyncObject]? {
      var query = UserQuery()
      query.test = .compare(property: property, operation: .like, value: Wildcard.escaped(typed) + "*")
      query.resultSize = 1000
      return accounts ? try? world.adUsers(query) : try? world.users(query)
    }
    func applicationPools() -> [Offer]? { offers(try? world.services(role: "TrustedApplicationPool"), "PoolFqdn", "Identity") }
    switch parameter {
    case "identity":
      switch noun {
      case "csaduser": return offers(people("DisplayName", accounts: true), "DisplayName", "Identity")
      case "csapplicationendpoint", "cstrustedapplicationendpoint": return offers(try? world.applicationEndpoints(EndpointQuery()), "SipAddress", "DisplayName")
      case "cspool": return offers(try? world.pools(), "Fqdn")
      case "cssite": return offers(try? world.sites(), "Identity")
      case "cscomputer": return offers(try? world.computers(), "Fqdn", "Pool")
      case "cstrustedapplicationcomputer": return offers(try? world.trustedApplicationComputers(), "Fqdn", "Pool")
      case "cstrustedapplicationpool": return applicationPools()
      case "cstrustedapplication": return offers(try? world.trustedApplications(), "Identity")
      case "cssipdomain": return offers(try? world.sipDomains(), "Identity")
      case "csservice": return offers(try? world.services(), "Identity")
      case "csconferencedirectory": return offers(try? world.conferenceDirectories(), "Identity", "ServiceId")
      case "csdialinconferencingaccessnumber": return offers(try? world.accessNumbers(), "PrimaryUri", "DisplayNumber")
      default: return verb == "grant" || noun.contains("user") || noun.contains("pin") || noun == "simclientfeature" ? users() : nil
      }
    case "target" where noun == "simfault": return faultTargets(verb, world)
    case "target", "registrar", "registrarpool", "homepool", "targetpool": return noun == "csapplicationendpoint" ? applicationPools() : pools()
    case "targetapplicationpool", "trustedapplicationpoolfqdn": return applicationPools()
    case "pool", "poolfqdn":
      return noun.hasPrefix("simapplication") || noun.hasPrefix("cstrusted") ? applicationPools() : offers(try? world.pools(), "Fqdn")
    case "site": return offers(try? world.sites(), "SiteId", "Identity")
    case "computername", "replicafqdn", "computerfqdn", "frontend": return offers(try? world.simComputers(), "Fqdn", "Pool")
    case "name" where noun == "cswindowsservice": return offers(try? world.windowsServices(), "Name", "DisplayName")
    case "name" where noun == "simfault":
      return FaultKind.allCases.map { ($0.rawValue, $0.rawValue, $0.effect) }
    case "name" where noun == "simpackage": return LyncWorld.packageNames.map { ($0, $0, $0) }
    case "name" where noun == "simdeployment": return LyncWorld.deploymentNames.map { ($0, $0, $0) }
    case "name" where noun == "simstate": return world.savedStates.map { ($0, $0, $0) }
    case "from", "user", "organizer": return offers(people("SipAddress", accounts: false), "SipAddress", "DisplayName")
    case "to": return offers(try? world.applicationEndpoints(EndpointQuery()), "SipAddress", "DisplayName")
    case "sitename": return offers(try? world.sites(), "DisplayName")
    case "meetingid": return offers(try? world.meetings(), "MeetingId", "Title")
    case "title" where noun == "simmeeting": return offers(try? world.meetings(), "Title")
    case "applicationid": return offers(try? world.trustedApplications(), "LegacyApplicationName", "Identity")
    default: return nil
    }
  }
}

extension String {
  fileprivate var unquoted: String {
    guard let first = unicodeScalars.first, first == "'" || first == "\"" else { return self }
    var rest = String(unicodeScalars.dropFirst())
    if rest.unicodeScalars.last == first { rest.unicodeScalars.removeLast() }
    return rest
  }
}
