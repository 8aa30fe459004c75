/// Asks whether a computer answers: this one does, others cannot be reached.
import Engine
import NetTypes
import Glibc

struct TestConnection: Cmdlet {
  static let command = Command("Test", "Connection", module: "Microsoft.PowerShell.Management", defaultSet: "DefaultPing",
    outputs: ["Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", "System.Boolean", "Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus", "System.Int32", "Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus", "Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus"],
    synopsis: "Sends ICMP echo request packets, or pings, to one or more computers.", examples: [("This computer", "Test-Connection localhost -Count 1 -Quiet")])
  @Parameter("TargetName", at: 0, from: [.pipeline, .propertyName], mandatory: true, aliases: ["ComputerName"], validate: [.notNullOrEmpty]) var targetName: [String]
  @Parameter("Ping", sets: ["DefaultPing", "RepeatPing"], fidelity: .inert) var ping: Switch
  @Parameter("IPv4", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"], fidelity: .inert) var iPv4: Switch
  @Parameter("IPv6", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"], fidelity: .inert) var iPv6: Switch
  @Parameter("ResolveDestination", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"], fidelity: .inert) var resolveDestination: Switch
  @Parameter("Source", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "TcpPort"], fidelity: .inert) var source: String?
  @Parameter("MaxHops", sets: ["DefaultPing", "RepeatPing", "TraceRoute"], aliases: ["Ttl", "TimeToLive", "Hops"], validate: [.range(.int(1), .int(128))], fidelity: .inert) var maxHops: Int?
  @Parameter("Count", sets: ["DefaultPing", "TcpPort"], validate: [.rangeKind("Positive")]) var count: Int?
  @Parameter("Delay", sets: ["DefaultPing", "RepeatPing", "TcpPort"], validate: [.rangeKind("Positive")]) var delay: Int?
  @Parameter("BufferSize", sets: ["DefaultPing", "RepeatPing"], aliases: ["Size", "Bytes", "BS"], validate: [.range(.int(0), .int(65500))]) var bufferSize: Int?
  @Parameter("DontFragment", sets: ["DefaultPing", "RepeatPing"], fidelity: .inert) var dontFragment: Switch
  @Parameter("Repeat", in: [InSet("RepeatPing", mandatory: true), InSet("TcpPort")], aliases: ["Continuous"], fidelity: .inert) var `repeat`: Switch
  @Parameter("Quiet") var quiet: Switch
  @Parameter("TimeoutSeconds", validate: [.rangeKind("Positive")]) var timeoutSeconds: Int?
  @Parameter("Traceroute", sets: ["TraceRoute"], mandatory: true, fidelity: .inert) var traceroute: Switch
  @Parameter("MtuSize", sets: ["MtuSizeDetect"], mandatory: true, aliases: ["MtuSizeDetect"], fidelity: .inert) var mtuSize: Switch
  @Parameter("TcpPort", sets: ["TcpPort"], validate: [.range(.int(0), .int(65535))]) var tcpPort: Int
  @Parameter("Detailed", sets: ["TcpPort"]) var detailed: Switch

  private static let type = RecordType("Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", ["string Source {get;}", "string Destination {get;}", "string Address {get;}", "string DisplayAddress {get;}", "long Latency {get;}", "System.Net.NetworkInformation.IPStatus Status {get;}", "int BufferSize {get;}", "System.Net.NetworkInformation.PingReply Reply {get;}", "uint Ping {get;}"])
  private static let tcp = RecordType("Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus", ["int Id {get;}", "string Source {get;}", "string Target {get;}", "string TargetAddress {get;}", "int Port {get;}", "long Latency {get;}", "bool Connected {get;}", "System.Net.Sockets.SocketError Status {get;}"])

  mutating func process(_ shell: Invocation) throws {
    for name in targetName {
      let lower = name.lowercased()
      let address = lower == "localhost" || lower == TestConnection.hostName ? "127.0.0.1" : lower == "::1" ? "::1" : lower.hasPrefix("127.") ? lower : nil
      guard let address else {
        if quiet.isOn || $tcpPort.isBound && !detailed.isOn { try shell.write(.no); continue }
        try shell.error("TestConnectionException", .resourceUnavailable, "Testing connection to computer '\(name)' failed: Cannot resolve the target name.", exception: "System.Net.NetworkInformation.PingException", target: .str(name))
        continue
      }
      if $tcpPort.isBound { try port(name, address, tcpPort, shell); continue }
      if quiet.isOn { try shell.write(.yes); continue }
      let times = count ?? 4
      for n in 1...max(1, times) {
        try shell.write(TestConnection.type.make([.str(TestConnection.hostName), .str(name), .str(address), .str(address), .long(0), .str("Success"), .integer(bufferSize ?? 32), .null, .uint(UInt32(n))]))
        if n < times { var left = (delay ?? 1) * 10; while left > 0 { try shell.poll(); usleep(100_000); left -= 1 } }
      }
    }
  }
  private func port(_ name: String, _ address: String, _ port: Int, _ shell: Invocation) throws {
    let client = HttpClient(timeout: timeoutSeconds ?? 5) { try shell.poll() }
    let connected = client.canConnect(address, port)
    if quiet.isOn || !detailed.isOn { return try shell.write(.bool(connected)) }
    try shell.write(TestConnection.tcp.make([.int(1), .str(TestConnection.hostName), .str(name), .str(address), .integer(port), .long(0), .bool(connected), .str(connected ? "Success" : "ConnectionRefused")]))
  }
  private static let hostName: String = {
    var b = [CChar](repeating: 0, count: 256)
    return gethostname(&b, 255) == 0 ? String(cString: b).lowercased() : "localhost"
  }()
}
