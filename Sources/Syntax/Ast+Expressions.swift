/// Nodes that have a value.

public final class TernaryExpressionAst: ExpressionAst {
  public let condition: ExpressionAst, ifTrue: ExpressionAst, ifFalse: ExpressionAst
  public init(_ extent: Extent, condition: ExpressionAst, ifTrue: ExpressionAst, ifFalse: ExpressionAst) {
    self.condition = condition; self.ifTrue = ifTrue; self.ifFalse = ifFalse; super.init(.ternary, extent); adopt(condition); adopt(ifTrue); adopt(ifFalse)
  }
}

/// `left -op right`
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

/// `-not $x`, `-$x`, `$x++`, `,$x`
public final class UnaryExpressionAst: ExpressionAst {
  /// `.minus`, `.plus`, `.exclaim`, `.not`, `.bnot`, `.isplit`, `.csplit`, `.join`, `.comma`, `.plusPlus`, `.minusMinus`, `.postfixPlusPlus`, `.postfixMinusMinus`.
  public let op: TokenKind
  public let child: ExpressionAst
  public init(_ extent: Extent, op: TokenKind, child: ExpressionAst) { self.op = op; self.child = child; super.init(.unary, extent); adopt(child) }
}

/// `[Attribute()] $x`: what stands before the target of an assignment.
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

/// `$x.Name`, `[Type]::Name`, `$x?.Name`
public final class MemberExpressionAst: ExpressionAst {
  public let expression: ExpressionAst
  public let member: ExpressionAst
  public let isStatic: Bool
  public let nullConditional: Bool
  public init(_ extent: Extent, expression: ExpressionAst, member: ExpressionAst, isStatic: Bool, nullConditional: Bool) {
    self.expression = expression; self.member = member; self.isStatic = isStatic; self.nullConditional = nullConditional; super.init(.member, extent); adopt(expression); adopt(member)
  }
}

/// `$x.Name(…)`, `[Type]::Name[int](…)`
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

/// `$x[…]`, `$x?[…]`
public final class IndexExpressionAst: ExpressionAst {
  public let target: ExpressionAst
  public let index: ExpressionAst
  public let nullConditional: Bool
  public init(_ extent: Extent, target: ExpressionAst, index: ExpressionAst, nullConditional: Bool) {
    self.target = target; self.index = index; self.nullConditional = nullConditional; super.init(.index, extent); adopt(target); adopt(index)
  }
}

/// `$name`, `${name}`, `@name`
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

/// How a string was written.
public enum StringConstantType: UInt8 { case singleQuoted, singleQuotedHereString, doubleQuoted, doubleQuotedHereString, bareWord }

/// `'text'`, `"text"` without variables, here-strings, bare words.
public final class StringConstantExpressionAst: ExpressionAst {
  public let value: String
  public let stringType: StringConstantType
  public init(_ extent: Extent, value: String, type: StringConstantType) { self.value = value; stringType = type; super.init(.stringConstant, extent) }
}

/// `"text $name $(…)"`: literal pieces and nested expressions in order.
public final class ExpandableStringExpressionAst: ExpressionAst {
  /// A piece of the string: text, or an expression in it.
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

/// `[Type]` as a value.
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

/// `@{ key = value; … }`
public final class HashtableAst: ExpressionAst {
  public let pairs: [(key: ExpressionAst, value: StatementAst)]
  public init(_ extent: Extent, pairs: [(key: ExpressionAst, value: StatementAst)]) { self.pairs = pairs; super.init(.hashtable, extent)
    for p in pairs { adopt(p.key); adopt(p.value) }
  }
}

/// `{ … }` as a value.
public final class ScriptBlockExpressionAst: ExpressionAst {
  public let scriptBlock: ScriptBlockAst
  public init(_ extent: Extent, scriptBlock: ScriptBlockAst) { self.scriptBlock = scriptBlock; super.init(.scriptBlockExpression, extent); adopt(scriptBlock) }
}

/// `( … )`
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
