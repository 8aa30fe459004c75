/// What a shell session keeps of Lync: the simulated forest, loaded when the first Cs or Sim command needs it.
import Engine
import Glibc
import Lync

public final class LyncSession {
  /// The deployment to start with: a letter or a file.
  public let deployment: String
  private var loaded: LyncWorld?
  unowned let context: ExecutionContext

  init(_ context: ExecutionContext, deployment: String) {
    self.context = context
    self.deployment = deployment
  }

  /// The one of a shell session; made on the spot for a session that was put together without `install`.
  public static func of(_ context: ExecutionContext) -> LyncSession {
    if let session = context.services["LyncSession"] { return unsafeDowncast(session, to: LyncSession.self) }
    let session = LyncSession(context, deployment: LyncCmdlets.standardDeployment)
    context.services["LyncSession"] = session
    return session
  }

  public var isLoaded: Bool { loaded != nil }

  /// The forest; the first call loads the deployment.
  public func world() throws(Fault) -> LyncWorld {
    if let loaded { return loaded }
    let world = LyncWorld()
    try load(deployment, into: world)
    loaded = world
    showComputer()
    return world
  }

  /// Replaces the forest by another deployment: `a`, `b`, `c`, or a file.
  public func importDeployment(_ name: String) throws(Fault) {
    let world = loaded ?? LyncWorld()
    try load(name, into: world)
    loaded = world
    showComputer()
  }

  private func load(_ name: String, into world: LyncWorld) throws(Fault) {
    if LyncWorld.deploymentNames.contains(name.lowercased()) { return try world.load(deployment: name) }
    let path = SessionFiles(context).path(name)
    guard let text = SessionFiles.read(path) else {
      throw Fault(.objectNotFound, key: "E-DEPLOYMENT", id: "DeploymentNotFound", target: name,
        "Cannot find deployment \"\(name)\". The deployments are \(LyncWorld.deploymentNames.joined(separator: ", ")); a file may be given too.", terminating: true)
    }
    try world.load(text: text, name: name)
  }

  /// `$env:COMPUTERNAME` follows Enter-SimComputer.
  func showComputer() {
    guard let fqdn = loaded?.currentComputer, !fqdn.isEmpty else { return }
    Environment.set("COMPUTERNAME", String(fqdn.prefix { $0 != "." }).uppercased())
  }

  /// `Start-Sleep` while a forest is loaded and nobody watches: virtual time passes at once. False = wait really.
  func pass(seconds: Double) -> Bool {
    guard let loaded, !context.isInteractive, seconds >= 1 else { return false }
    loaded.advance(seconds: Int(min(seconds, 1e9)))
    return true
  }
}

/// What module Labs does with the forest.
extension Invocation {
  /// Loads a deployment and runs `body` on it; what it did is where the journal begins.
  public func setUp(_ deployment: String, _ body: () throws -> Void) throws {
    try refusals {
      try session.importDeployment(deployment)
      try body()
      try session.world().forgetHistory()
    }
  }

  /// Runs `body` and puts the forest back as it was.
  public func undisturbed<R>(_ body: () throws -> R) throws -> R {
    let world: LyncWorld
    do { world = try session.world() } catch let fault as Fault { throw terminating(FaultRecord.make(fault)) }
    defer { session.showComputer() }
    return try world.undisturbed(body)
  }
}
