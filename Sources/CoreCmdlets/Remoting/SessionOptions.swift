/// What a connection to another computer is asked to be like: what `New-PSSessionOption` makes and `$PSSessionOption` holds.
import Engine
import Primitives

enum SessionOptions {
  /// As PowerShell has them at first; what is left out is null.
  static func make(_ context: ExecutionContext, changing changes: [String: Value] = [:]) -> Value {
    func member(_ type: String, _ name: String) -> Value { (try? Conversion.convert(.str(name), to: TypeTable.get(type), context)) ?? .null }
    func span(_ milliseconds: Int64) -> Value { .timespan(NetTimeSpan(ticks: milliseconds * 10_000)) }
    var known: [String: Value] = [
      "MaximumConnectionRedirectionCount": .int(5), "ProxyAccessType": member("System.Management.Automation.Remoting.ProxyAccessType", "None"),
      "ProxyAuthentication": member("System.Management.Automation.Runspaces.AuthenticationMechanism", "Negotiate"), "OperationTimeout": span(180_000),
      "OutputBufferingMode": member("System.Management.Automation.Runspaces.OutputBufferingMode", "None"), "MaxConnectionRetryCount": .int(5),
      "MaximumReceivedObjectSize": .int(200 << 20), "OpenTimeout": span(180_000), "CancelTimeout": span(60_000), "IdleTimeout": span(-1),
    ]
    for (name, value) in changes { known[name] = value }
    return type.make(properties.map { definition in
      let name = definition.split(separator: " ").dropFirst().first.map(String.init) ?? ""
      return known[name] ?? (definition.hasPrefix("bool") ? .no : .null)
    })
  }
  static func register() { _ = type }
  /// Puts `$PSSessionOption` into a session.
  static func install(into context: ExecutionContext) {
    let v = Variable("PSSessionOption")
    // most sessions never ask
    v.makeWhenRead { [unowned context] in make(context) }
    try? context.define(v, scope: "global")
  }

  private static let properties = [
    "int MaximumConnectionRedirectionCount", "bool NoCompression", "bool NoMachineProfile", "System.Management.Automation.Remoting.ProxyAccessType ProxyAccessType",
    "System.Management.Automation.Runspaces.AuthenticationMechanism ProxyAuthentication", "pscredential ProxyCredential", "bool SkipCACheck", "bool SkipCNCheck",
    "bool SkipRevocationCheck", "timespan OperationTimeout", "bool NoEncryption", "bool UseUTF16", "bool IncludePortInSPN",
    "System.Management.Automation.Runspaces.OutputBufferingMode OutputBufferingMode", "int MaxConnectionRetryCount", "cultureinfo Culture", "cultureinfo UICulture",
    "System.Nullable[int] MaximumReceivedDataSizePerCommand", "System.Nullable[int] MaximumReceivedObjectSize", "psprimitivedictionary ApplicationArguments",
    "timespan OpenTimeout", "timespan CancelTimeout", "timespan IdleTimeout",
  ].map { $0 + " {get;set;}" }
  private static let type = RecordType("System.Management.Automation.Remoting.PSSessionOption", properties) { t in
    t.constructor("\(t.fullName) new()") { _, c in make(c) }
  }
}
