/// What a shell session keeps of Lync: the simulated forest, loaded when the first Cs or Sim command needs it.
import Directory
import Engine
import Glibc
import Lync
import Primitives

public final class LyncSession {
  /// The deployment to start with: a letter or a file.
  public let deployment: String
  private var loaded: LyncWorld?
  /// What is kept between sessions; nil = nothing.
  let journal: JournalFile?
  private var userObjects: UserObjects?
  unowned let context: ExecutionContext

  init(_ context: ExecutionContext, deployment: String, journal: JournalFile? = nil) {
    self.context = context
    self.deployment = deployment
    self.journal = journal
    LyncWorld.isUnwanted = { Attention.isWanted }
  }

  /// The one of a shell session; made on the spot for a session that was put together without `install`.
  public static func of(_ context: ExecutionContext) -> LyncSession { context.service("LyncSession") { LyncSession(context, deployment: LyncCmdlets.standardDeployment) } }

  public var isLoaded: Bool { loaded != nil }

  /// The forest; the first call loads the deployment.
  public func world() throws(Fault) -> LyncWorld {
    if let loaded { return loaded }
    let world = LyncWorld()
    if let journal, !journal.isEmpty {
      try journal.replay(into: world.store, build: LyncWorld.build)
      world.store.observer = journal
    } else {
      try load(deployment, into: world)
      begin(journaling: world)
    }
    loaded = world
    showComputer()
    return world
  }

  /// A new journal starts with the forest as it is.
  private func begin(journaling world: LyncWorld) {
    guard let journal, world.store.observer == nil else { return }
    world.store.observer = journal
    journal.replaced(world.store)
  }

  private static let checksInvariants = getenv("CSSHELL_CHECK_INVARIANTS") != nil

  private weak var counting: Invocation?
  private var counted = 0
  /// Counts the steps one command of a pipeline makes.
  func count(_ steps: Int, by command: Invocation) {
    if counting !== command {
      counting = command
      counted = 0
    }
    counted += steps
  }
  func changed(by command: Invocation) -> Int { counting === command ? counted : 0 }

  /// Refuses when changes can no longer be kept.
  func checkJournal() throws(Fault) {
    if LyncSession.checksInvariants, let loaded {
      // For tests: a command that leaves the forest in pieces ends the session.
      let faults = loaded.invariantFaults()
      if !faults.isEmpty {
        context.host.flush()
        fputs("broken: " + faults.joined(separator: "\nbroken: ") + "\n", stderr)
        exit(70)
      }
    }
    guard let journal, let why = journal.failure else { return }
    throw Fault(.resourceUnavailable, key: "E-JOURNAL", id: "Journal", target: journal.path,
      "The journal \"\(journal.path)\" cannot be written: \(why). What was changed since is lost when this session ends.",
      help: "Save the forest with Export-SimDeployment.", terminating: true)
  }

  /// A user as an object of a pipeline.
  func userObject(_ row: Row, _ world: LyncWorld) -> Value {
    let version = world.version
    if let userObjects, userObjects.isCurrent(version) { return userObjects.object(row, version) }
    let fresh = UserObjects(world)
    userObjects = fresh
    return fresh.object(row, version)
  }

  /// Replaces the forest by a generated one.
  func generate(_ recipe: DeploymentRecipe) throws(Fault) {
    let world = loaded ?? LyncWorld()
    userObjects = nil
    try world.generate(recipe)
    begin(journaling: world)
    loaded = world
    showComputer()
  }

  /// Replaces the forest by another deployment: `a`, `b`, `c`, or a file.
  public func importDeployment(_ name: String) throws(Fault) {
    let world = loaded ?? LyncWorld()
    try load(name, into: world)
    begin(journaling: world)
    loaded = world
    showComputer()
  }

  private func load(_ name: String, into world: LyncWorld) throws(Fault) {
    if LyncWorld.deploymentNames.contains(name.lowercased()) { return try world.load(deployment: name) }
    let path = SessionFiles(context).path(name)
    let parts = (FileText.names(in: path) ?? []).filter { $0.lowercased().hasSuffix(".psd1") }.sorted()
    if !parts.isEmpty {
      // A folder: its data files together.
      var files: [(text: String, name: String)] = []
      for part in parts { if let text = FileText.text(path + "/" + part) { files.append((text, part)) } }
      return try world.load(files: files)
    }
    guard let text = FileText.text(path) else {
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

  /// The forest as text, for somebody who wants to go on later.
  public func forestText() throws -> String? { try? session.world().exportState() }

  /// Goes on with a forest kept as text; false when it cannot be read.
  public func loadForest(_ text: String, name: String) throws -> Bool {
    guard let world = try? session.world(), (try? world.load(text: text, name: name)) != nil else { return false }
    session.showComputer()
    return true
  }

  /// Runs `body` and puts the forest back as it was.
  public func undisturbed<R>(_ body: () throws -> R) throws -> R {
    let world: LyncWorld
    do { world = try session.world() } catch let fault as Fault { throw terminating(FaultRecord.make(fault)) }
    defer { session.showComputer() }
    return try world.undisturbed(body)
  }
}
