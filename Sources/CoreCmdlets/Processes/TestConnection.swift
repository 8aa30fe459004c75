/// Asks whether a computer answers: this one does, others cannot be reached. Names and answers are those of `Dns` and `Ping`.
import Engine
import NetTypes
import Glibc

struct TestConnection: Cmdlet {
  static let command = Command("Test", "Connection", module: "Microsoft.PowerShell.Management", defaultSet: "DefaultPing",
    outputs: [
      "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", "System.Boolean",
      "Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus", "System.Int32", "Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus",
      "Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus"
    ],
    synopsis: "Sends ICMP echo request packets, or pings, to one or more computers.", examples: [("This computer", "Test-Connection localhost -Count 1 -Quiet")])
  @Parameter("Ping", sets: ["DefaultPing", "RepeatPing"], fidelity: .inert) var ping: Switch
  @Parameter("IPv4", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"]) var iPv4: Switch
  @Parameter("IPv6", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"]) var iPv6: Switch
  @Parameter("ResolveDestination", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "MtuSizeDetect", "TcpPort"]) var resolveDestination: Switch
  @Parameter("Source", sets: ["DefaultPing", "RepeatPing", "TraceRoute", "TcpPort"], fidelity: .inert) var source: String?
  @Parameter("MaxHops", sets: ["DefaultPing", "RepeatPing", "TraceRoute"], aliases: ["Ttl", "TimeToLive", "Hops"], validate: [.range(.int(1), .int(128))]) var maxHops: Int?
  @Parameter("Count", sets: ["DefaultPing", "TcpPort"], validate: [.rangeKind("Positive")]) var count: Int?
  @Parameter("Delay", sets: ["DefaultPing", "RepeatPing", "TcpPort"], validate: [.rangeKind("Positive")]) var delay: Int?
  @Parameter("BufferSize", sets: ["DefaultPing", "RepeatPing"], aliases: ["Size", "Bytes", "BS"], validate: [.range(.int(0), .int(65500))]) var bufferSize: Int?
  @Parameter("DontFragment", sets: ["DefaultPing", "RepeatPing"], fidelity: .inert) var dontFragment: Switch
  @Parameter("Repeat", in: [InSet("RepeatPing", mandatory: true), InSet("TcpPort")], aliases: ["Continuous"]) var `repeat`: Switch
  @Parameter("Quiet") var quiet: Switch
  @Parameter("TimeoutSeconds", validate: [.rangeKind("Positive")]) var timeoutSeconds: Int?
  @Parameter("TargetName", at: 0, from: [.pipeline, .propertyName], mandatory: true, aliases: ["ComputerName"], validate: [.notNullOrEmpty]) var targetName: [String]
  @Parameter("MtuSize", sets: ["MtuSizeDetect"], mandatory: true, aliases: ["MtuSizeDetect"]) var mtuSize: Switch
  @Parameter("Traceroute", sets: ["TraceRoute"], mandatory: true) var traceroute: Switch
  @Parameter("TcpPort", sets: ["TcpPort"], mandatory: true, validate: [.range(.int(0), .int(65535))]) var tcpPort: Int
  @Parameter("Detailed", sets: ["TcpPort"]) var detailed: Switch

  mutating func process(_ shell: Invocation) throws {
    for name in targetName {
      guard let (target, address) = try resolve(name, shell) else {
        if mtuSize.isOn, quiet.isOn { try shell.write(.integer(-1)) }
        else if traceroute.isOn ? !quiet.isOn : quiet.isOn { try shell.write(.no) }
        continue
      }
      if $tcpPort.isBound { try testPort(name, address, shell) }
      else if mtuSize.isOn { try measure(target, address, shell) }
      else if traceroute.isOn { try trace(target, address, shell) }
      else { try send(target, address, shell) }
    }
  }

  // MARK: - The four tests

  private func send(_ target: String, _ address: Value, _ shell: Invocation) throws {
    let times = `repeat`.isOn ? Int.max : count ?? 4
    var all = true
    for n in 1...max(1, times) {
      let r = try ping(address, shell)
      all = all && r.succeeded
      if !quiet.isOn { try shell.write(PingObjects.status(Self.source(shell), target, r, size: bufferSize.flatMap { $0 == 0 ? nil : $0 } ?? 32, number: n, shell.context)) }
      if n < times { try pause(shell) }
    }
    if quiet.isOn { try shell.write(.bool(all)) }
  }
  /// The path to an address of this computer takes any size: the search ends at its upper bound.
  private func measure(_ target: String, _ address: Value, _ shell: Invocation) throws {
    let r = try ping(address, shell), largest = 9999
    guard r.succeeded else {
      let text = Conversion.toString(address, shell.context)
      return try shell.error("TestConnectionException", .resourceUnavailable, text, exception: "System.TimeoutException", target: r.value)
    }
    try shell.write(quiet.isOn ? .integer(largest) : PingObjects.mtu(Self.source(shell), target, r, size: largest, shell.context))
  }
  private func trace(_ target: String, _ address: Value, _ shell: Invocation) throws {
    let most = maxHops ?? 128
    var hop = 1, reached = false
    while !reached, hop <= most {
      let found = try ping(address, shell)
      reached = found.succeeded
      let router = try router(found.succeeded ? Conversion.toString(found.address, shell.context) : "0.0.0.0", shell)
      for n in 1...3 {
        try shell.poll()
        let r = try ping(address, shell)
        if !quiet.isOn { try shell.write(PingObjects.hop(hop, Self.source(shell), router, r, number: n, target: target, address)) }
      }
      hop += 1
    }
    if quiet.isOn { return try shell.write(.bool(hop <= most)) }
    if hop > most {
      try shell.error(
        "TestConnectionException", .connectionError,
        "Cannot complete traceroute to destination '\(target)': Number of hops required to reach host exceeds MaxHops (\(most)).",
        exception: Self.pingException, target: address)
    }
  }
  private func router(_ address: String, _ shell: Invocation) throws -> String {
    guard resolveDestination.isOn, let entry = try? lookUp(address, shell), let name = try shell.context.property(entry, "HostName") else { return address }
    return Conversion.toString(name, shell.context)
  }
  private func testPort(_ name: String, _ address: Value, _ shell: Invocation) throws {
    let client = HttpClient(timeout: timeoutSeconds ?? 5) { try shell.poll() }
    let times = `repeat`.isOn ? Int.max : count ?? 1
    for n in 1...max(1, times) {
      let connected = client.canConnect(Conversion.toString(address, shell.context), tcpPort)
      guard detailed.isOn else { return try shell.write(.bool(connected)) }
      try shell.write(PingObjects.port(n, Self.source(shell), name, address, tcpPort, connected: connected))
      if n < times { try pause(shell) }
    }
  }

  // MARK: - Names and answers

  private static let pingException = "System.Net.NetworkInformation.PingException"
  private static func source(_ shell: Invocation) -> String {
    (try? shell.context.callStatic(TypeTable.get("System.Net.Dns"), "GetHostName", [])).map { Conversion.toString($0) } ?? "localhost"
  }
  private func lookUp(_ name: String, _ shell: Invocation) throws -> Value { try shell.context.callStatic(TypeTable.get("System.Net.Dns"), "GetHostEntry", [.str(name)]) }
  private func ping(_ address: Value, _ shell: Invocation) throws -> PingObjects.Reply {
    let sender = try shell.context.construct(TypeTable.get("System.Net.NetworkInformation.Ping"), [])
    return try PingObjects.Reply(try shell.context.callMethod(sender, "Send", [address]), shell.context)
  }
  private func pause(_ shell: Invocation) throws {
    var left = (delay ?? 1) * 10
    while left > 0 { try shell.poll(); usleep(100_000); left -= 1 }
  }
  private func fail(_ name: String, _ reason: String, _ inner: PSException?, _ shell: Invocation) throws {
    let x = PSException(TypeTable.exceptionType(Self.pingException), "Testing connection to computer '\(name)' failed: \(reason)", inner: inner)
    try shell.error(ErrorRecord(x, id: "TestConnectionException", .resourceUnavailable, target: .str(name)))
  }
  /// The name to show and the address to ask; nil, after its error, when there is none.
  private func resolve(_ name: String, _ shell: Invocation) throws -> (String, Value)? {
    let c = shell.context, absent = "Target IPv4/IPv6 address absent."
    func fits(_ address: Value) throws -> Bool {
      if !iPv4.isOn && !iPv6.isOn { return true }
      return try Conversion.toString(c.property(address, "AddressFamily") ?? .null, c) == (iPv6.isOn ? "InterNetworkV6" : "InterNetwork")
    }
    if let address = Conversion.tryConvert(.str(name), to: TypeTable.get("System.Net.IPAddress"), c) {
      guard try fits(address) else { try fail(name, absent, nil, shell); return nil }
      guard resolveDestination.isOn else { return (Conversion.toString(address, c), address) }
      return (Conversion.toString(try c.property(try lookUp(name, shell), "HostName") ?? .null, c), address)
    }
    var shown = name
    let entry: Value
    do {
      entry = try lookUp(name, shell)
      if resolveDestination.isOn { shown = Conversion.toString(try c.property(entry, "HostName") ?? .null, c) }
    } catch let e as TerminatingError {
      if !quiet.isOn { try fail(name, "Cannot resolve the target name.", e.record.exception.inner ?? e.record.exception, shell) }
      return nil
    }
    let addresses = try c.property(entry, "AddressList")?.elementsIfSequence ?? []
    guard let address = try addresses.first(where: fits) else { try fail(shown, absent, nil, shell); return nil }
    return (shown, address)
  }
}
