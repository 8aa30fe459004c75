/// The syntax tree, node for node that of PowerShell 7: class and property names are those of
/// `System.Management.Automation.Language` (in lower camel case), so whoever knows the one reads the other.
/// Offsets count UTF-16 code units, as .NET's do.

/// One script's text with what is needed to talk about places in it.
public final class SourceText {
  /// Path of the file, or nil for text typed or passed.
  public let file: String?
  public let text: String
  /// The text as UTF-16 code units; all offsets index into it.
  public let units: [UInt16]
  /// Offset of each line's first unit; filled by the tokenizer's owner once.
  public let lineStarts: [Int32]

  public init(_ text: String, file: String? = nil) {
    self.file = file
    self.text = text
    units = utf16Units(of: text)
    var starts: [Int32] = [0]
    units.withUnsafeBufferPointer { units in
      var i = 0
      while i < units.count {
        let c = units[i]
        if c <= 13, c == 10 || (c == 13 && !(i + 1 < units.count && units[i + 1] == 10)) { starts.append(Int32(truncatingIfNeeded: i + 1)) }
        i += 1
      }
    }
    lineStarts = starts
  }

  /// 1-based line number and 1-based column of an offset.
  public func position(_ offset: Int) -> (line: Int, column: Int) {
    var low = 0, high = lineStarts.count - 1
    while low < high {
      let mid = (low + high + 1) / 2
      if Int(lineStarts[mid]) <= offset { low = mid } else { high = mid - 1 }
    }
    return (low + 1, offset - Int(lineStarts[low]) + 1)
  }

  /// The text between two offsets.
  public func slice(_ start: Int, _ end: Int) -> String {
    guard start < end, start >= 0, end <= units.count else { return "" }
    return units.withUnsafeBufferPointer { string(of: UnsafeBufferPointer(rebasing: $0[start..<end])) }
  }

  /// The text of a 1-based line, without its line end.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = Int(lineStarts[number - 1])
    var end = number < lineStarts.count ? Int(lineStarts[number]) : units.count
    while end > start, units[end - 1] == 10 || units[end - 1] == 13 { end -= 1 }
    return slice(start, end)
  }
}

/// A stretch of source text: `IScriptExtent`.
public struct Extent {
  public let source: SourceText
  public let start: Int32
  public let end: Int32
  public init(_ source: SourceText, _ start: Int, _ end: Int) {
    self.source = source; self.start = Int32(start); self.end = Int32(end)
  }
  public var text: String { source.slice(Int(start), Int(end)) }
  public var startLine: Int { source.position(Int(start)).line }
  public var startColumn: Int { source.position(Int(start)).column }
  public var endLine: Int { source.position(Int(end)).line }
  public var endColumn: Int { source.position(Int(end)).column }
}

/// Which class a node is; switch on it, then `unsafeDowncast`.
public enum AstKind: UInt8 {
  case scriptBlock, paramBlock, parameter, namedBlock, statementBlock, namedAttributeArgument, attribute, typeConstraint
  case usingStatement, functionDefinition, typeDefinition, propertyMember, functionMember
  case ifStatement, switchStatement, whileStatement, doWhileStatement, doUntilStatement, forStatement, forEachStatement
  case tryStatement, catchClause, trapStatement, dataStatement, blockStatement, errorStatement
  case breakStatement, continueStatement, returnStatement, throwStatement, exitStatement
  case pipeline, pipelineChain, assignment, command, commandParameter, commandExpression
  case fileRedirection, mergingRedirection, configurationDefinition, dynamicKeyword
  case ternary, binary, unary, attributed, convert, member, invokeMember, index, variable, constant, stringConstant
  case expandableString, typeExpression, array, arrayLiteral, hashtable, scriptBlockExpression, paren, subExpression
  case using, baseCtorInvoke, errorExpression
}

/// Base of all nodes.
open class Ast {
  public final let kind: AstKind
  public final let extent: Extent
  /// The node this one stands in; set when the parent is made. Valid as long as the root is held.
  public final unowned(unsafe) var parent: Ast?
  init(_ kind: AstKind, _ extent: Extent) { self.kind = kind; self.extent = extent }
  /// Direct children in the order in which PowerShell visits them; see `forEachChild`.
  public final var children: [Ast] {
    var all: [Ast] = []
    forEachChild { all.append($0) }
    return all
  }

  @inline(__always) final func adopt(_ child: Ast?) { child?.parent = self }
  @inline(__always) final func adopt<T: Ast>(all children: [T]) { for c in children { c.parent = self } }
}

open class StatementAst: Ast {}
/// What may stand as an element of a pipeline.
open class CommandBaseAst: StatementAst { public final var redirections: [RedirectionAst] = [] }
/// `PipelineAst`, `PipelineChainAst`, assignments: what may stand where a value is assigned.
open class PipelineBaseAst: StatementAst {}
open class ExpressionAst: Ast {}
open class AttributeBaseAst: Ast {
  public final let typeName: TypeName
  init(_ kind: AstKind, _ extent: Extent, _ typeName: TypeName) { self.typeName = typeName; super.init(kind, extent) }
}
open class RedirectionAst: Ast {
  public final let fromStream: RedirectionStream
  init(_ kind: AstKind, _ extent: Extent, from: RedirectionStream) { fromStream = from; super.init(kind, extent) }
}
public enum RedirectionStream: UInt8 { case all = 0, output, error, warning, verbose, debug, information }

/// A type as written in source: `int`, `System.Collections.Generic.List[string]`, `int[,]`.
public indirect enum TypeName {
  case simple(name: String, extent: Extent)
  case array(element: TypeName, rank: Int, extent: Extent)
  case generic(name: TypeName, arguments: [TypeName], extent: Extent)
  public var extent: Extent {
    switch self { case .simple(_, let e), .array(_, _, let e), .generic(_, _, let e): e }
  }
  /// The name as PowerShell's `ITypeName.FullName` gives it.
  public var fullName: String {
    switch self {
    case .simple(let n, _): n
    case .array(let e, let r, _): e.fullName + "[" + String(repeating: ",", count: r - 1) + "]"
    case .generic(let n, let a, _): n.fullName + "[" + a.map(\.fullName).joined(separator: ",") + "]"
    }
  }
}

/// `$scope:name`, `${drive:path}` or `$name`: `VariablePath`.
public struct VariablePath {
  public enum Scope: UInt8 { case none, local, script, global, `private`, using, drive }
  /// As written, with qualifier.
  public let userPath: String
  public let scope: Scope
  /// Drive name when `scope` is `.drive` (`env`, `function`, `variable`, `alias`, a file system drive).
  public let drive: String?
  /// Without qualifier.
  public let name: String
  public init(userPath: String, scope: Scope, drive: String?, name: String) {
    self.userPath = userPath; self.scope = scope; self.drive = drive; self.name = name
  }
}

/// The value of a numeric literal.
public enum NumberLiteral {
  case byte(UInt8), sbyte(Int8), short(Int16), ushort(UInt16), int(Int32), uint(UInt32), long(Int64), ulong(UInt64)
  case double(Double)
  /// Digits, optional point and exponent-free, with sign if negative; multiplied out already.
  case decimal(String)
  case bigInteger(String)
}

// MARK: - Script structure

public final class ScriptBlockAst: Ast {
  public var usingStatements: [UsingStatementAst] = [] { didSet { adopt(all: usingStatements) } }
  public var attributes: [AttributeAst] = [] { didSet { adopt(all: attributes) } }
  public var paramBlock: ParamBlockAst? { didSet { adopt(paramBlock) } }
  public var dynamicParamBlock: NamedBlockAst? { didSet { adopt(dynamicParamBlock) } }
  public var beginBlock: NamedBlockAst? { didSet { adopt(beginBlock) } }
  public var processBlock: NamedBlockAst? { didSet { adopt(processBlock) } }
  public var endBlock: NamedBlockAst? { didSet { adopt(endBlock) } }
  public var cleanBlock: NamedBlockAst? { didSet { adopt(cleanBlock) } }
  /// `#requires` lines found in this file (root only).
  public var requirements: ScriptRequirements?
  /// `filter` bodies have their statements in `processBlock`; configuration blocks are marked here.
  public var isConfiguration = false
  public init(_ extent: Extent) { super.init(.scriptBlock, extent) }
}

/// What `#requires` lines ask for.
public struct ScriptRequirements {
  public var version: String?
  public var editions: [String] = []
  public var modules: [String] = []
  public var isElevationRequired = false
  public var extent: Extent
  public init(extent: Extent) { self.extent = extent }
}

public final class ParamBlockAst: Ast {
  public let attributes: [AttributeBaseAst]
  public let parameters: [ParameterAst]
  public init(_ extent: Extent, attributes: [AttributeBaseAst], parameters: [ParameterAst]) {
    self.attributes = attributes; self.parameters = parameters; super.init(.paramBlock, extent); adopt(all: attributes); adopt(all: parameters)
  }
}

public final class ParameterAst: Ast {
  /// Attributes and type constraints in source order.
  public let attributes: [AttributeBaseAst]
  public let name: VariableExpressionAst
  public let defaultValue: ExpressionAst?
  public init(_ extent: Extent, attributes: [AttributeBaseAst], name: VariableExpressionAst, defaultValue: ExpressionAst?) {
    self.attributes = attributes; self.name = name; self.defaultValue = defaultValue; super.init(.parameter, extent); adopt(all: attributes); adopt(name); adopt(defaultValue)
  }
}

public enum BlockName: UInt8 { case begin, process, end, dynamicparam, clean }

public final class NamedBlockAst: Ast {
  public let name: BlockName
  /// True for the body of a script block without `begin`/`process`/`end` keywords.
  public let unnamed: Bool
  public let statements: [StatementAst]
  public let traps: [TrapStatementAst]
  public init(_ extent: Extent, name: BlockName, unnamed: Bool, statements: [StatementAst], traps: [TrapStatementAst]) {
    self.name = name; self.unnamed = unnamed; self.statements = statements; self.traps = traps; super.init(.namedBlock, extent); adopt(all: traps); adopt(all: statements)
  }
}

public final class StatementBlockAst: Ast {
  public let statements: [StatementAst]
  public let traps: [TrapStatementAst]
  public init(_ extent: Extent, statements: [StatementAst], traps: [TrapStatementAst]) {
    self.statements = statements; self.traps = traps; super.init(.statementBlock, extent); adopt(all: traps); adopt(all: statements)
  }
}

public final class NamedAttributeArgumentAst: Ast {
  public let argumentName: String
  public let argument: ExpressionAst
  /// `[Parameter(Mandatory)]`: the value is not written.
  public let expressionOmitted: Bool
  public init(_ extent: Extent, name: String, argument: ExpressionAst, omitted: Bool) {
    argumentName = name; self.argument = argument; expressionOmitted = omitted; super.init(.namedAttributeArgument, extent); adopt(argument)
  }
}

public final class AttributeAst: AttributeBaseAst {
  public let positionalArguments: [ExpressionAst]
  public let namedArguments: [NamedAttributeArgumentAst]
  public init(_ extent: Extent, typeName: TypeName, positional: [ExpressionAst], named: [NamedAttributeArgumentAst]) {
    positionalArguments = positional; namedArguments = named; super.init(.attribute, extent, typeName); adopt(all: positionalArguments); adopt(all: namedArguments)
  }
}

public final class TypeConstraintAst: AttributeBaseAst {
  public init(_ extent: Extent, typeName: TypeName) { super.init(.typeConstraint, extent, typeName) }
}

public enum UsingStatementKind: UInt8 { case assembly, command, module, namespace, type }

public final class UsingStatementAst: StatementAst {
  public let usingKind: UsingStatementKind
  public let name: StringConstantExpressionAst?
  public let alias: StringConstantExpressionAst?
  public let moduleSpecification: HashtableAst?
  public init(_ extent: Extent, kind: UsingStatementKind, name: StringConstantExpressionAst?, alias: StringConstantExpressionAst?, module: HashtableAst?) {
    usingKind = kind; self.name = name; self.alias = alias; moduleSpecification = module; super.init(.usingStatement, extent); adopt(self.name); adopt(self.alias); adopt(moduleSpecification)
  }
}

public final class FunctionDefinitionAst: StatementAst {
  public let isFilter: Bool
  public let isWorkflow: Bool
  public let name: String
  public let nameExtent: Extent
  /// Parameters written as `function f($a) {}`; nil when there is no such list.
  public let parameters: [ParameterAst]?
  public let body: ScriptBlockAst
  public init(_ extent: Extent, isFilter: Bool, isWorkflow: Bool = false, name: String, nameExtent: Extent, parameters: [ParameterAst]?, body: ScriptBlockAst) {
    self.isFilter = isFilter; self.isWorkflow = isWorkflow; self.name = name; self.nameExtent = nameExtent
    self.parameters = parameters; self.body = body; super.init(.functionDefinition, extent); adopt(all: parameters ?? []); adopt(body)
  }
}

public enum TypeKind: UInt8 { case `class`, `enum`, interface }

public final class TypeDefinitionAst: StatementAst {
  public let typeKind: TypeKind
  public let name: String
  public let attributes: [AttributeAst]
  public let baseTypes: [TypeConstraintAst]
  /// `PropertyMemberAst` or `FunctionMemberAst`.
  public let members: [Ast]
  public init(_ extent: Extent, kind: TypeKind, name: String, attributes: [AttributeAst], baseTypes: [TypeConstraintAst], members: [Ast]) {
    typeKind = kind; self.name = name; self.attributes = attributes; self.baseTypes = baseTypes; self.members = members
    super.init(.typeDefinition, extent); adopt(all: attributes); adopt(all: baseTypes); adopt(all: members)
  }
}

public final class PropertyMemberAst: Ast {
  public let name: String
  public let propertyType: TypeConstraintAst?
  public let attributes: [AttributeAst]
  public let initialValue: ExpressionAst?
  public let isStatic: Bool
  public let isHidden: Bool
  public init(_ extent: Extent, name: String, type: TypeConstraintAst?, attributes: [AttributeAst], initialValue: ExpressionAst?, isStatic: Bool, isHidden: Bool) {
    self.name = name; propertyType = type; self.attributes = attributes; self.initialValue = initialValue
    self.isStatic = isStatic; self.isHidden = isHidden; super.init(.propertyMember, extent); adopt(all: attributes); adopt(propertyType); adopt(initialValue)
  }
}

public final class FunctionMemberAst: Ast {
  /// The method as a function: its name, parameters and body.
  public let definition: FunctionDefinitionAst
  public let returnType: TypeConstraintAst?
  public let attributes: [AttributeAst]
  public let isStatic: Bool
  public let isHidden: Bool
  public let isConstructor: Bool
  public var name: String { definition.name }
  public var parameters: [ParameterAst] { definition.parameters ?? [] }
  /// The body; a constructor's begins with the call of the base's constructor (`BaseCtorInvokeMemberExpressionAst`).
  public var body: ScriptBlockAst { definition.body }
  public init(_ extent: Extent, definition: FunctionDefinitionAst, returnType: TypeConstraintAst?, attributes: [AttributeAst], isStatic: Bool, isHidden: Bool, isConstructor: Bool) {
    self.definition = definition; self.returnType = returnType; self.attributes = attributes
    self.isStatic = isStatic; self.isHidden = isHidden; self.isConstructor = isConstructor; super.init(.functionMember, extent); adopt(definition); adopt(returnType); adopt(all: attributes)
  }
}

// MARK: - Statements

public struct IfClause {
  public let condition: PipelineBaseAst
  public let body: StatementBlockAst
  public init(_ condition: PipelineBaseAst, _ body: StatementBlockAst) { self.condition = condition; self.body = body }
}

public final class IfStatementAst: StatementAst {
  public let clauses: [IfClause]
  public let elseClause: StatementBlockAst?
  public init(_ extent: Extent, clauses: [IfClause], elseClause: StatementBlockAst?) {
    self.clauses = clauses; self.elseClause = elseClause; super.init(.ifStatement, extent)
    for c in clauses { adopt(c.condition); adopt(c.body) }
    adopt(elseClause)
  }
}

public struct SwitchFlags: OptionSet {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let file = SwitchFlags(rawValue: 1), regex = SwitchFlags(rawValue: 2), wildcard = SwitchFlags(rawValue: 4)
  public static let exact = SwitchFlags(rawValue: 8), caseSensitive = SwitchFlags(rawValue: 16), parallel = SwitchFlags(rawValue: 32)
}

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

public final class CatchClauseAst: Ast {
  public let catchTypes: [TypeConstraintAst]
  public let body: StatementBlockAst
  public var isCatchAll: Bool { catchTypes.isEmpty }
  public init(_ extent: Extent, types: [TypeConstraintAst], body: StatementBlockAst) {
    catchTypes = types; self.body = body; super.init(.catchClause, extent); adopt(all: catchTypes); adopt(body)
  }
}

public final class TryStatementAst: StatementAst {
  public let body: StatementBlockAst
  public let catchClauses: [CatchClauseAst]
  public let finally: StatementBlockAst?
  public init(_ extent: Extent, body: StatementBlockAst, catchClauses: [CatchClauseAst], finally: StatementBlockAst?) {
    self.body = body; self.catchClauses = catchClauses; self.finally = finally; super.init(.tryStatement, extent); adopt(body); adopt(all: catchClauses); adopt(finally)
  }
}

public final class TrapStatementAst: StatementAst {
  public let trapType: TypeConstraintAst?
  public let body: StatementBlockAst
  public init(_ extent: Extent, type: TypeConstraintAst?, body: StatementBlockAst) {
    trapType = type; self.body = body; super.init(.trapStatement, extent); adopt(trapType); adopt(body)
  }
}

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

public enum InvocationOperator: UInt8 { case none, ampersand, dot }

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

public final class CommandExpressionAst: CommandBaseAst {
  public let expression: ExpressionAst
  public init(_ extent: Extent, expression: ExpressionAst, redirections: [RedirectionAst]) {
    self.expression = expression; super.init(.commandExpression, extent); adopt(expression); adopt(all: redirections); self.redirections = redirections
  }
}

public final class FileRedirectionAst: RedirectionAst {
  public let location: ExpressionAst
  public let append: Bool
  public init(_ extent: Extent, from: RedirectionStream, location: ExpressionAst, append: Bool) {
    self.location = location; self.append = append; super.init(.fileRedirection, extent, from: from); adopt(location)
  }
}

public final class MergingRedirectionAst: RedirectionAst {
  public let toStream: RedirectionStream
  public init(_ extent: Extent, from: RedirectionStream, to: RedirectionStream) { toStream = to; super.init(.mergingRedirection, extent, from: from) }
}

/// A statement the parser could not read; it only stands in trees that come with errors.
public final class ErrorStatementAst: PipelineBaseAst {
  public let nested: [Ast]
  public init(_ extent: Extent, nested: [Ast] = []) { self.nested = nested; super.init(.errorStatement, extent); adopt(all: nested) }
}

public final class ConfigurationDefinitionAst: StatementAst {
  public let body: ScriptBlockExpressionAst
  public let instanceName: ExpressionAst
  public init(_ extent: Extent, body: ScriptBlockExpressionAst, instanceName: ExpressionAst) { self.body = body; self.instanceName = instanceName; super.init(.configurationDefinition, extent); adopt(instanceName); adopt(body) }
}

// MARK: - Expressions

public final class TernaryExpressionAst: ExpressionAst {
  public let condition: ExpressionAst, ifTrue: ExpressionAst, ifFalse: ExpressionAst
  public init(_ extent: Extent, condition: ExpressionAst, ifTrue: ExpressionAst, ifFalse: ExpressionAst) {
    self.condition = condition; self.ifTrue = ifTrue; self.ifFalse = ifFalse; super.init(.ternary, extent); adopt(condition); adopt(ifTrue); adopt(ifFalse)
  }
}

public final class BinaryExpressionAst: ExpressionAst {
  /// The operator's token kind with case sensitivity resolved: `.ieq`, `.ceq`, `.plus`, `.and`, `.format` …
  public let op: TokenKind
  public let left: ExpressionAst
  public let right: ExpressionAst
  public let errorPosition: Extent
  public init(_ extent: Extent, op: TokenKind, left: ExpressionAst, right: ExpressionAst, errorPosition: Extent) {
    self.op = op; self.left = left; self.right = right; self.errorPosition = errorPosition; super.init(.binary, extent); adopt(left); adopt(right)
  }
}

public final class UnaryExpressionAst: ExpressionAst {
  /// `.minus`, `.plus`, `.exclaim`, `.not`, `.bnot`, `.isplit`, `.csplit`, `.join`, `.comma`, `.plusPlus`, `.minusMinus`, `.postfixPlusPlus`, `.postfixMinusMinus`.
  public let op: TokenKind
  public let child: ExpressionAst
  public init(_ extent: Extent, op: TokenKind, child: ExpressionAst) { self.op = op; self.child = child; super.init(.unary, extent); adopt(child) }
}

public final class AttributedExpressionAst: ExpressionAst {
  public let attribute: AttributeBaseAst
  public let child: ExpressionAst
  public init(_ extent: Extent, attribute: AttributeBaseAst, child: ExpressionAst) { self.attribute = attribute; self.child = child; super.init(.attributed, extent); adopt(attribute); adopt(child) }
}

/// `[type] expr`.
public final class ConvertExpressionAst: ExpressionAst {
  public let type: TypeConstraintAst
  public let child: ExpressionAst
  public init(_ extent: Extent, type: TypeConstraintAst, child: ExpressionAst) { self.type = type; self.child = child; super.init(.convert, extent); adopt(self.type); adopt(child) }
}

public final class MemberExpressionAst: ExpressionAst {
  public let expression: ExpressionAst
  public let member: ExpressionAst
  public let isStatic: Bool
  public let nullConditional: Bool
  public init(_ extent: Extent, expression: ExpressionAst, member: ExpressionAst, isStatic: Bool, nullConditional: Bool) {
    self.expression = expression; self.member = member; self.isStatic = isStatic; self.nullConditional = nullConditional; super.init(.member, extent); adopt(expression); adopt(member)
  }
}

public final class InvokeMemberExpressionAst: ExpressionAst {
  public let expression: ExpressionAst
  public let member: ExpressionAst
  /// nil when no parentheses were written (`.where{…}`-style calls have arguments).
  public let arguments: [ExpressionAst]
  public let genericArguments: [TypeName]
  public let isStatic: Bool
  public let nullConditional: Bool
  public init(_ extent: Extent, expression: ExpressionAst, member: ExpressionAst, arguments: [ExpressionAst], genericArguments: [TypeName], isStatic: Bool, nullConditional: Bool) {
    self.expression = expression; self.member = member; self.arguments = arguments; self.genericArguments = genericArguments
    self.isStatic = isStatic; self.nullConditional = nullConditional; super.init(.invokeMember, extent); adopt(expression); adopt(member); adopt(all: arguments)
  }
}

/// `: base(…)` of a constructor; stands (in a `CommandExpressionAst`) as the first statement of every constructor's body.
public final class BaseCtorInvokeMemberExpressionAst: ExpressionAst {
  /// `$this` and `.ctor`, at the place of the keyword, as PowerShell's tree has them.
  public let expression: ExpressionAst
  public let member: ExpressionAst
  public let arguments: [ExpressionAst]
  /// Whether `: base(…)` is written; the base's constructor without arguments is called otherwise.
  public var isWritten: Bool { extent.end > extent.start }
  public init(_ extent: Extent, keyword: Extent, arguments: [ExpressionAst]) {
    expression = VariableExpressionAst(keyword, path: VariablePath("this"), splatted: false)
    member = StringConstantExpressionAst(keyword, value: ".ctor", type: .bareWord)
    self.arguments = arguments
    super.init(.baseCtorInvoke, extent); adopt(expression); adopt(member); adopt(all: arguments)
  }
}

public final class IndexExpressionAst: ExpressionAst {
  public let target: ExpressionAst
  public let index: ExpressionAst
  public let nullConditional: Bool
  public init(_ extent: Extent, target: ExpressionAst, index: ExpressionAst, nullConditional: Bool) {
    self.target = target; self.index = index; self.nullConditional = nullConditional; super.init(.index, extent); adopt(target); adopt(index)
  }
}

public final class VariableExpressionAst: ExpressionAst {
  public let path: VariablePath
  /// `@name`.
  public let splatted: Bool
  public init(_ extent: Extent, path: VariablePath, splatted: Bool) { self.path = path; self.splatted = splatted; super.init(.variable, extent) }
}

/// A number.
public final class ConstantExpressionAst: ExpressionAst {
  public let value: NumberLiteral
  public init(_ extent: Extent, value: NumberLiteral) { self.value = value; super.init(.constant, extent) }
}

public enum StringConstantType: UInt8 { case singleQuoted, singleQuotedHereString, doubleQuoted, doubleQuotedHereString, bareWord }

public final class StringConstantExpressionAst: ExpressionAst {
  public let value: String
  public let stringType: StringConstantType
  public init(_ extent: Extent, value: String, type: StringConstantType) { self.value = value; stringType = type; super.init(.stringConstant, extent) }
}

/// `"text $name $(…)"`: literal pieces and nested expressions in order.
public final class ExpandableStringExpressionAst: ExpressionAst {
  public enum Part { case text(String), expression(ExpressionAst) }
  /// The string as written, escapes resolved, nested expressions as source text.
  public let value: String
  public let stringType: StringConstantType
  public let parts: [Part]
  public init(_ extent: Extent, value: String, type: StringConstantType, parts: [Part]) {
    self.value = value; stringType = type; self.parts = parts; super.init(.expandableString, extent)
    for case .expression(let e) in parts { adopt(e) }
  }
  public var nestedExpressions: [ExpressionAst] { parts.compactMap { if case .expression(let e) = $0 { e } else { nil } } }
}

public final class TypeExpressionAst: ExpressionAst {
  public let typeName: TypeName
  public init(_ extent: Extent, typeName: TypeName) { self.typeName = typeName; super.init(.typeExpression, extent) }
}

/// `@( … )`.
public final class ArrayExpressionAst: ExpressionAst {
  public let subExpression: StatementBlockAst
  public init(_ extent: Extent, subExpression: StatementBlockAst) { self.subExpression = subExpression; super.init(.array, extent); adopt(subExpression) }
}

/// `a, b, c`.
public final class ArrayLiteralAst: ExpressionAst {
  public let elements: [ExpressionAst]
  public init(_ extent: Extent, elements: [ExpressionAst]) { self.elements = elements; super.init(.arrayLiteral, extent); adopt(all: elements) }
}

public final class HashtableAst: ExpressionAst {
  public let pairs: [(key: ExpressionAst, value: StatementAst)]
  public init(_ extent: Extent, pairs: [(key: ExpressionAst, value: StatementAst)]) { self.pairs = pairs; super.init(.hashtable, extent)
    for p in pairs { adopt(p.key); adopt(p.value) }
  }
}

public final class ScriptBlockExpressionAst: ExpressionAst {
  public let scriptBlock: ScriptBlockAst
  public init(_ extent: Extent, scriptBlock: ScriptBlockAst) { self.scriptBlock = scriptBlock; super.init(.scriptBlockExpression, extent); adopt(scriptBlock) }
}

public final class ParenExpressionAst: ExpressionAst {
  public let pipeline: PipelineBaseAst
  public init(_ extent: Extent, pipeline: PipelineBaseAst) { self.pipeline = pipeline; super.init(.paren, extent); adopt(pipeline) }
}

/// `$( … )`.
public final class SubExpressionAst: ExpressionAst {
  public let subExpression: StatementBlockAst
  public init(_ extent: Extent, subExpression: StatementBlockAst) { self.subExpression = subExpression; super.init(.subExpression, extent); adopt(subExpression) }
}

/// `$using:name`.
public final class UsingExpressionAst: ExpressionAst {
  public let subExpression: ExpressionAst
  public init(_ extent: Extent, subExpression: ExpressionAst) { self.subExpression = subExpression; super.init(.using, extent); adopt(subExpression) }
}

/// An expression the parser could not read; it only stands in trees that come with errors.
public final class ErrorExpressionAst: ExpressionAst {
  public let nested: [Ast]
  public init(_ extent: Extent, nested: [Ast] = []) { self.nested = nested; super.init(.errorExpression, extent); adopt(all: nested) }
}
