/// What Get-WmiObject and Get-CimInstance share: the class, the computers, the condition, and objects of their kind.
import Directory
import Engine
import Lync

struct ManagementQuery {
  enum Kind { case wmi, cim }

  let kind: Kind
  var className: String
  var condition: WqlCondition?
  var properties: [String] = []
  var computers: [String] = []
  var namespace: String?

  private var space: String { (namespace ?? "root\\cimv2").split(whereSeparator: { $0 == "/" || $0 == "\\" }).joined(separator: kind == .wmi ? "\\" : "/") }

  /// Carries out what was asked: instances of a class that meet a condition, or a whole query in its place.
  static func run(_ kind: Kind, _ className: String, query: String?, filter: String?, properties: [String], computers: [String], namespace: String?, _ shell: Invocation) throws {
    var asked = ManagementQuery(kind: kind, className: className)
    if let query {
      guard let parsed = WqlQuery(query) else { return try badQuery(query, shell) }
      (asked.className, asked.condition, asked.properties) = (parsed.className, parsed.condition, parsed.properties)
    }
    if let filter {
      guard let condition = WqlCondition(filter) else { return try badQuery("select * from \(className) where \(filter)", shell) }
      asked.condition = condition
    }
    if !properties.isEmpty, !properties.contains("*") { asked.properties = properties }
    (asked.computers, asked.namespace) = (computers, namespace)
    try asked.run(shell)
  }

  private func run(_ shell: Invocation) throws {
    let world: LyncWorld
    do { world = try shell.session.world() } catch let fault as Fault { return try shell.report(fault) }
    guard let known = ManagementClass.named(className) else { return try invalidClass(shell) }
    for name in computers.isEmpty ? ["."] : computers {
      guard let computer = world.computer(named: name), !world.isDown(computer) else {
        try unreachable(name, shell)
        continue
      }
      try shell.refusals {
        for values in try world.managementObjects(known, on: computer) {
          if let condition, !condition.holds({ wanted in known.value(wanted, in: values) }) { continue }
          try shell.write(object(known, values, computer: computer, asked: computers.isEmpty ? nil : name))
        }
      }
    }
  }

  private func object(_ known: ManagementClass, _ values: [String: LyncValue], computer: String, asked: String?) -> Value {
    let label = (computer.split(separator: ".").first.map(String.init) ?? computer).uppercased()
    let typeName: String, adds: [String]
    // The simulated list of SIP domains is an object of its own kind.
    if known.name == "MSFT_SIPDomainData" { (typeName, adds) = ("MSFT_SIPDomainData", []) } else {
      switch kind {
      case .wmi: (typeName, adds) = ("System.Management.ManagementObject#\(space)\\\(known.name)", ["PSComputerName"])
      case .cim: (typeName, adds) = ("Microsoft.Management.Infrastructure.CimInstance#\(space)/\(known.name)", ["PSComputerName"])
      }
    }
    let shape = known.shape(typeName, adds: adds)
    return LyncObjects.value(LyncObject(shape, shape.properties.map { name in
      if name == "PSComputerName" { return kind == .wmi ? .string(label) : asked.map(LyncValue.string) ?? .null }
      guard let value = values[name], properties.isEmpty || properties.contains(where: { $0.lowercased() == name.lowercased() }) else { return .null }
      // Get-WmiObject shows times as WMI keeps them.
      if kind == .wmi, case .date(let seconds) = value { return .string(ManagementQuery.timeText(seconds)) }
      return value
    }))
  }

  /// `20140303080000.000000+000`.
  private static func timeText(_ seconds: Int) -> String { LyncWorld.timeText(seconds).filter { $0 != "-" && $0 != ":" && $0 != " " } + ".000000+000" }

  private func invalidClass(_ shell: Invocation) throws {
    let help = "The simulator knows " + ManagementClass.all.map(\.name).joined(separator: ", ") + "."
    switch kind {
    case .wmi: try shell.error("GetWMIInvalidClass", .invalidType, "Invalid class \"\(className)\"", exception: "System.Management.ManagementException", target: .str(className), help: help)
    case .cim:
      try shell.error("HRESULT 0x80041010", .metadataError, "Invalid class ", exception: "Microsoft.Management.Infrastructure.CimException", target: .str("\(space):\(className)"), help: help)
    }
  }

  private func unreachable(_ name: String, _ shell: Invocation) throws {
    switch kind {
    case .wmi:
      try shell.error("GetWMICOMException", .invalidOperation, "The RPC server is unavailable. (Exception from HRESULT: 0x800706BA)", exception: "System.Runtime.InteropServices.COMException")
    case .cim:
      try shell.error("HRESULT 0x80070035", .connectionError,
        """
        WinRM cannot process the request. The following error occurred while using Kerberos authentication: Cannot find the computer \(name). Verify that the \
        computer exists on the network and that the name provided is spelled correctly.
        """,
        exception: "Microsoft.Management.Infrastructure.CimException", target: .str(name))
    }
  }

  private static func badQuery(_ text: String, _ shell: Invocation) throws {
    try shell.error("GetWMIManagementException", .invalidArgument, "Invalid query \"\(text)\"", exception: "System.Management.ManagementException", target: .str(text))
  }
}
