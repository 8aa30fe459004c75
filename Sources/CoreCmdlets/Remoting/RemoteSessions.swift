/// Sessions on computers that are simulated: objects, their list, and what runs in them.
///
/// A session's commands run here, in a scope that lasts as long as the session, at the computer it is on. What they return
/// has made the way through serialization, as over a wire.
import Engine
import NetTypes
import Primitives

final class RemoteSession: Ref {
  let id: Int
  var name: String
  /// As it was asked for: a pool or a computer.
  let host: String
  let computer: String
  let configuration: String
  let instanceId = NetGuid.newGuid()
  /// Variables that commands of the session left, by name.
  let variables = PSHash(.hashtable)
  var isOpen = true

  init(id: Int, name: String?, host: String, computer: String, configuration: String) {
    (self.id, self.name, self.host, self.computer, self.configuration) = (id, name ?? "Runspace\(id)", host, computer, configuration)
    super.init()
  }
  override var netType: NetType { RemoteSession.type }
  override func text() -> String { "[PSSession]\(name)" }
  static let runspace = RecordType("System.Management.Automation.RemoteRunspace", [])
  var guid: Value { Conversion.tryConvert(.str(instanceId.description), to: TypeTable.get("System.Guid"), nil) ?? .null }

  /// Runs a block as a command of the session: variables that commands leave are there for the next one.
  static let caller = """
    param($__kept, $__block, $__arguments, $__input, $__isFed)
    foreach ($__name in @($__kept.Keys)) { Set-Variable -Name $__name -Value $__kept[$__name] }
    try { if ($__isFed) { $__input | . $__block @__arguments } else { . $__block @__arguments } }
    finally {
      foreach ($__one in Get-Variable -Scope 0) {
        if ($__one.Name -notmatch '^(__.*|args|input|_|this|PSItem|MyInvocation|PSBoundParameters|PSCommandPath|PSScriptRoot|PSCmdlet|PSSenderInfo)$' -and -not ($__one.Options -band 'Constant, ReadOnly')) { $__kept[$__one.Name] = $__one.Value }
      }
    }
    """

  static let typeName = "System.Management.Automation.Runspaces.PSSession"
  static let type: NetType = {
    let t = NetType(typeName, base: TypeTable.object)
    define(t)
    return t
  }()

  private static func define(_ t: NetType) {
    func session(_ v: Value) -> RemoteSession? { v.refValue as? RemoteSession }
    func text(_ definition: String, _ get: @escaping (RemoteSession) -> String) { t.property(definition) { v, _ in session(v).map { .str(get($0)) } ?? .null } }
    text("System.Management.Automation.Runspaces.RunspaceAvailability Availability {get;}") { $0.isOpen ? "Available" : "None" }
    text("string ComputerName {get;}") { $0.host }
    text("System.Management.Automation.Runspaces.TargetMachineType ComputerType {get;}") { _ in "RemoteMachine" }
    text("string ConfigurationName {get;}") { $0.configuration }
    t.property("string ContainerId {get;}") { _, _ in .null }
    t.property("int Id {get;}") { v, _ in .int(Int32(clamping: session(v)?.id ?? 0)) }
    t.property("guid InstanceId {get;}") { v, _ in session(v)?.guid ?? .null }
    t.property("string Name {get;set;}", set: { v, new, _ in session(v)?.name = Conversion.toString(new) }) { v, _ in session(v).map { .str($0.name) } ?? .null }
    text("string Transport {get;}") { _ in "WSMan" }
    t.property("System.Nullable[guid] VMId {get;}") { _, _ in .null }
    t.property("string VMName {get;}") { _, _ in .null }
    text("System.Object State {get;}") { $0.isOpen ? "Opened" : "Closed" }
  }
}

/// The sessions of an engine: which are open, and where Enter-PSSession went.
public final class RemoteSessions {
  private(set) var all: [RemoteSession] = []
  private var lastId = 0
  /// Where Enter-PSSession went, and where it came from.
  private(set) var entered: (session: RemoteSession, from: String)?

  static func of(_ context: ExecutionContext) -> RemoteSessions { context.service("RemoteSessions") { RemoteSessions() } }

  /// What stands before the prompt of a session that was entered: `[pool13.contoso.com]: `.
  public static func prefix(_ context: ExecutionContext) -> String {
    guard let known = context.services["RemoteSessions"] else { return "" }
    return unsafeDowncast(known, to: RemoteSessions.self).entered.map { "[\($0.session.host)]: " } ?? ""
  }

  /// - Parameter isListed: false = for one command
  func open(_ target: RemoteComputers.Target, computer: String, name: String?, configuration: String?, isListed: Bool = true) -> RemoteSession {
    lastId += 1
    let session = RemoteSession(id: lastId, name: name, host: target.host, computer: computer, configuration: configuration ?? "Microsoft.PowerShell")
    if isListed { all.append(session) }
    return session
  }

  func close(_ session: RemoteSession, _ context: ExecutionContext) {
    session.isOpen = false
    all.removeAll { $0 === session }
    if entered?.session === session { leave(context) }
  }

  func enter(_ session: RemoteSession, _ context: ExecutionContext) {
    leave(context)
    guard let computers = context.remoteComputers else { return }
    entered = (session, computers.enter(session.computer))
  }

  func leave(_ context: ExecutionContext) {
    guard let entered else { return }
    self.entered = nil
    _ = context.remoteComputers?.enter(entered.from)
  }
}

extension Invocation {
  /// Whether somebody simulates a computer, and the session on it or the words of the transport; nil = nobody knows it.
  func connect(_ target: RemoteComputers.Target, name: String? = nil, configuration: String? = nil, isListed: Bool = true, id: String = "PSSessionOpenFailed") throws -> RemoteSession? {
    switch context.remoteComputers?.connect(target) ?? .unknown {
    case .unknown: throw noRemoting()
    case .reached(let computer): return RemoteSessions.of(context).open(target, computer: computer, name: name, configuration: configuration, isListed: isListed)
    case .refused(let reason, let message):
      let text = "Connecting to remote server \(target.host) failed with the following error message : \(message) For more information, see the about_Remote_Troubleshooting Help topic."
      let record = ErrorRecord(PSException("System.Management.Automation.Remoting.PSRemotingTransportException", text), id: reason + "," + id, .openError,
        target: id == "PSSessionStateBroken" ? .str(target.host) : RemoteSession.runspace.make([]))
      record.detailsMessage = "[\(target.host)] \(text)"
      // The transport's errors are told by their own ids alone.
      defer { record.hasNoCommandSuffix = true }
      try error(record)
      return nil
    }
  }

  /// The sessions that have all the marks given, in the order of the ids where there are some; a mark nobody has is an error.
  func sessions(ids: [Int] = [], names: [String] = [], instanceIds: [Value] = [], computers: [String] = []) throws -> [RemoteSession] {
    let all = RemoteSessions.of(context).all
    var found = all
    func missing(_ mark: String, _ message: String, _ target: Value) throws {
      try error("RemoteRunspaceNotAvailableForSpecified" + mark, .invalidArgument, message, exception: "System.ArgumentException", target: target)
    }
    if !ids.isEmpty {
      found = []
      for number in ids {
        if let session = all.first(where: { $0.id == number }) { found.append(session); continue }
        try missing("SessionId", "The remote session with the session ID \(number) is not available.", .integer(number))
      }
    }
    let patterns = names.map { Wildcard($0) }, instances = instanceIds.map { Conversion.toString($0, context) }
    for (name, w) in zip(names, patterns) where w.isLiteral && !all.contains(where: { w.matches($0.name) }) {
      try missing("Name", "The remote session with the name \(name)  is not available.", .str(name))
    }
    for (id, text) in zip(instanceIds, instances) where !all.contains(where: { text.equalsIgnoringCase($0.instanceId.description) }) {
      try missing("RunspaceId", "Remote session is not available for \(text).", id)
    }
    return found.filter { session in
      (patterns.isEmpty || patterns.contains { $0.matches(session.name) })
        && (instances.isEmpty || instances.contains { $0.equalsIgnoringCase(session.instanceId.description) })
        && (computers.isEmpty || computers.contains { $0.equalsIgnoringCase(session.host) })
    }
  }

  /// The host and path of a connection URI.
  func target(of uri: Value) -> RemoteComputers.Target {
    var rest = Substring(Conversion.toString(uri, context))
    // The scheme goes with the two slashes behind it.
    if let colon = rest.firstIndex(of: ":"), rest[colon...].hasPrefix("://") { rest = rest[rest.index(colon, offsetBy: 3)...] }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let host = rest[..<end].split(separator: ":").first.map(String.init) ?? ""
    return RemoteComputers.Target(host: host, path: rest[end...].lowercased())
  }

  /// Runs a block in a session and writes what it returns, as it arrives from there.
  func run(_ block: ScriptBlock, in session: RemoteSession, arguments: [Value], input: [Value]?, hidesComputer: Bool) throws {
    guard session.isOpen, let computers = context.remoteComputers else {
      return try error(
        "PSSessionStateBroken", .openError, "The session state is Closed; it cannot run commands.",
        exception: "System.Management.Automation.Runspaces.InvalidRunspaceStateException", target: .other(session))
    }
    let using = try context.usingValues(of: block), before = context.usingValues
    context.usingValues = using
    let place = computers.enter(session.computer)
    defer {
      _ = computers.enter(place)
      context.usingValues = before
    }
    let results = try invoke(context.makeBlock(RemoteSession.caller), arguments: [
      .hash(session.variables), .block(try context.makeBlock(block.bodyText)), .array(PSArray(arguments)), .array(PSArray(input ?? [])), .bool(input != nil),
    ])
    let values = results.isNull ? [] : results.arrayValue?.values ?? [results]
    for value in values {
      let arrived = try CliXmlReader.objects(try CliXmlWriter.serialize([value], depth: 2, context), context).first ?? .null
      try write(RemoteNotes.add(to: arrived, computer: session.host, runspace: session.guid, shows: !hidesComputer, context))
    }
  }
}
