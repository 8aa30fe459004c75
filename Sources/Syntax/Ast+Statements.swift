/// Nodes that stand as statements.

public struct IfClause {
  public let condition: PipelineBaseAst
  public let body: StatementBlockAst
  public init(_ condition: PipelineBaseAst, _ body: StatementBlockAst) { self.condition = condition; self.body = body }
}

/// `if (…) { … } elseif (…) { … } else { … }`
public final class IfStatementAst: StatementAst {
  public let clauses: [IfClause]
  public let elseClause: StatementBlockAst?
  public init(_ extent: Extent, clauses: [IfClause], elseClause: StatementBlockAst?) {
    self.clauses = clauses; self.elseClause = elseClause; super.init(.ifStatement, extent)
    for c in clauses { adopt(c.condition); adopt(c.body) }
    adopt(elseClause)
  }
}

/// `-regex`, `-wildcard`, `-exact`, `-casesensitive`, `-file`, `-parallel`
public struct SwitchFlags: OptionSet {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let file = SwitchFlags(rawValue: 1), regex = SwitchFlags(rawValue: 2), wildcard = SwitchFlags(rawValue: 4)
  public static let exact = SwitchFlags(rawValue: 8), caseSensitive = SwitchFlags(rawValue: 16), parallel = SwitchFlags(rawValue: 32)
}

/// One condition of a `switch` and its statements.
public struct SwitchClause {
  public let test: ExpressionAst
  public let body: StatementBlockAst
  public init(_ test: ExpressionAst, _ body: StatementBlockAst) { self.test = test; self.body = body }
}

/// Loops and `switch` may carry a label.
open class LabeledStatementAst: StatementAst {
  public final let label: String?
  init(_ kind: AstKind, _ extent: Extent, label: String?) { self.label = label; super.init(kind, extent) }
}

/// `switch (…) { … }`
public final class SwitchStatementAst: LabeledStatementAst {
  public let condition: PipelineBaseAst
  public let flags: SwitchFlags
  public let clauses: [SwitchClause]
  public let defaultClause: StatementBlockAst?
  public init(_ extent: Extent, label: String?, condition: PipelineBaseAst, flags: SwitchFlags, clauses: [SwitchClause], defaultClause: StatementBlockAst?) {
    self.condition = condition; self.flags = flags; self.clauses = clauses; self.defaultClause = defaultClause
    super.init(.switchStatement, extent, label: label); adopt(condition)
    for c in clauses { adopt(c.test); adopt(c.body) }
    adopt(defaultClause)
  }
}

/// `while`, `do … while`, `do … until`; the kind tells which.
public final class LoopStatementAst: LabeledStatementAst {
  public let condition: PipelineBaseAst
  public let body: StatementBlockAst
  public init(_ kind: AstKind, _ extent: Extent, label: String?, condition: PipelineBaseAst, body: StatementBlockAst) {
    self.condition = condition; self.body = body; super.init(kind, extent, label: label); adopt(condition); adopt(body)
  }
}

/// `for (…; …; …) { … }`
public final class ForStatementAst: LabeledStatementAst {
  public let initializer: PipelineBaseAst?
  public let condition: PipelineBaseAst?
  public let iterator: PipelineBaseAst?
  public let body: StatementBlockAst
  public init(_ extent: Extent, label: String?, initializer: PipelineBaseAst?, condition: PipelineBaseAst?, iterator: PipelineBaseAst?, body: StatementBlockAst) {
    self.initializer = initializer; self.condition = condition; self.iterator = iterator; self.body = body
    super.init(.forStatement, extent, label: label); adopt(initializer); adopt(condition); adopt(iterator); adopt(body)
  }
}

/// `foreach ($x in …) { … }`
public final class ForEachStatementAst: LabeledStatementAst {
  public let variable: VariableExpressionAst
  public let condition: PipelineBaseAst
  public let body: StatementBlockAst
  public let isParallel: Bool
  public let throttleLimit: ExpressionAst?
  public init(_ extent: Extent, label: String?, variable: VariableExpressionAst, condition: PipelineBaseAst, body: StatementBlockAst, isParallel: Bool, throttleLimit: ExpressionAst?) {
    self.variable = variable; self.condition = condition; self.body = body; self.isParallel = isParallel; self.throttleLimit = throttleLimit
    super.init(.forEachStatement, extent, label: label); adopt(variable); adopt(condition); adopt(body); adopt(throttleLimit)
  }
}

/// `catch [Type], … { … }`
public final class CatchClauseAst: Ast {
  public let catchTypes: [TypeConstraintAst]
  public let body: StatementBlockAst
  public var isCatchAll: Bool { catchTypes.isEmpty }
  public init(_ extent: Extent, types: [TypeConstraintAst], body: StatementBlockAst) {
    catchTypes = types; self.body = body; super.init(.catchClause, extent); adopt(all: catchTypes); adopt(body)
  }
}

/// `try { … } catch { … } finally { … }`
public final class TryStatementAst: StatementAst {
  public let body: StatementBlockAst
  public let catchClauses: [CatchClauseAst]
  public let finally: StatementBlockAst?
  public init(_ extent: Extent, body: StatementBlockAst, catchClauses: [CatchClauseAst], finally: StatementBlockAst?) {
    self.body = body; self.catchClauses = catchClauses; self.finally = finally; super.init(.tryStatement, extent); adopt(body); adopt(all: catchClauses); adopt(finally)
  }
}

/// `trap [Type] { … }`
public final class TrapStatementAst: StatementAst {
  public let trapType: TypeConstraintAst?
  public let body: StatementBlockAst
  public init(_ extent: Extent, type: TypeConstraintAst?, body: StatementBlockAst) {
    trapType = type; self.body = body; super.init(.trapStatement, extent); adopt(trapType); adopt(body)
  }
}

/// `data Name -SupportedCommand … { … }`
public final class DataStatementAst: StatementAst {
  public let variable: String?
  public let commandsAllowed: [ExpressionAst]
  public let body: StatementBlockAst
  public init(_ extent: Extent, variable: String?, commandsAllowed: [ExpressionAst], body: StatementBlockAst) {
    self.variable = variable; self.commandsAllowed = commandsAllowed; self.body = body; super.init(.dataStatement, extent); adopt(all: commandsAllowed); adopt(body)
  }
}

/// `parallel { }` and `sequence { }` of workflows.
public final class BlockStatementAst: StatementAst {
  public let keyword: String
  public let body: StatementBlockAst
  public init(_ extent: Extent, keyword: String, body: StatementBlockAst) { self.keyword = keyword; self.body = body; super.init(.blockStatement, extent); adopt(body) }
}

/// `break [label]`, `continue [label]`; the kind tells which.
public final class LoopFlowStatementAst: StatementAst {
  public let label: ExpressionAst?
  public init(_ kind: AstKind, _ extent: Extent, label: ExpressionAst?) { self.label = label; super.init(kind, extent); adopt(self.label) }
}

/// `return`, `throw`, `exit` with an optional value; the kind tells which.
public final class FlowStatementAst: StatementAst {
  public let pipeline: PipelineBaseAst?
  /// `throw` rethrows in a catch block when it has no value.
  public init(_ kind: AstKind, _ extent: Extent, pipeline: PipelineBaseAst?) { self.pipeline = pipeline; super.init(kind, extent); adopt(pipeline) }
}

/// `a | b | c`, with `&` at its end when it runs in the background.
public final class PipelineAst: PipelineBaseAst {
  public let elements: [CommandBaseAst]
  /// Ends in `&`.
  public let background: Bool
  public init(_ extent: Extent, elements: [CommandBaseAst], background: Bool = false) {
    self.elements = elements; self.background = background; super.init(.pipeline, extent); adopt(all: elements)
  }
  /// The expression when the pipeline is nothing but one, without redirection.
  public var pureExpression: ExpressionAst? {
    guard elements.count == 1, !background, let c = elements[0] as? CommandExpressionAst, c.redirections.isEmpty else { return nil }
    return c.expression
  }
}

/// `a && b`, `a || b`.
public final class PipelineChainAst: PipelineBaseAst {
  public let left: PipelineBaseAst
  public let right: PipelineAst
  public let isAnd: Bool
  public let background: Bool
  public init(_ extent: Extent, left: PipelineBaseAst, right: PipelineAst, isAnd: Bool, background: Bool) {
    self.left = left; self.right = right; self.isAnd = isAnd; self.background = background; super.init(.pipelineChain, extent); adopt(left); adopt(right)
  }
}

/// `left = right`, `+=` and the others.
public final class AssignmentStatementAst: PipelineBaseAst {
  public let left: ExpressionAst
  /// `.equals`, `.plusEquals` …, `.questionQuestionEquals`.
  public let op: TokenKind
  /// A statement; a lone expression stands here as its `CommandExpressionAst`, without a pipeline around it.
  public let right: StatementAst
  public let errorPosition: Extent
  public init(_ extent: Extent, left: ExpressionAst, op: TokenKind, right: StatementAst, errorPosition: Extent) {
    self.left = left; self.op = op
    if right.kind == .pipeline {
      let pipeline = unsafeDowncast(right, to: PipelineAst.self)
      self.right = pipeline.elements.count == 1 && !pipeline.background && pipeline.elements[0].kind == .commandExpression ? pipeline.elements[0] : right
    } else {
      self.right = right
    }
    self.errorPosition = errorPosition; super.init(.assignment, extent); adopt(left); adopt(self.right)
  }
}

/// `&` and `.` before a command.
public enum InvocationOperator: UInt8 { case none, ampersand, dot }

/// A command with its arguments and redirections.
public final class CommandAst: CommandBaseAst {
  public let invocationOperator: InvocationOperator
  /// `CommandParameterAst` or `ExpressionAst`; the first is the command's name or what is invoked.
  public let elements: [Ast]
  public init(_ extent: Extent, elements: [Ast], invocationOperator: InvocationOperator, redirections: [RedirectionAst]) {
    self.elements = elements; self.invocationOperator = invocationOperator; super.init(.command, extent); adopt(all: elements); adopt(all: redirections); self.redirections = redirections
  }
  /// The name when it is a constant.
  public var commandName: String? { (elements.first as? StringConstantExpressionAst)?.value }
}

/// `-Name` or `-Name:argument`
public final class CommandParameterAst: Ast {
  /// Without dash and colon.
  public let parameterName: String
  /// The value attached with a colon.
  public let argument: ExpressionAst?
  public let errorPosition: Extent
  public init(_ extent: Extent, name: String, argument: ExpressionAst?, errorPosition: Extent) {
    parameterName = name; self.argument = argument; self.errorPosition = errorPosition; super.init(.commandParameter, extent); adopt(argument)
  }
}

/// An expression as an element of a pipeline.
public final class CommandExpressionAst: CommandBaseAst {
  public let expression: ExpressionAst
  public init(_ extent: Extent, expression: ExpressionAst, redirections: [RedirectionAst]) {
    self.expression = expression; super.init(.commandExpression, extent); adopt(expression); adopt(all: redirections); self.redirections = redirections
  }
}

/// `> file`, `2>> file`
public final class FileRedirectionAst: RedirectionAst {
  public let location: ExpressionAst
  public let append: Bool
  public init(_ extent: Extent, from: RedirectionStream, location: ExpressionAst, append: Bool) {
    self.location = location; self.append = append; super.init(.fileRedirection, extent, from: from); adopt(location)
  }
}

/// `2>&1`
public final class MergingRedirectionAst: RedirectionAst {
  public let toStream: RedirectionStream
  public init(_ extent: Extent, from: RedirectionStream, to: RedirectionStream) { toStream = to; super.init(.mergingRedirection, extent, from: from) }
}

/// A statement the parser could not read; it only stands in trees that come with errors.
public final class ErrorStatementAst: PipelineBaseAst {
  public let nested: [Ast]
  /// The parts of a `switch` that could be read; `file` is what `-file` names.
  public let conditions: [Ast], bodies: [Ast]
  public let file: Ast?
  public init(_ extent: Extent, nested: [Ast] = []) {
    self.nested = nested
    conditions = []
    bodies = []
    file = nil
    super.init(.errorStatement, extent)
    adopt(all: nested)
  }
  init(_ extent: Extent, conditions: [Ast], bodies: [Ast], file: Ast?) {
    nested = []
    self.conditions = conditions; self.bodies = bodies; self.file = file
    super.init(.errorStatement, extent)
    adopt(all: conditions + bodies)
    if let file { adopt(file) }
  }
}

/// `configuration Name { … }`, which this platform cannot run.
public final class ConfigurationDefinitionAst: StatementAst {
  public let body: ScriptBlockExpressionAst
  public let instanceName: ExpressionAst
  public init(_ extent: Extent, body: ScriptBlockExpressionAst, instanceName: ExpressionAst) {
    self.body = body; self.instanceName = instanceName; super.init(.configurationDefinition, extent); adopt(instanceName); adopt(body)
  }
}
