/// Where names live: each script, function and stand-alone block is a unit whose assigned names get slots of its frame.
///
/// A name that a unit assigns (also by `foreach`, `++`, parameters, and inside block literals written in it) has a slot;
/// every other name is found dynamically. A slot starts `unset`, and reading an unset slot falls through to the dynamic
/// look-up, so "read the caller's value, then assign a local" works. Slot 0 is `$_`.
import Syntax

final class Unit {
  enum Kind {
    /// The prompt and dot-sourced profile: names are cells of the global table.
    case global
    /// Slots in a frame of its own.
    case frame
    /// Runs in somebody else's frame: every name is looked up.
    case dynamic
  }
  let name: String
  let kind: Kind
  /// The code assigns `$PSScriptRoot` or `$PSCommandPath`, which are variables like others from there on.
  var assignsPlace = false
  @exclusivity(unchecked) private(set) var symbols: [Symbol] = []
  /// Slots by symbol id, open addressing: dynamic look-ups ask every frame they pass, and a Swift dictionary's hash
  /// would be most of their time. Each entry is `id << 32 | slot`; -1 = free.
  @exclusivity(unchecked) private var index: UnsafeMutablePointer<Int>
  @exclusivity(unchecked) private var indexMask = 7
  /// Bits of all names with slots, for the chain filter.
  @exclusivity(unchecked) private(set) var mask: UInt64 = 0
  /// Type constraint and validation attributes of a slot, known from the source.
  @exclusivity(unchecked) var constraints: [Int: [Attribute]] = [:]
  /// The global variables that the code names.
  var globals: GlobalTable?
  /// The module whose scope encloses the unit's frames.
  var module: ModuleInfo?
  /// The text mentions `$?`, so every statement must keep it.
  var tracksSuccess = false
  /// The code manages its variables by name or keeps private ones: PowerShell then keeps all of its variables by name,
  /// so they can be removed.
  var keepsNames = false
  /// Code of the shell itself that works for its caller: what its commands define belongs to the caller's scope.
  var standsAside = false
  /// A method that returns a value: see `OutsideErrors.swift`.
  var reportsOutside = false
  /// The code of a class's method, which is no command.
  var isMethod = false
  /// The script block whose statements these are, without those of blocks in it.
  var body: Ast?
  /// Label shown in stack traces.
  var traceName: String { name.isEmpty ? "<ScriptBlock>" : name }
  /// The same with the named block the place is in: `Get-It<Process>`.
  func traceName(at place: Extent?) -> String {
    guard let place, let block = namedBlocks.first(where: { $0.extent.source === place.source && $0.extent.start <= place.start && $0.extent.end >= place.end }) else { return traceName }
    return traceName + block.label
  }
  /// The body of a trap, a level of its own in stack traces.
  var isTrap: Bool { namedBlocks.first?.label == Unit.trapLabel }
  static let trapLabel = "<trap>"
  /// `begin`, `process`, `end` … of the code, as far as these words are written.
  var namedBlocks: [(extent: Extent, label: String)] = []
  /// `using namespace` in force.
  var namespaces: [String] = []
  var function: FunctionInfo?
  /// The block whose code this is, while a frame of it runs.
  weak var block: ScriptBlock?
  /// A parameter's name as it is declared.
  func parameterName(_ s: Symbol) -> String {
    let declared = (body as? ScriptBlockAst)?.paramBlock?.parameters ?? block?.parameterList
    return declared?.first { Symbol.of($0.name.path.name) === s }?.name.path.name ?? s.name
  }
  /// Classes and enums defined around the code, by lower-case name.
  var types: [String: NetType] = [:]
  /// The class whose method or initialiser this is.
  weak var ownerClass: ScriptClass?
  /// Of those that several used modules have: their full names.
  var ambiguousTypes: [String: [String]] = [:]
  /// Classes and enums defined here are unknown outside.
  var hidesTypes = false
  /// Keeps full language whatever the session's mode.
  var isTrusted = false

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
    index = .allocate(capacity: 8)
    index.initialize(repeating: -1, count: 8)
    _ = declare(Unit.underscore)
  }
  static let underscore = Symbol.of("_")

  @discardableResult func declare(_ s: Symbol) -> Int {
    let known = slot(s)
    if known >= 0 { return known }
    symbols.append(s)
    mask |= s.bit
    if symbols.count * 2 > indexMask { rebuildIndex() } else { enter(s, symbols.count - 1) }
    return symbols.count - 1
  }
  deinit { index.deallocate() }
  private func enter(_ s: Symbol, _ slot: Int) {
    var p = s.id & indexMask
    while index[p] >= 0 { p = (p + 1) & indexMask }
    index[p] = s.id << 32 | slot
  }
  private func rebuildIndex() {
    index.deallocate()
    let n = (indexMask + 1) * 2
    indexMask = n - 1
    index = .allocate(capacity: n)
    index.initialize(repeating: -1, count: n)
    for (i, s) in symbols.enumerated() { enter(s, i) }
  }
  /// Slot of a name, -1 when it has none.
  @inline(__always) func slot(_ s: Symbol) -> Int {
    let id = s.id
    var p = id & indexMask
    while true {
      let e = index[p]
      if e < 0 { return -1 }
      if e >> 32 == id { return e & 0xFFFF_FFFF }
      p = (p + 1) & indexMask
    }
  }
  var count: Int { symbols.count }
}

/// Collects the names a body assigns.
enum AssignedNames {
  /// Names every unit that mentions them gets slots for: filled in by calls, not by assignments.
  static let perCall: Set<String> = ["args", "input", "this", "psboundparameters", "pscmdlet", "myinvocation", "matches", "foreach", "switch", "stacktrace"]

  /// Those that commands which manage variables find by their names.
  private static let named = Dictionary(uniqueKeysWithValues: ["args", "input", "PSBoundParameters", "PSCmdlet", "MyInvocation"].map { ($0.lowercased(), Symbol.of($0)) })

  /// Functions and types defined inside need a scope of their own.
  static func definesNames(_ node: Ast) -> Bool {
    node.kind == .functionDefinition || node.kind == .typeDefinition || node.children.contains { definesNames($0) }
  }
  static func collect(_ node: Ast, into unit: Unit) {
    unit.keepsNames = node.children.contains(where: managesVariables)
    visit(node, unit)
  }
  /// The defaults of parameters written before the body, which are part of no block.
  static func collect(_ parameters: [ParameterAst], into unit: Unit) {
    for p in parameters where p.defaultValue != nil {
      if managesVariables(p) { unit.keepsNames = true }
      visit(p, unit)
    }
  }
  /// Commands that manage variables by name, dot-sourcing and private variables; not those of blocks inside.
  private static func managesVariables(_ node: Ast) -> Bool {
    switch node.kind {
    case .functionDefinition, .typeDefinition, .scriptBlockExpression: return false
    case .command:
      let c = unsafeDowncast(node, to: CommandAst.self)
      if c.invocationOperator == .dot { return true }
      if let name = (c.elements.first as? StringConstantExpressionAst)?.value.lowercased(), managing.contains(name) { return true }
    case .variable: if unsafeDowncast(node, to: VariableExpressionAst.self).path.scope == .private { return true }
    default: break
    }
    return node.children.contains(where: managesVariables)
  }
  private static let managing: Set<String> = {
    let names = ["new-variable", "remove-variable", "set-variable", "set-psbreakpoint"]
    return Set(names + names.map { "microsoft.powershell.utility\\" + $0 } + ["nv", "rv", "sbp", "sv", "set"])
  }()

  /// A command that may show all variables of a scope: those of calls are among them.
  private static func listsVariables(_ command: CommandAst) -> Bool {
    if let n = command.commandName?.lowercased(), n == "get-variable" || n == "gv" || n == "microsoft.powershell.utility\\get-variable" { return true }
    func names(_ e: Ast) -> Bool {
      if let list = e as? ArrayLiteralAst { return list.elements.contains(where: names) }
      return (e as? StringConstantExpressionAst)?.value.lowercased().hasPrefix("variable:") ?? false
    }
    return command.elements.dropFirst().contains(where: names)
  }

  private static func visit(_ node: Ast, _ unit: Unit) {
    switch node.kind {
    case .functionDefinition, .typeDefinition: return
    case .assignment: target(unsafeDowncast(node, to: AssignmentStatementAst.self).left, unit)
    case .forEachStatement: name(unsafeDowncast(node, to: ForEachStatementAst.self).variable.path, unit)
    case .unary:
      let u = unsafeDowncast(node, to: UnaryExpressionAst.self)
      switch u.op { case .plusPlus, .minusMinus, .postfixPlusPlus, .postfixMinusMinus: target(u.child, unit); default: break }
    case .parameter: break
    case .command:
      // the call stack shows what its function was called with
      let command = unsafeDowncast(node, to: CommandAst.self)
      // `Get-Variable -Name args` asks for it by name
      for case let word as StringConstantExpressionAst in command.elements.dropFirst() { if let s = named[word.value.lowercased()] { unit.declare(s) } }
      if let n = command.commandName?.lowercased(), n == "get-pscallstack" || n == "gcs" { for x in ["args", "PSBoundParameters"] { unit.declare(Symbol.of(x)) } }
      if listsVariables(command) { for s in named.values.sorted(by: { $0.id < $1.id }) { unit.declare(s) } }
    case .dataStatement: if let v = unsafeDowncast(node, to: DataStatementAst.self).variable { unit.declare(Symbol.of(v)) }
    case .variable:
      let p = unsafeDowncast(node, to: VariableExpressionAst.self).path
      if p.scope == .none || p.scope == .local, perCall.contains(p.name.lowercased()) { unit.declare(Symbol.of(p.name)) }
    default: break
    }
    for c in node.children { visit(c, unit) }
  }
  private static func target(_ e: ExpressionAst, _ unit: Unit) {
    switch e.kind {
    case .variable: name(unsafeDowncast(e, to: VariableExpressionAst.self).path, unit)
    case .attributed: target(unsafeDowncast(e, to: AttributedExpressionAst.self).child, unit)
    case .convert: target(unsafeDowncast(e, to: ConvertExpressionAst.self).child, unit)
    case .arrayLiteral: for x in unsafeDowncast(e, to: ArrayLiteralAst.self).elements { target(x, unit) }
    case .paren:
      if let p = unsafeDowncast(e, to: ParenExpressionAst.self).pipeline as? PipelineAst, let x = p.pureExpression { target(x, unit) }
    default: break
    }
  }
  /// Whether code that looks names up assigns `$PSScriptRoot` or `$PSCommandPath` in a statement of its own.
  static func assignsPlace(_ statements: [StatementAst]) -> Bool {
    statements.contains { s in
      guard s.kind == .assignment else { return false }
      var x = unsafeDowncast(s, to: AssignmentStatementAst.self).left
      while x.kind == .convert { x = unsafeDowncast(x, to: ConvertExpressionAst.self).child }
      return x.kind == .variable && isPlace(unsafeDowncast(x, to: VariableExpressionAst.self).path)
    }
  }
  private static func isPlace(_ p: VariablePath) -> Bool {
    p.scope == .none && p.name.utf8.count > 11 && (p.name.equalsIgnoringCase("PSScriptRoot") || p.name.equalsIgnoringCase("PSCommandPath"))
  }
  private static func name(_ p: VariablePath, _ unit: Unit) {
    if isPlace(p) { unit.assignsPlace = true }
    if p.scope == .none || p.scope == .local || p.scope == .private { unit.declare(Symbol.of(p.name)) }
  }
}
