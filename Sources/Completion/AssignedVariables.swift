/// Where the text in front of the cursor gives variables their values: assignments, parameters, loops, `-OutVariable` and its like,
/// `Set-Variable`, redirections to `variable:`, data sections. From the cursor's own scope outwards, each from top to bottom.
import Engine
import Syntax

/// What the text makes of a variable at one place.
enum VariableSource {
  /// A declared type: `[int]$x`, `param([int]$x)`.
  case constraint(TypeConstraintAst)
  /// What an expression or a pipeline yields, or each element of it.
  case value(Ast, isEnumerated: Bool)
  /// A type that is known without looking further; its name.
  case type(String)
  /// Nothing is known of it.
  case unknown
}
struct AssignedVariable {
  let path: VariablePath
  let source: VariableSource
  let place: Int
  init(_ name: String, _ source: VariableSource, _ place: Int32) {
    self.init(VariablePath(userPath: name, scope: .none, drive: nil, name: name), source, place)
  }
  init(_ path: VariablePath, _ source: VariableSource, _ place: Int32) { self.path = path; self.source = source; self.place = Int(place) }
}

struct AssignmentFinder {
  /// Nothing that begins behind this place counts.
  let limit: Int
  /// The variable that is asked about, whose own assignment does not count.
  let target: Ast
  /// Script blocks of commands that run them in the scope they stand in are looked into.
  let looksIntoLocalBlocks: Bool
  private(set) var found: [AssignedVariable] = []

  init(limit: Int, target: Ast, looksIntoLocalBlocks: Bool) { self.limit = limit; self.target = target; self.looksIntoLocalBlocks = looksIntoLocalBlocks }

  /// The scopes around a node, innermost first.
  static func scopes(around node: Ast) -> [Ast] {
    var scopes: [Ast] = [], n = node.parent
    while let x = n {
      if x is ScriptBlockAst, let f = x.parent as? FunctionDefinitionAst { scopes.append(f); n = f.parent; continue }
      if x is ScriptBlockAst || x is FunctionMemberAst { scopes.append(x) }
      n = x.parent
    }
    return scopes
  }

  mutating func search(_ scope: Ast) { for c in scope.children { visit(c) } }

  private mutating func visit(_ n: Ast) {
    if n is FunctionDefinitionAst || n is AttributeAst || Int(n.extent.start) > limit { return }
    switch n {
    case let a as AssignmentStatementAst: assign(a.left, a.right)
    case let p as ParameterAst:
      if p.name !== target {
        let type = p.attributes.lazy.compactMap { $0 as? TypeConstraintAst }.first
        found.append(AssignedVariable(p.name.path, type.map { .constraint($0) } ?? .unknown, p.extent.start))
      }
    case let f as ForEachStatementAst:
      if f.variable !== target { found.append(AssignedVariable(f.variable.path, .value(f.condition, isEnumerated: true), f.extent.start)) }
    case let d as DataStatementAst:
      if let name = d.variable { found.append(AssignedVariable(name, .value(d.body, isEnumerated: false), d.extent.start)) }
      return
    case let c as CommandAst: command(c)
    case let b as ScriptBlockExpressionAst: if !isRunHere(b) { return }
    default: break
    }
    for c in n.children { visit(c) }
  }

  private mutating func assign(_ left: ExpressionAst, _ right: StatementAst) {
    switch left {
    case let v as VariableExpressionAst where v !== target:
      found.append(AssignedVariable(v.path, .value(right, isEnumerated: false), right.extent.start))
    case let a as AttributedExpressionAst: constrained(a.child, nil, right)
    case let c as ConvertExpressionAst: constrained(c.child, c.type, right)
    case let l as ArrayLiteralAst:
      for e in l.elements {
        if let v = e as? VariableExpressionAst, v !== target { found.append(AssignedVariable(v.path, .unknown, right.extent.start)) } else { assign(e, right) }
      }
    case let p as ParenExpressionAst: if let e = (p.pipeline as? PipelineAst)?.pureExpression { assign(e, right) }
    default: break
    }
  }
  /// Of several types in a row the leftmost counts.
  private mutating func constrained(_ e: ExpressionAst, _ type: TypeConstraintAst?, _ right: StatementAst) {
    switch e {
    case let c as ConvertExpressionAst: constrained(c.child, type ?? c.type, right)
    case let a as AttributedExpressionAst: constrained(a.child, type, right)
    case let v as VariableExpressionAst where v !== target:
      found.append(AssignedVariable(v.path, type.map { .constraint($0) } ?? .value(right, isEnumerated: false), right.extent.start))
    default: break
    }
  }

  private mutating func command(_ c: CommandAst) {
    var named: [String: ExpressionAst] = [:], positional: [ExpressionAst] = [], pending: String?
    for e in c.elements.dropFirst() {
      if let p = e as? CommandParameterAst { pending = p.argument == nil ? p.parameterName.lowercased() : nil; if let a = p.argument { named[p.parameterName.lowercased()] = a }; continue }
      guard let e = e as? ExpressionAst else { continue }
      if let p = pending { named[p] = e; pending = nil } else { positional.append(e) }
    }
    func text(_ name: String) -> String? { (named[name] as? StringConstantExpressionAst)?.value }
    let isInside = Int(c.extent.start) < Int(target.extent.start) && target.extent.end <= c.extent.end
    if let name = c.commandName?.lowercased(), ["new-variable", "nv", "set-variable", "set", "sv"].contains(name), !isInside {
      // a name that is only there by its place does not count
      if named["value"] == nil { named["value"] = positional.first }
      if let n = text("name") { found.append(AssignedVariable(n, named["value"].map { .value($0, isEnumerated: false) } ?? .unknown, c.extent.start)) }
    }
    if !isInside {
      for (long, short, record) in [("errorvariable", "ev", "ErrorRecord"), ("warningvariable", "wv", "WarningRecord"), ("informationvariable", "iv", "InformationRecord")] {
        guard let n = text(long) ?? text(short) else { continue }
        found.append(AssignedVariable(n, .type("System.Collections.Generic.List[System.Management.Automation.\(record)]"), c.extent.start))
      }
      if let n = text("outvariable") ?? text("ov") { found.append(AssignedVariable(n, .value(c, isEnumerated: false), c.extent.start)) }
    }
    // The variable of a pipeline lives as long as the pipeline.
    if let n = text("pipelinevariable") ?? text("pv"), let p = c.parent as? PipelineAst, p.extent.end > target.extent.start {
      found.append(AssignedVariable(n, .value(c, isEnumerated: true), c.extent.start))
    }
    for case let r as FileRedirectionAst in c.redirections {
      guard let to = (r.location as? StringConstantExpressionAst)?.value, to.lowercased().hasPrefix("variable:"), to.utf8.count > 9 else { continue }
      let source = AssignmentFinder.redirected(r.fromStream).map { VariableSource.type("System.Management.Automation." + $0) } ?? .value(c, isEnumerated: false)
      found.append(AssignedVariable(String(to.dropFirst(9)), source, c.extent.start))
    }
  }

  /// What a stream's objects are.
  static func redirected(_ s: RedirectionStream) -> String? {
    switch s {
    case .error: "ErrorRecord"
    case .warning: "WarningRecord"
    case .verbose: "VerboseRecord"
    case .debug: "DebugRecord"
    case .information: "InformationRecord"
    case .all, .output: nil
    }
  }

  private static let runsHere: Set<String> = [
    "microsoft.powershell.core\\foreach-object", "foreach-object", "foreach", "%", "microsoft.powershell.core\\where-object", "where-object", "where", "?", "beforeall",
    "beforeeach",
  ]
  /// Whether a block's variables are those of the scope it stands in: `. { }`, and what ForEach-Object and Where-Object run.
  private func isRunHere(_ b: ScriptBlockExpressionAst) -> Bool {
    var n = b.parent
    while let x = n {
      if let c = x as? CommandAst {
        if c.elements.first === b { return c.invocationOperator == .dot }
        return looksIntoLocalBlocks && AssignmentFinder.runsHere.contains(c.commandName?.lowercased() ?? "")
      }
      guard x is CommandExpressionAst || x is PipelineAst || x is StatementBlockAst || x is ArrayExpressionAst || x is ArrayLiteralAst else { return false }
      n = x.parent
    }
    return false
  }
}
