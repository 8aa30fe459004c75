/// Which types the properties of syntax trees have, and the order they are shown in.
///
/// A row is a node with its properties as `Name:type`; `~` stands for the name space of the nodes, `*` for `ReadOnlyCollection`.
import Engine

enum NodeProperties {
  /// `System.Management.Automation.Language.NamedBlockAst EndBlock`: what Get-Member shows of a property, without its accessors.
  static func definition(_ property: String, of node: String) -> String { (types[node]?.first { $0.name == property }?.type ?? "System.Object") + " " + property }
  /// The type of the elements of a list.
  static func element(_ property: String, of node: String) -> NetType? {
    guard let type = types[node]?.first(where: { $0.name == property })?.type, type.hasSuffix("]"), let open = type.firstIndex(of: "[") else { return nil }
    return TypeTable.resolve(String(type[type.index(after: open)...].dropLast()))
  }
  static func names(of node: String) -> [String] { types[node]?.map(\.name) ?? [] }

  private static let types: [String: [(name: String, type: String)]] = {
    var all: [String: [(name: String, type: String)]] = [:]
    for line in rows.tableLines {
      let words = line.tableWords
      guard let node = words.first else { continue }
      all[node] = words.dropFirst().map { word in
        let parts = word.parts(at: 58)
        let type = parts[1].replacing("~", with: NetTypes.astSpace).replacing("*", with: "System.Collections.ObjectModel.ReadOnlyCollection")
        return (parts[0], type)
      }
    }
    return all
  }()
  private static let rows = """
    ErrorStatementAst Flags:System.Collections.Generic.Dictionary[string,System.Tuple[~Token,~Ast]] Conditions:*[~Ast] Bodies:*[~Ast] NestedAst:*[~Ast]
    ErrorExpressionAst NestedAst:*[~Ast] StaticType:type
    ScriptBlockAst Attributes:*[~AttributeAst] UsingStatements:*[~UsingStatementAst] ParamBlock:~ParamBlockAst BeginBlock:~NamedBlockAst ProcessBlock:~NamedBlockAst EndBlock:~NamedBlockAst \
      CleanBlock:~NamedBlockAst DynamicParamBlock:~NamedBlockAst ScriptRequirements:~ScriptRequirements
    ParamBlockAst Attributes:*[~AttributeAst] Parameters:*[~ParameterAst]
    NamedBlockAst Unnamed:bool BlockKind:~TokenKind Statements:*[~StatementAst] Traps:*[~TrapStatementAst]
    NamedAttributeArgumentAst ArgumentName:string Argument:~ExpressionAst ExpressionOmitted:bool
    AttributeBaseAst TypeName:~ITypeName
    AttributeAst PositionalArguments:*[~ExpressionAst] NamedArguments:*[~NamedAttributeArgumentAst] TypeName:~ITypeName
    TypeConstraintAst TypeName:~ITypeName
    ParameterAst Attributes:*[~AttributeBaseAst] Name:~VariableExpressionAst DefaultValue:~ExpressionAst StaticType:type
    StatementBlockAst Statements:*[~StatementAst] Traps:*[~TrapStatementAst]
    TypeDefinitionAst Name:string Attributes:*[~AttributeAst] BaseTypes:*[~TypeConstraintAst] Members:*[~MemberAst] IsEnum:bool IsClass:bool IsInterface:bool
    UsingStatementAst UsingStatementKind:~UsingStatementKind Name:~StringConstantExpressionAst Alias:~StringConstantExpressionAst ModuleSpecification:~HashtableAst
    PropertyMemberAst Name:string PropertyType:~TypeConstraintAst Attributes:*[~AttributeAst] InitialValue:~ExpressionAst IsPublic:bool IsHidden:bool IsStatic:bool
    FunctionMemberAst Name:string Attributes:*[~AttributeAst] ReturnType:~TypeConstraintAst Parameters:*[~ParameterAst] Body:~ScriptBlockAst IsPublic:bool IsHidden:bool IsStatic:bool \
      IsConstructor:bool
    FunctionDefinitionAst IsFilter:bool IsWorkflow:bool Name:string Parameters:*[~ParameterAst] Body:~ScriptBlockAst
    IfStatementAst Clauses:*[System.Tuple[~PipelineBaseAst,~StatementBlockAst]] ElseClause:~StatementBlockAst
    DataStatementAst Variable:string CommandsAllowed:*[~ExpressionAst] Body:~StatementBlockAst
    LabeledStatementAst Label:string
    ForEachStatementAst Variable:~VariableExpressionAst ThrottleLimit:~ExpressionAst Flags:~ForEachFlags Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    ForStatementAst Initializer:~PipelineBaseAst Iterator:~PipelineBaseAst Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    DoWhileStatementAst Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    DoUntilStatementAst Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    WhileStatementAst Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    SwitchStatementAst Flags:~SwitchFlags Clauses:*[System.Tuple[~ExpressionAst,~StatementBlockAst]] Default:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    CatchClauseAst CatchTypes:*[~TypeConstraintAst] IsCatchAll:bool Body:~StatementBlockAst
    TryStatementAst Body:~StatementBlockAst CatchClauses:*[~CatchClauseAst] Finally:~StatementBlockAst
    TrapStatementAst TrapType:~TypeConstraintAst Body:~StatementBlockAst
    BreakStatementAst Label:~ExpressionAst
    ContinueStatementAst Label:~ExpressionAst
    ReturnStatementAst Pipeline:~PipelineBaseAst
    ExitStatementAst Pipeline:~PipelineBaseAst
    ThrowStatementAst Pipeline:~PipelineBaseAst IsRethrow:bool
    PipelineChainAst LhsPipelineChain:~ChainableAst RhsPipeline:~PipelineAst Operator:~TokenKind Background:bool
    PipelineAst PipelineElements:*[~CommandBaseAst] Background:bool
    CommandParameterAst ParameterName:string Argument:~ExpressionAst ErrorPosition:~IScriptExtent
    CommandAst CommandElements:*[~CommandElementAst] InvocationOperator:~TokenKind DefiningKeyword:~DynamicKeyword
    CommandExpressionAst Expression:~ExpressionAst
    RedirectionAst FromStream:~RedirectionStream
    MergingRedirectionAst ToStream:~RedirectionStream FromStream:~RedirectionStream
    FileRedirectionAst Location:~ExpressionAst Append:bool FromStream:~RedirectionStream
    AssignmentStatementAst Left:~ExpressionAst Operator:~TokenKind Right:~StatementAst ErrorPosition:~IScriptExtent
    ConfigurationDefinitionAst Body:~ScriptBlockExpressionAst InstanceName:~ExpressionAst
    ExpressionAst StaticType:type
    TernaryExpressionAst Condition:~ExpressionAst IfTrue:~ExpressionAst IfFalse:~ExpressionAst StaticType:type
    BinaryExpressionAst Operator:~TokenKind Left:~ExpressionAst Right:~ExpressionAst ErrorPosition:~IScriptExtent StaticType:type
    UnaryExpressionAst TokenKind:~TokenKind Child:~ExpressionAst StaticType:type
    BlockStatementAst Body:~StatementBlockAst
    AttributedExpressionAst Child:~ExpressionAst Attribute:~AttributeBaseAst StaticType:type
    ConvertExpressionAst Type:~TypeConstraintAst StaticType:type Child:~ExpressionAst Attribute:~AttributeBaseAst
    MemberExpressionAst Expression:~ExpressionAst Member:~CommandElementAst Static:bool NullConditional:bool StaticType:type
    InvokeMemberExpressionAst GenericTypeArguments:*[~ITypeName] Arguments:*[~ExpressionAst] Expression:~ExpressionAst Member:~CommandElementAst Static:bool NullConditional:bool StaticType:type
    BaseCtorInvokeMemberExpressionAst GenericTypeArguments:*[~ITypeName] Arguments:*[~ExpressionAst] Expression:~ExpressionAst Member:~CommandElementAst Static:bool NullConditional:bool \
      StaticType:type
    TypeExpressionAst TypeName:~ITypeName StaticType:type
    VariableExpressionAst VariablePath:System.Management.Automation.VariablePath Splatted:bool StaticType:type
    ConstantExpressionAst Value:System.Object StaticType:type
    StringConstantExpressionAst StringConstantType:~StringConstantType Value:string StaticType:type Value:System.Object
    ExpandableStringExpressionAst Value:string StringConstantType:~StringConstantType NestedExpressions:*[~ExpressionAst] StaticType:type
    ScriptBlockExpressionAst ScriptBlock:~ScriptBlockAst StaticType:type
    ArrayLiteralAst Elements:*[~ExpressionAst] StaticType:type
    HashtableAst KeyValuePairs:*[System.Tuple[~ExpressionAst,~StatementAst]] StaticType:type
    ArrayExpressionAst SubExpression:~StatementBlockAst StaticType:type
    ParenExpressionAst Pipeline:~PipelineBaseAst StaticType:type
    SubExpressionAst SubExpression:~StatementBlockAst StaticType:type
    UsingExpressionAst SubExpression:~ExpressionAst StaticType:type
    IndexExpressionAst Target:~ExpressionAst Index:~ExpressionAst NullConditional:bool StaticType:type
    """
}
