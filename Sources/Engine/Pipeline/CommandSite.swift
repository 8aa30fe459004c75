/// What is written at one place of the source: a command with its arguments and redirections, compiled once.
import Syntax

/// One argument as written.
final class ArgumentSite {
  enum Kind { case positional, parameter(String, hasValue: Bool), splat }
  let kind: Kind
  let value: ExprBox?
  let extent: Extent
  let valueExtent: Extent?
  /// Not a string in quotes: a program gets the files its wildcards name.
  let isUnquoted: Bool
  let isBlock: Bool
  let isArgs: Bool
  /// The expression, for programs: they get lists and words as they are written.
  let source: ExpressionAst?
  /// Evaluating it may run something.
  let acts: Bool
  init(
    kind: Kind, value: ExprBox?, extent: Extent, valueExtent: Extent? = nil, isUnquoted: Bool = false, block: Bool = false, isArgs: Bool = false,
    source: ExpressionAst? = nil
  ) {
    self.source = source
    acts = source.map { Compiler.acts($0) } ?? false
    self.kind = kind; self.value = value; self.extent = extent; self.valueExtent = valueExtent; self.isUnquoted = isUnquoted; isBlock = block; self.isArgs = isArgs
  }
}

struct RedirectionSite {
  let from: RedirectionStream
  let to: RedirectionStream?
  let file: ExprBox?
  let append: Bool
  let extent: Extent
}

/// A command as written at one place; the command is resolved once per version of the command table.
final class CommandSite {
  let name: String?
  let target: ExprBox?
  let invocation: InvocationOperator
  let arguments: [ArgumentSite]
  let redirections: [RedirectionSite]
  let extent: Extent
  let nameExtent: Extent
  /// The statement it is part of, where errors of pipelines within the command are shown.
  let statement: Extent?
  let position: Int
  let length: Int
  let call: CallInfo
  /// Names mean the shell's own cmdlets; see `Unit.standsAside`.
  let standsAside: Bool
  @exclusivity(unchecked) var version = 0
  /// The resolved command; nil when the name is not constant or unknown.
  @exclusivity(unchecked) var command: CommandInfo?
  /// How to call the script function it names without the binder; nil = it takes the long way. Replaced, never changed:
  /// a call under way may define functions, so earlier ones live as long as the site.
  @exclusivity(unchecked) private(set) var direct: UnsafeMutablePointer<DirectCall>?
  private var resolutions: [Resolution] = []
  private struct Resolution { let direct: UnsafeMutablePointer<DirectCall>, plan: FunctionPlan, arguments: ExprSequence, boundNames: [String], extents: [Extent] }
  /// What an earlier call found out about the binding; see `PlannedCall`.
  @exclusivity(unchecked) var planned: PlannedCall?
  @exclusivity(unchecked) var mayPlan = true
  let isSimpleForm: Bool
  /// What the command is called by: an operator, else its name.
  var invocationName: String? {
    switch invocation { case .ampersand: "&"; case .dot: "."; default: name }
  }
  /// Names this call binds, for `$PSBoundParameters`.
  var boundNames: [String] = []

  /// - Parameter nameExtent: where the name stands, when that is less than the whole.
  init(
    name: String?, target: ExprBox? = nil, invocation: InvocationOperator, arguments: [ArgumentSite] = [], redirections: [RedirectionSite] = [], extent: Extent,
    nameExtent: Extent? = nil, statement: Extent? = nil, position: Int, length: Int, standsAside: Bool = false
  ) {
    self.name = name; self.target = target; self.invocation = invocation; self.arguments = arguments; self.redirections = redirections
    self.extent = extent; self.nameExtent = nameExtent ?? extent; self.statement = statement; self.position = position; self.length = length; self.standsAside = standsAside
    call = CallInfo(name ?? "", extent, statement: statement)
    isSimpleForm = name != nil && invocation != .dot && redirections.isEmpty && !arguments.contains { if case .splat = $0.kind { true } else { false } }
  }

  /// Finds the command and, for plain script functions, fixes where each argument goes.
  @inline(never) func resolve(_ c: ExecutionContext) {
    version = c.commands.version
    direct = nil
    command = nil
    planned = nil
    mayPlan = true
    guard let name else { return }
    // the shell's own code means the shell's own cmdlets, whatever the session calls so
    command = (standsAside ? c.commands.cmdlet(name) : nil) ?? c.findCommand(name, asCommandWord: invocation == .none)
    guard isSimpleForm, length == 1, let f = command as? FunctionInfo, let plan = c.plan(f), plan.isSimple, let code = plan.end else { return }
    if let r = resolutions.first(where: { $0.plan === plan }) { direct = r.direct; boundNames = r.boundNames; call.boundNames = boundNames; return }
    var slots: [Int] = []
    var boxes: [ExprBox] = []
    var extents: [Extent] = []
    var names: [String] = []
    var used = Set<Int>()
    var positional: [(Int, ArgumentSite)] = []
    var i = 0
    while i < arguments.count {
      let a = arguments[i]
      switch a.kind {
      case .splat: return
      case .positional: positional.append((boxes.count, a)); slots.append(-1); boxes.append(a.value!); extents.append(a.extent)
      case .parameter(let n, let hasValue):
        let matches = plan.parameters.enumerated().filter { $0.element.name.equalsIgnoringCase(n) }
        let candidates = matches.isEmpty ? plan.parameters.enumerated().filter { CaseInsensitive.hasPrefix($0.element.name, n) } : matches
        guard candidates.count == 1 else { return }
        let p = candidates[0]
        guard used.insert(p.offset).inserted else { return }
        extents.append(a.valueExtent ?? a.extent)
        names.append(p.element.name)
        if hasValue { slots.append(p.element.slot); boxes.append(a.value!) }
        else if p.element.isSwitch { slots.append(p.element.slot); boxes.append(ExprBox { _, _ in .bool(true) }) }
        else {
          i += 1
          guard i < arguments.count, case .positional = arguments[i].kind else { return }
          slots.append(p.element.slot); boxes.append(arguments[i].value!)
          extents[extents.count - 1] = arguments[i].extent
        }
      }
      i += 1
    }
    var free = plan.parameters.indices.filter { !used.contains($0) && !plan.parameters[$0].isSwitch }[...]
    for (k, _) in positional {
      guard let p = free.popFirst() else { continue }
      slots[k] = plan.parameters[p].slot
      names.append(plan.parameters[p].name)
    }
    boundNames = names
    call.boundNames = names
    let values = ExprSequence(boxes)
    let p = UnsafeMutablePointer<DirectCall>.allocate(capacity: 1)
    p.initialize(to: DirectCall(plan, code, call, values, slots: slots))
    resolutions.append(Resolution(direct: p, plan: plan, arguments: values, boundNames: names, extents: extents))
    direct = p
  }
  /// Where the argument a call puts into a slot is written: what an error about it marks.
  func argumentExtent(_ call: UnsafeMutablePointer<DirectCall>, slot: Int) -> Extent? {
    guard let r = resolutions.first(where: { $0.direct == call }), let k = r.extents.indices.first(where: { call.pointee.slots[$0] == slot }) else { return nil }
    return r.extents[k]
  }
  deinit { for r in resolutions { r.direct.pointee.free(); r.direct.deallocate() } }
}

extension CommandSite {
  /// The site of a block called from outside the language.
  static func callback(_ b: ScriptBlock, name: String? = nil) -> CommandSite {
    if let s = b.callbackSite { return s }
    let s = CommandSite(name: name, invocation: .ampersand, extent: b.ast.extent, position: 0, length: 1)
    s.call.isCallback = name == nil
    b.callbackSite = s
    return s
  }
  /// The site of a cmdlet that other code feeds, such as the `Out-File` of a redirection: the second stage of a pipeline.
  static func fed(_ name: String, at extent: Extent, _ c: ExecutionContext) -> CommandSite {
    CommandSite(name: name, invocation: .none, extent: extent, position: 1, length: 2)
  }
  nonisolated(unsafe) static let nowhere = Unit("", .frame)
}
