/// What a half-typed command line binds so far: which parameters are taken, which sets remain possible, and which parameter
/// the cursor's argument belongs to. A forgiving cousin of the engine's binder: nothing is converted or run.
import Engine
import Primitives
import Syntax

struct TentativeBinding {
  let command: CommandInfo
  let parameters: [ParameterMetadata]
  /// Lower-case names of bound parameters, with the argument's node where there is one.
  var bound: [String: Ast?] = [:]
  /// Names of the sets still possible; nil while all are.
  var sets: Set<String>?
  /// Those of them that take what comes through the pipeline; nil without a pipeline, or when all do.
  private var inputSets: Set<String>?
  /// Lower-case names of parameters the input behind a pipe binds.
  private var ofInput: Set<String> = []
  /// The parameter whose value is being typed; nil for none, or unknown.
  var target: ParameterMetadata?
  /// Parameters of other sets that stand at the same position as `target`.
  var alternatives: [ParameterMetadata] = []

  /// - Parameter cursor: offset; the element around it is what is being typed
  /// - Parameter continuesList: behind the comma of a list the cursor still belongs to that list
  init(_ command: CommandInfo, _ ast: CommandAst, cursor: Int, continuesList: Bool = false) {
    self.command = command
    parameters = command.metadata.parameters + TentativeBinding.common(command.metadata)
    var positional: [Ast] = []
    var pending: ParameterMetadata?
    // What follows the parameter name being typed may be its value: it binds nothing.
    var skipsNext = false
    var positionOfCursor: Int?
    var cursorSeen = false
    let begun = continuesList ? ast.elements.last { Int($0.extent.start) < cursor } : nil
    func isAtCursor(_ a: Ast) -> Bool { a === begun || Int(a.extent.start) < cursor && cursor <= Int(a.extent.end) }
    for element in ast.elements.dropFirst() {
      if !cursorSeen, Int(element.extent.start) >= cursor {
        cursorSeen = true
        if let p = pending { target = p; pending = nil } else { positionOfCursor = positional.count }
      }
      if let p = element as? CommandParameterAst {
        if isAtCursor(p) {
          cursorSeen = true
          skipsNext = p.argument == nil
          if p.argument != nil || p.extent.text.hasSuffix(":") { target = find(p.parameterName); if let t = target { bound[t.name.lowercased()] = .some(p.argument) } }
          continue
        }
        skipsNext = false
        guard let m = find(p.parameterName) else { pending = nil; continue }
        bound[m.name.lowercased()] = .some(p.argument)
        pending = p.argument != nil || m.isSwitch ? nil : m
        continue
      }
      if let v = element as? VariableExpressionAst, v.splatted { continue }
      if skipsNext { skipsNext = false; continue }
      if isAtCursor(element), TentativeBinding.isDash(element) { cursorSeen = true; skipsNext = true; continue }
      if isAtCursor(element) {
        cursorSeen = true
        if let p = pending { target = p; pending = nil } else { positionOfCursor = positional.count }
        if target == nil { positional.append(element) } else if let t = target { bound[t.name.lowercased()] = .some(element) }
        continue
      }
      if let p = pending { bound[p.name.lowercased()] = .some(element); pending = nil } else { positional.append(element) }
    }
    // Behind a pipe the input is bound, and only sets that take it remain.
    if let pipeline = ast.parent as? PipelineAst, let first = pipeline.elements.first, first !== ast {
      let taking = Set(parameters.flatMap { p in bound[p.name.lowercased()] == nil ? p.sets.filter(\.fromPipeline).map(\.name) : [] })
      if !taking.isEmpty, !taking.contains(ParameterMetadata.allSets) { inputSets = taking }
      for p in parameters where bound[p.name.lowercased()] == nil && p.sets.contains(where: \.fromPipeline) {
        bound[p.name.lowercased()] = .some(nil)
        ofInput.insert(p.name.lowercased())
      }
    }
    if !cursorSeen {
      if let p = pending { target = p } else { positionOfCursor = positional.count }
    }
    narrow()
    // Positional arguments take the free positions in order.
    for (i, argument) in positional.enumerated() {
      guard let p = nextPositional() else { break }
      if i == positionOfCursor { target = p; alternatives = rivals(of: p) }
      if argument is ExpressionAst, !(i == positionOfCursor && target == nil) { bound[p.name.lowercased()] = .some(argument) }
      narrow()
    }
    if target == nil, let n = positionOfCursor, n >= positional.count { target = nextPositional(); alternatives = target.map { rivals(of: $0) } ?? [] }
  }

  private static func isDash(_ a: Ast) -> Bool { ["-", "--", "\u{2013}", "\u{2014}", "\u{2015}"].contains(a.extent.text) }

  /// Other free parameters at the same position.
  private func rivals(of p: ParameterMetadata) -> [ParameterMetadata] {
    let positions = Set(p.sets.compactMap(\.position))
    return parameters.filter { q in q !== p && bound[q.name.lowercased()] == nil && q.sets.contains { s in s.position.map { positions.contains($0) } ?? false && isPossible(s.name) } }
  }

  private func nextPositional() -> ParameterMetadata? {
    var best: (position: Int, isByDefault: Bool, parameter: ParameterMetadata)?
    for p in parameters where bound[p.name.lowercased()] == nil {
      for s in p.sets where isPossible(s.name) {
        guard let at = s.position else { continue }
        // of several at one place, the default set's
        let isByDefault = command.metadata.binding.defaultParameterSetName.map { $0.equalsIgnoringCase(s.name) } ?? false
        if let b = best, at > b.position || (at == b.position && (b.isByDefault || !isByDefault)) { continue }
        best = (at, isByDefault, p)
      }
    }
    if let b = best { return b.parameter }
    return parameters.first { p in bound[p.name.lowercased()] == nil && p.sets.contains { $0.remaining && isPossible($0.name) } }
  }

  private func isPossible(_ set: String) -> Bool { set == ParameterMetadata.allSets || sets.map { $0.contains(set.lowercased()) || $0.contains(set) } ?? true }

  /// Keeps only the sets all bound parameters are in.
  private mutating func narrow() {
    var possible = inputSets
    for name in bound.keys {
      guard let p = parameters.first(where: { $0.name.lowercased() == name }) else { continue }
      if ofInput.contains(name) { continue }
      let own = Set(p.sets.map(\.name))
      if own.contains(ParameterMetadata.allSets) { continue }
      possible = possible.map { $0.intersection(own) } ?? own
    }
    if let p = possible, !p.isEmpty { sets = p }
  }

  /// The parameter a name or unambiguous beginning means.
  func find(_ name: String) -> ParameterMetadata? {
    let key = name.lowercased()
    if let p = parameters.first(where: { $0.name.lowercased() == key || $0.aliases.contains { $0.lowercased() == key } }) { return p }
    let similar = parameters.filter { $0.name.lowercased().hasPrefix(key) || $0.aliases.contains { $0.lowercased().hasPrefix(key) } }
    return similar.count == 1 ? similar[0] : nil
  }

  /// Parameters that may still be named: not bound, and in a set that is possible.
  var available: [ParameterMetadata] {
    parameters.filter { p in bound[p.name.lowercased()] == nil && p.sets.contains { isPossible($0.name) } && exists(p) }
  }
  /// A dynamic parameter is there for some paths only.
  private func exists(_ p: ParameterMetadata) -> Bool {
    guard let condition = p.condition else { return true }
    let known = PSHash(.hashtable)
    for name in ["Path", "LiteralPath"] {
      guard let bound = bound[name.lowercased()], let argument = bound else { continue }
      if let text = argument as? StringConstantExpressionAst { known.set(name, .str(text.value)) }
      else if let v = argument as? VariableExpressionAst, let value = ExecutionContext.current.variable(v.path.name) { known.set(name, value) }
    }
    return condition.holds(known, ExecutionContext.current)
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
