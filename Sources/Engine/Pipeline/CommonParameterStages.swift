/// What common parameters put behind a command: lists that collect, a variable that keeps, a buffer that holds back.

/// What `-ErrorVariable` and its kin collect: records go to the list of the command and to those of the commands it runs in.
final class CollectedRecords {
  private let list: PSArray
  private let outer: CollectedRecords?
  init(_ list: PSArray, outer: CollectedRecords? = nil) { self.list = list; self.outer = outer }
  func inside(_ other: CollectedRecords?) -> CollectedRecords { other == nil || holds(other) ? self : CollectedRecords(list, outer: outer?.inside(other) ?? other) }
  private func holds(_ other: CollectedRecords?) -> Bool { other.map { $0.list === list || outer?.holds($0) ?? false } ?? false }
  func add(_ v: Value) {
    list.append(v)
    outer?.add(v)
  }
}

/// What a command with common parameters writes travels on under the parameters of the command around it.
final class OutsideCommon: Link {
  private let context: ExecutionContext
  private let outer: CommonParameters
  init(_ c: ExecutionContext, next: Stage) { context = c; outer = c.commonOverride; super.init(next: next) }
  private func outside(_ body: () throws -> Void) rethrows {
    let inside = context.commonOverride
    context.commonOverride = outer
    defer { context.commonOverride = inside }
    try body()
  }
  override func process(_ v: Value) throws { try outside { try next.process(v) } }
  override func end() throws { try outside { try next.end() } }
}

/// A command whose body is a script's code: it writes under its own common parameters, and what comes after it under those of the command around it.
class CodeStage: CommandStage {
  final let context: ExecutionContext
  final let site: CommandSite
  final let expectsInput: Bool
  /// Where its code writes.
  @exclusivity(unchecked) final var out: Stage
  @exclusivity(unchecked) final private(set) var common = CommonParameters()
  @exclusivity(unchecked) final private(set) var hasCommon = false
  /// The script said `exit`.
  @exclusivity(unchecked) final private(set) var exited = false

  init(_ c: ExecutionContext, _ site: CommandSite, next: Stage, expectsInput: Bool) {
    context = c
    self.site = site
    self.expectsInput = expectsInput
    out = next
    super.init(next: next)
  }
  /// The lists, variables and buffers that the call names take their places behind the command.
  final func open(_ given: CommonParameters) throws {
    common = given
    out = try context.outStage(&common, next, site)
    hasCommon = !common.isEmpty || common.cutsLists
    if hasCommon { out = OutsideCommon(context, next: out) }
  }
  /// `exit` ends the script it stands in.
  final func exit(_ code: Int32) {
    context.setGlobal("LASTEXITCODE", .int(code))
    hadErrors = code != 0
    exited = true
  }
  /// An error goes out of the code: what gathers errors here takes it.
  final func collect(_ r: ErrorRecord) { context.collectLeaving(r, hasCommon ? common.errorList : nil) }
}

/// `-OutBuffer n`: objects travel on in groups of n + 1.
final class BufferStage: Link {
  private let size: Int
  private var held: [Value] = []
  init(_ size: Int, next: Stage) { self.size = size; super.init(next: next) }
  private func flush() throws {
    let all = held
    held.removeAll(keepingCapacity: true)
    for v in all { try next.process(v) }
  }
  override func process(_ v: Value) throws { held.append(v); if held.count > size { try flush() } }
  override func end() throws { try flush(); try next.end() }
}

/// Copies what passes into a list.
final class TeeStage: Link {
  let list: PSArray
  init(_ l: PSArray, next: Stage) { list = l; super.init(next: next) }
  override func process(_ v: Value) throws { list.append(v); try next.process(v) }
}

/// Keeps the current object in a variable while it travels on.
final class PipelineVariableStage: Link {
  let context: ExecutionContext
  let symbol: Symbol
  let owner: Int
  init(_ c: ExecutionContext, _ s: Symbol, next: Stage) { context = c; symbol = s; owner = c.depth - 1; super.init(next: next) }
  override func process(_ v: Value) throws { try context.assign(symbol, v, in: owner); try next.process(v) }
}
