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

  public var lineCount: Int { lineStarts.count }
  /// The text of a 1-based line, without its line end.
  public func line(_ number: Int) -> String {
    let range = lineRange(number)
    return slice(range.lowerBound, range.upperBound)
  }
  /// The same with its line end, which the last line lacks.
  public func wholeLine(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    return slice(Int(lineStarts[number - 1]), number < lineStarts.count ? Int(lineStarts[number]) : units.count)
  }
  /// Where a line lies, without its end.
  public func lineRange(_ number: Int) -> Range<Int> {
    guard number >= 1, number <= lineStarts.count else { return 0..<0 }
    let start = Int(lineStarts[number - 1])
    var end = number < lineStarts.count ? Int(lineStarts[number]) : units.count
    while end > start, units[end - 1] == 10 || units[end - 1] == 13 { end -= 1 }
    return start..<end
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
  /// Of what the parser adds to a tree: no file, no line.
  public static let nowhere = Extent(SourceText(""), 0, 0)
  public var isNowhere: Bool { source === Extent.nowhere.source }
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
  @exclusivity(unchecked) public final unowned(unsafe) var parent: Ast?
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

/// What can stand in a statement list.
open class StatementAst: Ast {}
/// What may stand as an element of a pipeline.
open class CommandBaseAst: StatementAst { public final var redirections: [RedirectionAst] = [] }
/// `PipelineAst`, `PipelineChainAst`, assignments: what may stand where a value is assigned.
open class PipelineBaseAst: StatementAst {}
/// What yields a value where it stands.
open class ExpressionAst: Ast {}
/// `[…]` before a variable or a declaration.
open class AttributeBaseAst: Ast {
  public final let typeName: TypeName
  init(_ kind: AstKind, _ extent: Extent, _ typeName: TypeName) { self.typeName = typeName; super.init(kind, extent) }
}
/// A redirection of one stream, or of all.
open class RedirectionAst: Ast {
  public final let fromStream: RedirectionStream
  init(_ kind: AstKind, _ extent: Extent, from: RedirectionStream) { fromStream = from; super.init(kind, extent) }
}
/// The streams by their numbers.
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
  /// What stands before the colon of a name.
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

/// A script, or the body of a function or block.
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

/// `param(…)` with the attributes before it.
public final class ParamBlockAst: Ast {
  public let attributes: [AttributeBaseAst]
  public let parameters: [ParameterAst]
  public init(_ extent: Extent, attributes: [AttributeBaseAst], parameters: [ParameterAst]) {
    self.attributes = attributes; self.parameters = parameters; super.init(.paramBlock, extent); adopt(all: attributes); adopt(all: parameters)
  }
}

/// One parameter: attributes, name, default.
public final class ParameterAst: Ast {
  /// Attributes and type constraints in source order.
  public let attributes: [AttributeBaseAst]
  public let name: VariableExpressionAst
  public let defaultValue: ExpressionAst?
  public init(_ extent: Extent, attributes: [AttributeBaseAst], name: VariableExpressionAst, defaultValue: ExpressionAst?) {
    self.attributes = attributes; self.name = name; self.defaultValue = defaultValue; super.init(.parameter, extent); adopt(all: attributes); adopt(name); adopt(defaultValue)
  }
}

/// The names of named blocks.
public enum BlockName: UInt8 { case begin, process, end, dynamicparam, clean }

/// `begin { … }` and its kin; a body without names is an `end` block.
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

/// `{ … }` of a statement.
public final class StatementBlockAst: Ast {
  public let statements: [StatementAst]
  public let traps: [TrapStatementAst]
  public init(_ extent: Extent, statements: [StatementAst], traps: [TrapStatementAst]) {
    self.statements = statements; self.traps = traps; super.init(.statementBlock, extent); adopt(all: traps); adopt(all: statements)
  }
}

/// `Name = value` in an attribute.
public final class NamedAttributeArgumentAst: Ast {
  public let argumentName: String
  public let argument: ExpressionAst
  /// `[Parameter(Mandatory)]`: the value is not written.
  public let expressionOmitted: Bool
  public init(_ extent: Extent, name: String, argument: ExpressionAst, omitted: Bool) {
    argumentName = name; self.argument = argument; expressionOmitted = omitted; super.init(.namedAttributeArgument, extent); adopt(argument)
  }
}

/// `[Name(…)]`
public final class AttributeAst: AttributeBaseAst {
  public let positionalArguments: [ExpressionAst]
  public let namedArguments: [NamedAttributeArgumentAst]
  public init(_ extent: Extent, typeName: TypeName, positional: [ExpressionAst], named: [NamedAttributeArgumentAst]) {
    positionalArguments = positional; namedArguments = named; super.init(.attribute, extent, typeName); adopt(all: positionalArguments); adopt(all: namedArguments)
  }
}

/// `[Type]` before a variable or parameter.
public final class TypeConstraintAst: AttributeBaseAst {
  public init(_ extent: Extent, typeName: TypeName) { super.init(.typeConstraint, extent, typeName) }
}

/// What `using` names.
public enum UsingStatementKind: UInt8 { case assembly, command, module, namespace, type }

/// `using namespace …`, `using module …`
public final class UsingStatementAst: StatementAst {
  public let usingKind: UsingStatementKind
  public let name: StringConstantExpressionAst?
  public let alias: StringConstantExpressionAst?
  public let moduleSpecification: HashtableAst?
  public init(_ extent: Extent, kind: UsingStatementKind, name: StringConstantExpressionAst?, alias: StringConstantExpressionAst?, module: HashtableAst?) {
    usingKind = kind; self.name = name; self.alias = alias; moduleSpecification = module; super.init(.usingStatement, extent); adopt(self.name); adopt(self.alias); adopt(moduleSpecification)
  }
}

/// `function Name(…) { … }`, `filter Name { … }`
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

/// What a type definition defines.
public enum TypeKind: UInt8 { case `class`, `enum`, interface }

/// `class Name : Base { … }`, `enum Name { … }`
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

/// A property of a class, or a value of an enumeration.
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

/// A method or constructor of a class.
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
