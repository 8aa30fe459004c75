// The simulated forest: everything the Lync cmdlets read and change.
@_exported import Directory

/// The simulated forest: everything the Lync cmdlets read and change.
///
/// Operations live in extensions (folders Operations and Simulation), rules in Rules. An operation that changes
/// something runs in `change`, which makes it one undoable step and advances the virtual clock by a second; an
/// operation that refuses throws a `Fault` and leaves no trace.
public final class LyncWorld {
  /// All state: entries, journal, undo.
  public let store: Store

  /// What the last refusal, probe or advice was based on (`Get-SimExplanation`).
  public var explanation: Explanation? {
    didSet { if let explanation { remember(explanation) } }
  }

  /// What was asked of pools.
  @exclusivity(unchecked) var standings = PoolStandings()

  /// A forest with nothing but itself.
  public convenience init() {
    self.init(empty: ())
    let forest = store.add(Forest.self)
    forest.clock = LyncWorld.startOfTime
    forest.cmsVersion = 1
    forest.enabledVersion = 1
    forest.seed = 1
  }

  /// A world without even its forest row.
  init(empty: ()) {
    store = Store(Tables.schemas)
    store.stamp = { [unowned self] in (forest.sessionAccount.isEmpty ? netbiosName + "\\Administrator" : forest.sessionAccount, forest.clock) }
  }

  /// 2014-03-03 08:00:00.
  static let startOfTime = 1_393_833_600

  var forest: Forest { Forest(store: store, row: 0) }

  // MARK: Changing

  /// Runs one state-changing operation: all or nothing, one second on the virtual clock.
  @discardableResult
  func change<R>(_ title: String, _ body: () throws(Fault) -> R) throws(Fault) -> R {
    do {
      return try store.transaction(title) { () throws(Fault) -> R in
        try checkRights(title)
        let result = try body()
        forest.clock += 1
        return result
      }
    } catch {
      explanation = explain(title, error)
      throw error
    }
  }

  /// A refusal with the facts of now.
  public func explain(_ title: String, _ fault: Fault) -> Explanation {
    var explanation = Explanation(title: title, fault: fault)
    explanation.facts = facts(behind: fault)
    return explanation
  }

  /// Explanations of this session, newest last; what `Get-SimExplanation` looks in for an error piped to it.
  public private(set) var explanations: [Explanation] = []

  private func remember(_ explanation: Explanation) {
    if explanations.count >= 200 { explanations.removeFirst(100) }
    explanations.append(explanation)
  }

  /// Runs an operation without keeping it and tells what it would have changed.
  public func preview(_ body: () throws(Fault) -> Void) throws(Fault) -> [Difference] {
    // The clock ticks in every operation and is no news; neither is where chance goes on.
    try store.preview(body).differences.filter { $0.table != Forest.schema.name || $0.attribute != "Clock" && $0.attribute != "Seed" }
  }

  /// Runs operations and probes whose changes nobody is to see afterwards.
  public func undisturbed<R>(_ body: () throws -> R) rethrows -> R {
    let keep = explanation
    defer { explanation = keep }
    return try store.undisturbed(body)
  }

  // MARK: Clock

  /// The virtual time in seconds since 1970.
  public var now: Int { forest.clock }

  /// Lets time pass (`Start-Sleep` in batch mode); not an undoable step.
  public func advance(seconds: Int) { forest.clock += max(0, min(seconds, 1 << 40)) }

  // MARK: Reading

  func all<R: Record>(_ type: R.Type = R.self) -> [R] { store.all(type) }
  func all<R: Record>(_ key: Key<R>, _ value: String) -> [R] { store.all(key, value) }
  func first<R: Record>(_ key: Key<R>, _ value: String) -> R? { store.first(key, value) }
  func add<R: Record>(_ type: R.Type = R.self) -> R { store.add(type) }

  // MARK: Central Management Store

  /// Registers a change of the topology: next CMS version, and that the object waits for Enable-CsTopology.
  func topologyChanged(_ object: String, _ action: String, needsEnable: Bool = true) {
    forest.cmsVersion += 1
    let change = add(CmsChange.self)
    change.version = forest.cmsVersion
    change.time = now
    change.object = object
    change.action = action
    change.needsEnable = needsEnable
  }

  /// The two lines every topology cmdlet ends with; one warning (D-07).
  static let enableWarning =
    "The following changes must be made in order for the operation to be complete.\nEnable-CsTopology must still be run for all changes to take effect."
}

/// Why something was refused or answered as it was: rules and the facts they were applied to.
public struct Explanation {
  /// Of which command.
  public var title: String
  /// The catalogue's key of the refusal (`E-MOVE-FORCE`), or a probe's reason.
  public var key: String
  /// The sentence that was shown.
  public var message: String
  /// Numbers of the rules behind it, `R-042`.
  public var rules: [String]
  /// What was found, in the order it was looked at.
  public var facts: [Fact]
  /// One thing to do; nil when nothing helps.
  public var help: String?
  /// What the refusal is about.
  var target = ""

  /// The rules in words: `R-042: …`; for a refusal without a rule what its page says.
  public var statements: [String] { sources.compactMap { id in RuleBook.entry(id).map { "\(id): \($0.sentence)" } } }
  /// The documents behind them.
  public var documents: [String] { RuleBook.documents(sources) }
  private var sources: [String] { rules.isEmpty ? [key] : rules }

  /// - Parameter key: the refusal's own, `E-BACKEND`
  public init(title: String, key: String, message: String, rules: [String], facts: [Fact] = [], help: String? = nil) {
    self.title = title
    self.key = key
    self.message = message
    self.rules = rules
    self.facts = facts
    self.help = help
  }

  init(title: String, fault: Fault) {
    self.init(title: title, key: fault.key, message: fault.message, rules: fault.rules, facts: fault.facts, help: fault.help)
    target = fault.target
  }
}
