/// What Test-Connection writes: one answer, one hop, a size, a port.
import Engine

enum PingObjects {
  private static let command = "Microsoft.PowerShell.Commands.TestConnectionCommand+", information = "System.Net.NetworkInformation."
  private static let statusProperties = [
    "uint Ping {get;}", "string Source {get;}", "string Destination {get;}", "ipaddress Address {get;}", "string DisplayAddress {get;}", "long Latency {get;}",
    "\(information)IPStatus Status {get;}", "int BufferSize {get;}", "\(information)PingReply Reply {get;}",
  ]
  private static let status = RecordType(command + "PingStatus", statusProperties)
  private static let mtu = RecordType(command + "PingMtuStatus", base: command + "PingStatus", ["int MtuSize {get;}"] + statusProperties)
  private static let trace = RecordType(command + "TraceStatus", [
    "int Hop {get;}", "string Hostname {get;}", "uint Ping {get;}", "ipaddress HopAddress {get;}", "long Latency {get;}", "\(information)IPStatus Status {get;}",
    "string Source {get;}", "string Target {get;}", "ipaddress TargetAddress {get;}", "\(information)PingReply Reply {get;}",
  ])
  private static let port = RecordType(command + "TcpPortStatus", [
    "int Id {get;set;}", "string Source {get;}", "string Target {get;}", "ipaddress TargetAddress {get;}", "int Port {get;}", "long Latency {get;set;}", "bool Connected {get;set;}",
    "System.Net.Sockets.SocketError Status {get;set;}",
  ])

  /// The reply of a `Ping`, read once.
  struct Reply {
    let value: Value, status: Value, address: Value, latency: Value
    let succeeded: Bool
    init(_ v: Value, _ c: ExecutionContext) throws {
      value = v
      status = try c.property(v, "Status") ?? .null
      succeeded = Conversion.toString(status, c) == "Success"
      address = succeeded ? try c.property(v, "Address") ?? .null : .null
      latency = try c.property(v, "RoundtripTime") ?? .long(0)
    }
  }
  private static func values(_ source: String, _ destination: String, _ r: Reply, _ size: Int, _ number: Int, _ c: ExecutionContext) -> [Value] {
    [.uint(UInt32(clamping: number)), .str(source), .str(destination), r.address, .str(r.succeeded ? Conversion.toString(r.address, c) : "*"), r.latency, r.status, .integer(size), r.value]
  }
  static func status(_ source: String, _ destination: String, _ r: Reply, size: Int, number: Int, _ c: ExecutionContext) -> Value {
    status.make(values(source, destination, r, size, number, c))
  }
  static func mtu(_ source: String, _ destination: String, _ r: Reply, size: Int, _ c: ExecutionContext) -> Value {
    mtu.make([.integer(size)] + values(source, destination, r, 32, 0, c))
  }
  static func hop(_ hop: Int, _ source: String, _ router: String, _ r: Reply, number: Int, target: String, _ address: Value) -> Value {
    trace.make([.integer(hop), .str(router), .uint(UInt32(clamping: number)), r.address, r.latency, r.status, .str(source), .str(target), address, r.value])
  }
  static func port(_ id: Int, _ source: String, _ target: String, _ address: Value, _ number: Int, connected: Bool) -> Value {
    port.make([
      .integer(id), .str(source), .str(target), address, .integer(number), .long(0), .bool(connected),
      Hosting.state("System.Net.Sockets.SocketError", connected ? "Success" : "ConnectionRefused")
    ])
  }
}
