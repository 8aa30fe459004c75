/// What a half-typed command line binds so far: which parameters are taken and by what, and which sets remain possible. A
/// forgiving cousin of the engine's binder: nothing is converted or run, and what it cannot place it sets aside.
import Engine
import Primitives
import Syntax

struct PseudoBinding {
  /// What the answer is for: names of parameters keep as many sets possible as they can, values follow the default set first.
  enum Purpose { case parameters, arguments }

  /// An argument as the line has it: behind a parameter's name, or alone.
  final class Pair {
    enum Kind { case given, fake, `switch` }
    let kind: Kind
    let parameter: CommandParameterAst?
    /// An expression, or the parameter that was taken for one; nil = none yet.
    let argument: Ast?
    init(_ kind: Kind, _ parameter: CommandParameterAst?, _ argument: Ast?) { self.kind = kind; self.parameter = parameter; self.argument = argument }
  }
  /// What a parameter is bound to.
  enum Bound {
    case pair(Pair)
    /// All that was left over.
    case rest([Ast])
    /// What comes through the pipeline.
    case input
  }

  let command: CommandInfo
  let parameters: [ParameterMetadata]
  /// A function without `[CmdletBinding()]`: it takes no input and knows no default set.
  private let isSimple: Bool
  let defaultSet: UInt32
  /// The sets still possible, a bit each; all bits while all are.
  private(set) var sets: UInt32 = .max
  private(set) var isEffective = true
  /// The arguments in the order of the line; nil when binding was given up.
  private(set) var arguments: [Pair]? = []
  private(set) var unbound: [ParameterMetadata]
  /// By lower-case names of parameters, in the order of binding.
  private(set) var bound: [(name: String, parameter: ParameterMetadata, to: Bound)] = []
  private(set) var notFound: [CommandParameterAst] = [], ambiguous: [CommandParameterAst] = [], duplicate: [CommandParameterAst] = []
  private let setNames: [String]

  /// - Parameters:
  ///   - atCursor: the parameter whose name is being typed
  ///   - bindsPositions: false where a parameter is about to be named in front of what follows
  init(_ command: CommandInfo, _ ast: CommandAst, for purpose: Purpose = .arguments, atCursor: CommandParameterAst? = nil, bindsPositions: Bool = true) {
    self.command = command
    let metadata = command.metadata
    let all = metadata.parameters + PseudoBinding.common(metadata)
    var names: [String] = []
    for p in all { for s in p.sets where s.name != ParameterMetadata.allSets && !names.contains(where: { $0.equalsIgnoringCase(s.name) }) { names.append(s.name) } }
    let chosen = metadata.binding.defaultParameterSetName
    if let chosen, !names.contains(where: { $0.equalsIgnoringCase(chosen) }) { names.append(chosen) }
    setNames = names
    isSimple = !metadata.isAdvanced
    defaultSet = metadata.isAdvanced ? chosen.map { PseudoBinding.bit($0, names) } ?? 0 : 0
    let pairs = PseudoBinding.read(ast).filter { !(atCursor != nil && $0.parameter === atCursor && PseudoBinding.hasDynamicParameters(command)) }
    parameters = PseudoBinding.existing(all, pairs)
    unbound = parameters
    arguments = pairs
    guard pairUp(atCursor) else { fail(givesUp: true); return }
    var rest = bindNamed()
    isEffective = sets != 0
    if isEffective {
      if bindsPositions { rest = bindPositions(rest, purpose) }
      if isEffective, !isSimple {
        bindRest(rest)
        if let pipeline = ast.parent as? PipelineAst, let first = pipeline.elements.first, first !== ast { bindInput() }
      }
      if purpose == .arguments, sets != 0, sets != .max, sets.nonzeroBitCount > 1 { chooseSetByMandatory() }
    }
    if !isEffective { fail(givesUp: false) }
  }

  private mutating func fail(givesUp: Bool) {
    isEffective = false
    if givesUp { arguments = nil }
    unbound = parameters
    bound = []
  }

  // MARK: - Sets

  private static func bit(_ name: String, _ names: [String]) -> UInt32 { names.firstIndex { $0.equalsIgnoringCase(name) }.map { 1 << UInt32($0 & 31) } ?? 0 }
  func bit(_ entry: ParameterMetadata.SetEntry) -> UInt32 { entry.name == ParameterMetadata.allSets ? 0 : PseudoBinding.bit(entry.name, setNames) }
  /// The sets a parameter is named in.
  func bits(_ p: ParameterMetadata) -> UInt32 { p.sets.reduce(0) { $0 | bit($1) } }
  func isIn(_ p: ParameterMetadata, _ sets: UInt32) -> Bool { bits(p) & sets != 0 || p.sets.contains { $0.name == ParameterMetadata.allSets } }
  /// What a parameter is in those of the sets that are possible.
  func entries(_ p: ParameterMetadata, _ sets: UInt32) -> [ParameterMetadata.SetEntry] { p.sets.filter { $0.name == ParameterMetadata.allSets || bit($0) & sets != 0 } }

  // MARK: - Names

  private enum Match { case one(ParameterMetadata), several, none }
  /// - Parameter exactly: a whole name wins over those that only begin with it
  private func match(_ name: String, exactly: Bool = true) -> Match {
    func isName(_ p: ParameterMetadata) -> Bool { p.name.equalsIgnoringCase(name) || p.aliases.contains { $0.equalsIgnoringCase(name) } }
    if exactly, let p = parameters.first(where: isName) { return .one(p) }
    let key = name.lowercased()
    let similar = parameters.filter { p in p.name.lowercased().hasPrefix(key) || p.aliases.contains { $0.lowercased().hasPrefix(key) } }
    if similar.count < 2 { return similar.first.map { .one($0) } ?? .none }
    let own = similar.filter { p in command.metadata.parameters.contains { $0 === p } }
    return exactly && own.count == 1 ? .one(own[0]) : .several
  }

  // MARK: - Reading the line

  private static func read(_ ast: CommandAst) -> [Pair] {
    ast.elements.dropFirst().compactMap { element in
      if let p = element as? CommandParameterAst { return Pair(.given, p, p.argument) }
      return element is ExpressionAst && !(element is StringConstantExpressionAst && element.extent.text == "-") ? Pair(.given, nil, element) : nil
    }
  }
  /// Whether a command may make parameters for what it is given: then the name being typed is left out, which would only disturb that.
  private static func hasDynamicParameters(_ command: CommandInfo) -> Bool {
    if let f = command as? FunctionInfo { return f.block.ast.dynamicParamBlock != nil }
    guard let dash = command.name.firstIndex(of: "-") else { return false }
    return command.name.equalsIgnoringCase("Get-Command")
      || providerNouns.contains(command.name[dash...].dropFirst().lowercased())
        && command.metadata.parameters.contains { ["Path", "LiteralPath", "PSProvider"].contains($0.name) }
  }
  private static let providerNouns: Set<String> = ["item", "childitem", "content", "location", "psdrive", "psprovider", "path", "itemproperty", "itempropertyvalue"]
  /// The parameters there are: some exist for some paths only.
  private static func existing(_ all: [ParameterMetadata], _ pairs: [Pair]) -> [ParameterMetadata] {
    guard all.contains(where: { $0.condition != nil }) else { return all }
    let known = PSHash(.hashtable)
    func note(_ name: String, _ e: Ast?) {
      if let text = e as? StringConstantExpressionAst { known.set(name, .str(text.value)) }
      else if let v = e as? VariableExpressionAst, let value = ExecutionContext.current.variable(v.path.name) { known.set(name, value) }
    }
    for (i, pair) in pairs.enumerated() {
      guard let name = pair.parameter?.parameterName, let p = ["Path", "LiteralPath"].first(where: { $0.equalsIgnoringCase(name) }) else { continue }
      let next = pairs.dropFirst(i + 1).first
      note(p, pair.argument ?? (next?.parameter == nil ? next?.argument : nil))
    }
    if known.count == 0, let first = pairs.first, first.parameter == nil { note("Path", first.argument) }
    return all.filter { $0.condition.map { $0.holds(known, ExecutionContext.current) } ?? true }
  }

  /// Gives each name without a value the argument behind it; false when a name nobody knows stands in front of a value.
  private mutating func pairUp(_ atCursor: CommandParameterAst?) -> Bool {
    let all = arguments ?? []
    var result: [Pair] = []
    var i = 0
    func value(at n: Int) -> Pair? { n < all.count && all[n].parameter == nil ? all[n] : nil }
    while i < all.count {
      let pair = all[i]
      i += 1
      guard let name = pair.parameter, pair.argument == nil else { result.append(pair); continue }
      switch match(name.parameterName, exactly: name !== atCursor) {
      case .several:
        if value(at: i) != nil { i += 1 }
        ambiguous.append(name)
      case .none:
        if value(at: i) != nil {
          if atCursor != nil { return false }
          i += 1
        }
        notFound.append(name)
      case .one(let p):
        if p.isSwitch { result.append(Pair(.switch, name, nil)); continue }
        if let v = value(at: i) {
          result.append(Pair(.given, name, v.argument))
          i += 1
        } else if i < all.count, let next = all[i].parameter, case .none = match(next.parameterName) {
          // a name nobody knows is the value
          result.append(Pair(.given, name, next))
          i += 1
        } else { result.append(Pair(.fake, name, nil)) }
      }
    }
    arguments = result
    return true
  }

  // MARK: - Binding

  private func isBound(_ p: ParameterMetadata) -> Bool { bound.contains { $0.parameter === p } }
  private mutating func bind(_ p: ParameterMetadata, _ to: Bound) {
    unbound.removeAll { $0 === p }
    if !isBound(p) { bound.append((p.name.lowercased(), p, to)) }
  }

  private mutating func bindNamed() -> [Pair] {
    var rest: [Pair] = []
    for pair in arguments ?? [] {
      guard let name = pair.parameter else { rest.append(pair); continue }
      switch match(name.parameterName) {
      case .several: ambiguous.append(name)
      case .none: notFound.append(name)
      case .one(let p):
        if isBound(p) { duplicate.append(name); continue }
        if bits(p) != 0 { sets &= bits(p) }
        bind(p, .pair(pair))
      }
    }
    return rest
  }

  private mutating func bindPositions(_ pairs: [Pair], _ purpose: Purpose) -> [Pair] {
    if pairs.isEmpty { return [] }
    var valid = sets
    // by position, each parameter with the entries that stand there
    var places: [Int: [(parameter: ParameterMetadata, entries: [ParameterMetadata.SetEntry])]] = [:]
    for p in unbound {
      for e in entries(p, valid) {
        guard let position = e.position else { continue }
        var here = places[position] ?? []
        if here.contains(where: { other in other.parameter !== p && other.entries.contains { $0.name == e.name || $0.name == ParameterMetadata.allSets || e.name == ParameterMetadata.allSets } }) {
          // two at one place of a set: the declaration is ambiguous
          isEffective = false
          return []
        }
        if let i = here.firstIndex(where: { $0.parameter === p }) { here[i].entries.append(e) } else { here.append((p, [e])) }
        places[position] = here
      }
    }
    if places.isEmpty { return pairs }
    var left = pairs.filter { !(($0.argument as? VariableExpressionAst)?.splatted ?? false) }, rest: [Pair] = []
    for position in places.keys.sorted() {
      let here = (places[position] ?? []).map { p in (p.parameter, p.entries.filter { $0.name == ParameterMetadata.allSets || bit($0) & valid != 0 }) }.filter { !$0.1.isEmpty }
      if here.isEmpty { continue }
      if left.isEmpty { break }
      let pair = left.removeFirst()
      let byDefault = purpose == .arguments && valid & defaultSet != 0 && bind(pair, here, defaultSet, converting: false)
      if !byDefault, !bind(pair, here, valid, converting: true) { rest.append(pair) } else { valid = sets }
    }
    return rest + left
  }
  /// Binds an argument to all parameters of a place that take it in the sets.
  private mutating func bind(_ pair: Pair, _ here: [(ParameterMetadata, [ParameterMetadata.SetEntry])], _ valid: UInt32, converting: Bool) -> Bool {
    var isBound = false, common: UInt32 = 0
    for (p, entries) in here {
      guard entries.contains(where: { $0.name == ParameterMetadata.allSets || bit($0) & valid != 0 }), converting || PseudoBinding.fits(pair.argument, p.type) else { continue }
      isBound = true
      common |= bits(p)
      bind(p, .pair(pair))
    }
    if isBound, common != 0 { sets &= common }
    return isBound
  }
  /// Whether the type an expression evidently has is the parameter's, or one of its elements; unknown types fit.
  private static func fits(_ e: Ast?, _ type: NetType) -> Bool {
    let own: NetType
    switch e {
    case is StringConstantExpressionAst, is ExpandableStringExpressionAst: own = TypeTable.string
    case is ScriptBlockExpressionAst: own = TypeTable.scriptBlock
    case is HashtableAst: own = TypeTable.get("System.Collections.Hashtable")
    case is ArrayLiteralAst, is ArrayExpressionAst: return type.isArray || type === TypeTable.object
    case let c as ConstantExpressionAst:
      switch c.value {
      case .int: own = TypeTable.int
      case .long: own = TypeTable.long
      case .double: own = TypeTable.double
      default: return true
      }
    case let c as ConvertExpressionAst: guard let t = TypeTable.resolve(c.type.typeName) else { return true }; own = t
    default: return true
    }
    return own === type || own.isSubclass(of: type.fullName) || type.elementType === own
  }

  /// What is left goes to the parameters that take all of it.
  private mutating func bindRest(_ rest: [Pair]) {
    if rest.isEmpty { return }
    var common: UInt32 = 0
    for p in unbound where isIn(p, sets) && entries(p, sets).contains(where: \.remaining) {
      common |= bits(p)
      bind(p, .rest(rest.compactMap(\.argument)))
    }
    if common != 0 { sets &= common }
  }
  private mutating func bindInput() {
    var common: UInt32 = 0
    for p in unbound where isIn(p, sets) && entries(p, sets).contains(where: \.fromPipeline) {
      common |= bits(p)
      bind(p, .input)
    }
    if common != 0 { sets &= common }
  }
  /// Of several possible sets, the only one that wants nothing more.
  private mutating func chooseSetByMandatory() {
    var remaining = sets & parameters.reduce(0) { $0 | bits($1) }
    for p in unbound { for e in p.sets where e.mandatory { remaining &= ~bit(e) } }
    if remaining.nonzeroBitCount == 1 { sets = remaining }
  }

  // MARK: - Answers

  /// The expression a parameter is bound to; nil when it has none.
  func argument(_ name: String) -> Ast? {
    guard let b = bound.first(where: { $0.name == name.lowercased() }) else { return nil }
    switch b.to {
    case .pair(let pair): return (pair.argument as? CommandParameterAst)?.argument ?? pair.argument
    case .rest(let all): return all.first
    case .input: return nil
    }
  }
  /// Whether something on the line, or the pipeline, binds a parameter.
  func isBound(_ name: String) -> Bool { bound.contains { $0.name == name.lowercased() } }
  /// The parameter an expression of the line is bound to.
  func parameter(of argument: Ast) -> ParameterMetadata? {
    bound.first { b in
      switch b.to {
      case .pair(let pair): pair.argument === argument || pair.parameter?.argument === argument
      case .rest(let all): all.contains { $0 === argument }
      case .input: false
      }
    }?.parameter
  }

  /// The parameters every advanced command has, in the order PowerShell lists them.
  static func common(_ m: CommandMetadata) -> [ParameterMetadata] {
    guard m.isAdvanced else { return [] }
    var rows: [(String, String, [String])] = []
    let `switch` = "System.Management.Automation.SwitchParameter", action = "System.Management.Automation.ActionPreference", text = "System.String"
    if m.binding.supportsShouldProcess { rows += [("WhatIf", `switch`, ["wi"]), ("Confirm", `switch`, ["cf"])] }
    rows += [
      ("Verbose", `switch`, ["vb"]), ("Debug", `switch`, ["db"]), ("ErrorAction", action, ["ea"]), ("WarningAction", action, ["wa"]),
      ("InformationAction", action, ["infa"]), ("ProgressAction", action, ["proga"]), ("ErrorVariable", text, ["ev"]), ("WarningVariable", text, ["wv"]),
      ("InformationVariable", text, ["iv"]), ("OutVariable", text, ["ov"]), ("OutBuffer", "System.Int32", ["ob"]), ("PipelineVariable", text, ["pv"]),
    ]
    if m.binding.supportsPaging, !m.parameters.contains(where: { $0.name == "IncludeTotalCount" }) {
      rows += [("IncludeTotalCount", `switch`, []), ("Skip", "System.UInt64", []), ("First", "System.UInt64", [])]
    }
    return rows.map { ParameterMetadata($0.0, type: TypeTable.get($0.1), aliases: $0.2) }
  }
}
