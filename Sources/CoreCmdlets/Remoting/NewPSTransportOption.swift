/// Settings of a session configuration, kept as they are given.
import Engine

struct NewPSTransportOption: Cmdlet {
  static let command = Command("New", "PSTransportOption", module: "Microsoft.PowerShell.Core",
    outputs: ["Microsoft.PowerShell.Commands.WSManConfigurationOption"],
    synopsis: "Makes limits for the configuration of a remote session.",
    examples: [("A limit", "New-PSTransportOption -MaxSessions 5")])
  @Parameter("MaxIdleTimeoutSec", from: .propertyName, validate: [.range(.int(60), .int(2147483))], type: "System.Nullable`1[System.Int32]") var maxIdleTimeoutSec: Value?
  @Parameter("ProcessIdleTimeoutSec", from: .propertyName, validate: [.range(.int(0), .int(1209600))], type: "System.Nullable`1[System.Int32]") var processIdleTimeoutSec: Value?
  @Parameter("MaxSessions", from: .propertyName, validate: [.range(.int(1), .int(2147483647))], type: "System.Nullable`1[System.Int32]") var maxSessions: Value?
  @Parameter("MaxConcurrentCommandsPerSession", from: .propertyName, validate: [.range(.int(1), .int(2147483647))], type: "System.Nullable`1[System.Int32]") var maxConcurrentCommandsPerSession: Value?
  @Parameter("MaxSessionsPerUser", from: .propertyName, validate: [.range(.int(1), .int(2147483647))], type: "System.Nullable`1[System.Int32]") var maxSessionsPerUser: Value?
  @Parameter("MaxMemoryPerSessionMB", from: .propertyName, validate: [.range(.int(5), .int(2147483647))], type: "System.Nullable`1[System.Int32]") var maxMemoryPerSessionMB: Value?
  @Parameter("MaxProcessesPerSession", from: .propertyName, validate: [.range(.int(1), .int(2147483647))], type: "System.Nullable`1[System.Int32]") var maxProcessesPerSession: Value?
  @Parameter("MaxConcurrentUsers", from: .propertyName, validate: [.range(.int(1), .int(100))], type: "System.Nullable`1[System.Int32]") var maxConcurrentUsers: Value?
  @Parameter("IdleTimeoutSec", from: .propertyName, validate: [.range(.int(60), .int(2147483))], type: "System.Nullable`1[System.Int32]") var idleTimeoutSec: Value?
  @Parameter("OutputBufferingMode", from: .propertyName, type: "System.Nullable`1[System.Management.Automation.Runspaces.OutputBufferingMode]") var outputBufferingMode: Value?

  mutating func process(_ shell: Invocation) throws {
    let o = PSObject(type: TypeTable.get("Microsoft.PowerShell.Commands.WSManConfigurationOption"))
    for name in [
      "ProcessIdleTimeoutSec", "MaxIdleTimeoutSec", "MaxSessions", "MaxConcurrentCommandsPerSession", "MaxSessionsPerUser", "MaxMemoryPerSessionMB",
      "MaxProcessesPerSession", "MaxConcurrentUsers", "IdleTimeoutSec", "OutputBufferingMode",
    ] {
      o.set(name, shell.bound.get(.str(name)) ?? .null)
    }
    try shell.write(.object(o))
  }
}
