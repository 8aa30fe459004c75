/// The Windows services of each kind of computer (domain 1.5).
import Directory

struct WindowsServiceDefinition {
  let name: String
  let displayName: String
  /// The topology roles the service carries out.
  let roles: [String]
  let dependsOn: [String]
  let activity: String

  private init(_ name: String, _ displayName: String, _ roles: [String] = [], needs dependsOn: [String] = [], activity: String = "") {
    self.name = name
    self.displayName = displayName
    self.roles = roles
    self.dependsOn = dependsOn
    self.activity = activity
  }

  static func named(_ name: String) -> WindowsServiceDefinition? { all.first { $0.name.same(name) } }

  private static let all: [WindowsServiceDefinition] = [
    .init("W3SVC", "World Wide Web Publishing Service", ["WebServer"]),
    .init("RTCSRV", "Lync Server Front-End", ["Registrar", "UserServer"], activity: "Incoming Requests per Second=0"),
    .init("REPLICA", "Lync Server Replica Replicator Agent", ["Replica"]),
    .init("MASTER", "Lync Server Master Replicator Agent", ["CentralManagement"]),
    .init("FTA", "Lync Server File Transfer Agent", ["CentralManagement"]),
    .init("RTCCAA", "Lync Server Conferencing Attendant", ["ApplicationServer"], needs: ["RTCSRV"], activity: "Concurrent Calls=0"),
    .init("RTCCAS", "Lync Server Conferencing Announcement", ["ApplicationServer"], needs: ["RTCSRV"], activity: "Concurrent Conferences=0"),
    .init("RTCRGS", "Lync Server Response Group", ["ApplicationServer"], needs: ["RTCSRV"], activity: "Current Active Calls=0"),
    .init("RTCCPS", "Lync Server Call Park", ["ApplicationServer"], needs: ["RTCSRV"], activity: "Concurrent Calls=0"),
    .init("RTCATS", "Lync Server Audio Test Service", ["ApplicationServer"], needs: ["RTCSRV"], activity: "Concurrent Calls=0"),
    .init("RTCIMMCU", "Lync Server IM Conferencing", ["ConferencingServer"], activity: "Active Conferences=0"),
    .init("RTCAVMCU", "Lync Server Audio/Video Conferencing", ["ConferencingServer"], activity: "Active Conferences=0"),
    .init("RTCASMCU", "Lync Server Application Sharing", ["ConferencingServer"], activity: "Active Conferences=0"),
    .init("RTCDATAMCU", "Lync Server Web Conferencing", ["ConferencingServer"], activity: "Active Conferences=0"),
    .init("RTCMEETINGMCU", "Lync Server Web Conferencing Compatibility", ["ConferencingServer"], activity: "Active Conferences=0"),
    .init("RTCMEDSRV", "Lync Server Mediation", ["MediationServer"], activity: "Current Outbound Calls=0"),
    .init("RTCCLSAGT", "Lync Server Centralized Logging Service Agent"),
  ]

  private static let frontEnd = [
    "RTCSRV", "REPLICA", "RTCCAA", "RTCCAS", "RTCRGS", "RTCCPS", "RTCATS", "RTCIMMCU", "RTCAVMCU", "RTCASMCU", "RTCDATAMCU", "RTCMEETINGMCU",
  ]

  /// The service names of a computer, in print order.
  static func names(kind: HostKind, mediation: Bool, holdsCms: Bool) -> [String] {
    switch kind {
    case .frontEnd2013, .frontEnd2010:
      var names = ["W3SVC"] + frontEnd
      if mediation { names.append("RTCMEDSRV") }
      if kind == .frontEnd2013 { names.append("RTCCLSAGT") }
      if holdsCms { names += ["MASTER", "FTA"] }
      return names
    case .edge: return ["RTCSRV", "REPLICA"]
    case .mediation: return ["REPLICA", "RTCMEDSRV"]
    case .application: return ["REPLICA"]
    case .ocsFrontEnd: return ["RTCSRV", "RTCIMMCU", "RTCAVMCU", "RTCDATAMCU"]
    case .ocsMediation: return ["RTCMEDSRV"]
    case .ocsEdge: return ["RTCSRV"]
    case .other: return []
    }
  }
}

/// What a computer is for.
enum HostKind: String {
  case frontEnd2013 = "2013FrontEnd"
  case frontEnd2010 = "2010FrontEnd"
  case edge = "Edge"
  case mediation = "Mediation"
  case application = "TrustedApplication"
  case ocsFrontEnd = "OcsFrontEnd"
  case ocsMediation = "OcsMediation"
  case ocsEdge = "OcsEdge"
  case other = "Other"

  /// Whether Cs cmdlets manage the computer's services.
  var isLegacy: Bool { self == .ocsFrontEnd || self == .ocsMediation || self == .ocsEdge }
}

extension Host {
  var role: HostKind { HostKind(rawValue: kind) ?? .other }
}
