/// Which types the properties of syntax trees have, and the order they are shown in.
///
/// A row is a node with its properties as `Name:type`; `~` stands for the name space of the nodes, `*` for `ReadOnlyCollection`.
import Engine

enum NodeProperties {
  /// `System.Management.Automation.Language.NamedBlockAst EndBlock`: what Get-Member shows of a property, without its accessors.
  static func definition(_ property: String, of node: String) -> String { (types[node]?.first { $0.name == property }?.type ?? "System.Object") + " " + property }
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
    ErrorExpressionAst NestedAst:*[~Ast]
    ScriptBlockAst Attributes:*[~AttributeAst] UsingStatements:*[~UsingStatementAst] ParamBlock:~ParamBlockAst BeginBlock:~NamedBlockAst ProcessBlock:~NamedBlockAst EndBlock:~NamedBlockAst \
      CleanBlock:~NamedBlockAst DynamicParamBlock:~NamedBlockAst ScriptRequirements:~ScriptRequirements
    ParamBlockAst Attributes:*[~AttributeAst] Parameters:*[~ParameterAst]
    NamedBlockAst Unnamed:bool BlockKind:~TokenKind Statements:*[~StatementAst] Traps:*[~TrapStatementAst]
    NamedAttributeArgumentAst ArgumentName:string Argument:~ExpressionAst ExpressionOmitted:bool
    AttributeBaseAst TypeName:~ITypeName
    AttributeAst PositionalArguments:*[~ExpressionAst] NamedArguments:*[~NamedAttributeArgumentAst]
    ParameterAst Attributes:*[~AttributeBaseAst] Name:~VariableExpressionAst DefaultValue:~ExpressionAst StaticType:type
    StatementBlockAst Statements:*[~StatementAst] Traps:*[~TrapStatementAst]
    TypeDefinitionAst Name:string Attributes:*[~AttributeAst] BaseTypes:*[~TypeConstraintAst] Members:*[~MemberAst] IsEnum:bool IsClass:bool IsInterface:bool
    UsingStatementAst UsingStatementKind:~UsingStatementKind Name:~StringConstantExpressionAst Alias:~StringConstantExpressionAst ModuleSpecification:~HashtableAst
    MemberAst Name:string
    PropertyMemberAst Name:string PropertyType:~TypeConstraintAst Attributes:*[~AttributeAst] InitialValue:~ExpressionAst IsPublic:bool IsHidden:bool IsStatic:bool
    FunctionMemberAst Name:string Attributes:*[~AttributeAst] ReturnType:~TypeConstraintAst Parameters:*[~ParameterAst] Body:~ScriptBlockAst IsPublic:bool IsHidden:bool IsStatic:bool \
      IsConstructor:bool
    FunctionDefinitionAst IsFilter:bool IsWorkflow:bool Name:string Parameters:*[~ParameterAst] Body:~ScriptBlockAst
    IfStatementAst Clauses:*[System.Tuple[~PipelineBaseAst,~StatementBlockAst]] ElseClause:~StatementBlockAst
    DataStatementAst Variable:string CommandsAllowed:*[~ExpressionAst] Body:~StatementBlockAst
    LabeledStatementAst Label:string
    LoopStatementAst Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    ForEachStatementAst Variable:~VariableExpressionAst ThrottleLimit:~ExpressionAst Flags:~ForEachFlags Body:~StatementBlockAst Condition:~PipelineBaseAst
    ForStatementAst Initializer:~PipelineBaseAst Iterator:~PipelineBaseAst Body:~StatementBlockAst Condition:~PipelineBaseAst
    DoWhileStatementAst Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    DoUntilStatementAst Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    WhileStatementAst Body:~StatementBlockAst Label:string Condition:~PipelineBaseAst
    SwitchStatementAst Flags:~SwitchFlags Clauses:*[System.Tuple[~ExpressionAst,~StatementBlockAst]] Default:~StatementBlockAst Condition:~PipelineBaseAst
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
    CommandBaseAst Redirections:*[~RedirectionAst]
    CommandAst CommandElements:*[~CommandElementAst] InvocationOperator:~TokenKind DefiningKeyword:~DynamicKeyword
    CommandExpressionAst Expression:~ExpressionAst
    RedirectionAst FromStream:~RedirectionStream
    MergingRedirectionAst ToStream:~RedirectionStream
    FileRedirectionAst Location:~ExpressionAst Append:bool
    AssignmentStatementAst Left:~ExpressionAst Operator:~TokenKind Right:~StatementAst ErrorPosition:~IScriptExtent
    ConfigurationDefinitionAst Body:~ScriptBlockExpressionAst InstanceName:~ExpressionAst
    DynamicKeywordStatementAst CommandElements:*[~CommandElementAst]
    ExpressionAst StaticType:type
    TernaryExpressionAst Condition:~ExpressionAst IfTrue:~ExpressionAst IfFalse:~ExpressionAst
    BinaryExpressionAst Operator:~TokenKind Left:~ExpressionAst Right:~ExpressionAst ErrorPosition:~IScriptExtent
    UnaryExpressionAst TokenKind:~TokenKind Child:~ExpressionAst
    BlockStatementAst Body:~StatementBlockAst
    AttributedExpressionAst Child:~ExpressionAst Attribute:~AttributeBaseAst
    ConvertExpressionAst Type:~TypeConstraintAst Child:~ExpressionAst Attribute:~AttributeBaseAst
    MemberExpressionAst Expression:~ExpressionAst Member:~CommandElementAst Static:bool NullConditional:bool
    InvokeMemberExpressionAst GenericTypeArguments:*[~ITypeName] Arguments:*[~ExpressionAst] Expression:~ExpressionAst Member:~CommandElementAst Static:bool NullConditional:bool
    BaseCtorInvokeMemberExpressionAst Arguments:*[~ExpressionAst] Expression:~ExpressionAst Member:~CommandElementAst
    TypeExpressionAst TypeName:~ITypeName
    VariableExpressionAst VariablePath:System.Management.Automation.VariablePath Splatted:bool
    ConstantExpressionAst Value:System.Object
    StringConstantExpressionAst StringConstantType:~StringConstantType Value:string Value:System.Object
    ExpandableStringExpressionAst Value:string StringConstantType:~StringConstantType NestedExpressions:*[~ExpressionAst]
    ScriptBlockExpressionAst ScriptBlock:~ScriptBlockAst
    ArrayLiteralAst Elements:*[~ExpressionAst]
    HashtableAst KeyValuePairs:*[System.Tuple[~ExpressionAst,~StatementAst]]
    ArrayExpressionAst SubExpression:~StatementBlockAst
    ParenExpressionAst Pipeline:~PipelineBaseAst
    SubExpressionAst SubExpression:~StatementBlockAst
    UsingExpressionAst SubExpression:~ExpressionAst
    IndexExpressionAst Target:~ExpressionAst Index:~ExpressionAst NullConditional:bool
    """
}
