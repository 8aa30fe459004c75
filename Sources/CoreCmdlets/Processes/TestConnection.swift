/// Asks whether a computer answers: this one does, at once and without a hop between; others cannot be reached.
import Engine
import NetTypes
import Glibc

struct TestConnection: Cmdlet {
  static let command = Command("Test", "Connection", module: "Microsoft.PowerShell.Management", defaultSet: "DefaultPing",
    outputs: [
      "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus",
      "System.Boolean", "Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus", "System.Int32",
      "Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus", "Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus",
    ],
    synopsis: "Sends ICMP echo request packets, or pings, to one or more computers.", examples: [("This computer", "Test-Connection localhost -Count 1 -Quiet")])
  @Parameter("TargetName", at: 0, from: [.pipeline, .propertyName], mandatory: true, aliases: ["ComputerName"], validate: [.notNullOrEmpty]) var targetName: [String]
  @Parameter("Ping", sets: ["DefaultPing", "RepeatPing"], fidelity: .inert) var ping: Switch
  @Parameter("IPv4", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"]) var iPv4: Switch
  @Parameter("IPv6", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"]) var iPv6: Switch
  @Parameter("ResolveDestination", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"], fidelity: .inert) var resolveDestination: Switch
  @Parameter("Source", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "TcpPort"], fidelity: .inert) var source: String?
  @Parameter("MaxHops", sets: ["DefaultPing", "RepeatPing", "TraceRoute"], aliases: ["Ttl", "TimeToLive", "Hops"], validate: [.range(.int(1), .int(128))], fidelity: .inert) var maxHops: Int?
  @Parameter("Count", sets: ["DefaultPing", "TcpPort"], validate: [.rangeKind("Positive")]) var count: Int?
  @Parameter("Delay", sets: ["DefaultPing", "RepeatPing", "TcpPort"], validate: [.rangeKind("Positive")]) var delay: Int?
  @Parameter("BufferSize", sets: ["DefaultPing", "RepeatPing"], aliases: ["Size", "Bytes", "BS"], validate: [.range(.int(0), .int(65500))]) var bufferSize: Int?
  @Parameter("DontFragment", sets: ["DefaultPing", "RepeatPing"], fidelity: .inert) var dontFragment: Switch
  @Parameter("Repeat", in: [InSet("RepeatPing", mandatory: true), InSet("TcpPort")], aliases: ["Continuous"]) var `repeat`: Switch
  @Parameter("Quiet") var quiet: Switch
  @Parameter("TimeoutSeconds", validate: [.rangeKind("Positive")]) var timeoutSeconds: Int?
  @Parameter("Traceroute", sets: ["TraceRoute"], mandatory: true) var traceroute: Switch
  @Parameter("MtuSize", sets: ["MtuSizeDetect"], mandatory: true, aliases: ["MtuSizeDetect"]) var mtuSize: Switch
  @Parameter("TcpPort", sets: ["TcpPort"], validate: [.range(.int(0), .int(65535))]) var tcpPort: Int
  @Parameter("Detailed", sets: ["TcpPort"]) var detailed: Switch

  private static let prefix = "Microsoft.PowerShell.Commands.TestConnectionCommand+"
  private static let pingMembers = [
    "string Source {get;}", "string Destination {get;}", "string Address {get;}", "string DisplayAddress {get;}", "long Latency {get;}",
    "System.Net.NetworkInformation.IPStatus Status {get;}", "int BufferSize {get;}", "System.Net.NetworkInformation.PingReply Reply {get;}", "uint Ping {get;}",
  ]
  private static let pingStatus = RecordType(prefix + "PingStatus", pingMembers)
  private static let mtuStatus = RecordType(prefix + "PingMtuStatus", base: prefix + "PingStatus", pingMembers + ["int MtuSize {get;}"])
  private static let traceStatus = RecordType(prefix + "TraceStatus", [
    "int Hop {get;}", "string Hostname {get;}", "uint Ping {get;}", "string HopAddress {get;}", "long Latency {get;}", "System.Net.NetworkInformation.IPStatus Status {get;}",
    "string Source {get;}", "string Target {get;}", "string TargetAddress {get;}", "System.Net.NetworkInformation.PingReply Reply {get;}",
  ])
  private static let portStatus = RecordType(prefix + "TcpPortStatus", [
    "int Id {get;}", "string Source {get;}", "string Target {get;}", "string TargetAddress {get;}", "int Port {get;}", "long Latency {get;}", "bool Connected {get;}",
    "System.Net.Sockets.SocketError Status {get;}",
  ])
  private static var success: Value { .other(PSEnum(TypeTable.get("System.Net.NetworkInformation.IPStatus"), 0)) }
  /// What PowerShell's search for the largest packet ends with where none is too large: just below its upper bound.
  private static let largestPacket = 9999

  mutating func process(_ shell: Invocation) throws {
    for name in targetName {
      guard let address = address(of: name) else { try unreachable(name, shell); continue }
      if mtuSize.isOn {
        try shell.write(quiet.isOn ? .integer(Self.largestPacket) : Self.mtuStatus.make(answer(name, address, 0) + [.integer(Self.largestPacket)]))
      } else if traceroute.isOn {
        try trace(name, address, shell)
      } else if $tcpPort.isBound {
        try connect(name, address, shell)
      } else if quiet.isOn, !`repeat`.isOn {
        try shell.write(.yes)
      } else {
        try times(count ?? 4, shell) { n in if !quiet.isOn { try shell.write(Self.pingStatus.make(answer(name, address, n))) } }
      }
    }
  }
  /// The address a name of this computer has; nil for every other computer.
  private func address(of name: String) -> String? {
    let lower = name.lowercased()
    if lower == "localhost" || lower == TestConnection.hostName { return iPv6.isOn ? "::1" : "127.0.0.1" }
    if lower == "::1" { return iPv4.isOn ? nil : lower }
    return lower.hasPrefix("127.") && !iPv6.isOn ? lower : nil
  }
  private func unreachable(_ name: String, _ shell: Invocation) throws {
    if mtuSize.isOn, quiet.isOn { return try shell.write(.int(-1)) }
    if quiet.isOn || $tcpPort.isBound && !detailed.isOn { return try shell.write(.no) }
    try shell.error("TestConnectionException", .resourceUnavailable, "Testing connection to computer '\(name)' failed: Cannot resolve the target name.", exception: "System.Net.NetworkInformation.PingException", target: .str(name))
  }
  private func answer(_ name: String, _ address: String, _ n: Int) -> [Value] {
    [.str(TestConnection.hostName), .str(name), .str(address), .str(address), .long(0), Self.success, .integer(bufferSize ?? 32), .null, .uint(UInt32(truncatingIfNeeded: n))]
  }
  /// As often as asked, or until Ctrl+C, with the delay in between.
  private func times(_ count: Int, _ shell: Invocation, _ body: (Int) throws -> Void) throws {
    var n = 1
    while true {
      try body(n)
      if !`repeat`.isOn, n >= count { return }
      n &+= 1
      try shell.sleep(seconds: Double(delay ?? 1))
    }
  }
  private func trace(_ name: String, _ address: String, _ shell: Invocation) throws {
    if quiet.isOn { return try shell.write(.yes) }
    for n in 1...3 {
      try shell.write(Self.traceStatus.make([
        .int(1), .str(TestConnection.hostName), .uint(UInt32(n)), .str(address), .long(0), Self.success, .str(TestConnection.hostName), .str(name), .str(address), .null,
      ]))
    }
  }
  private func connect(_ name: String, _ address: String, _ shell: Invocation) throws {
    let client = HttpClient(timeout: timeoutSeconds ?? 5) { try shell.poll() }
    if quiet.isOn || !detailed.isOn { return try shell.write(.bool(client.canConnect(address, tcpPort))) }
    try times(count ?? 1, shell) { n in
      let connected = client.canConnect(address, tcpPort), status = PSEnum(TypeTable.get("System.Net.Sockets.SocketError"), connected ? 0 : 10_061)
      try shell.write(Self.portStatus.make([
        .integer(n), .str(TestConnection.hostName), .str(name), .str(address), .integer(tcpPort), .long(0), .bool(connected), .other(status),
      ]))
    }
  }
  private static let hostName: String = {
    var b = [CChar](repeating: 0, count: 256)
    return gethostname(&b, 255) == 0 ? String(cString: b).lowercased() : "localhost"
  }()
}
