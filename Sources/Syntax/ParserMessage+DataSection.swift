/// What is not allowed in `data` sections and in data-only files.
extension ParserMessage {
  static let arrayReferenceNotSupportedInDataSection = ParserMessage("ArrayReferenceNotSupportedInDataSection", "Array references are not allowed in restricted language mode or a Data section.")
  static let assignmentStatementNotSupportedInDataSection = ParserMessage(
    "AssignmentStatementNotSupportedInDataSection", "Assignment statements are not allowed in restricted language mode or a Data section.")
  static let attributeNotSupportedInDataSection = ParserMessage("AttributeNotSupportedInDataSection", "Attributes are not allowed in restricted language mode or a Data section.")
  static let dataSectionStatementNotSupportedInDataSection = ParserMessage(
    "DataSectionStatementNotSupportedInDataSection", "The data statement is not allowed in restricted language mode or another Data section.")
  static let doWhileStatementNotSupportedInDataSection = ParserMessage(
    "DoWhileStatementNotSupportedInDataSection", "The Do and While statements are not allowed in restricted language mode or a Data section.")
  static let dotSourcingNotSupportedInDataSection = ParserMessage("DotSourcingNotSupportedInDataSection", "Dot sourcing is not allowed in restricted language mode or a Data section.")
  static let flowControlStatementNotSupportedInDataSection = ParserMessage(
    "FlowControlStatementNotSupportedInDataSection",
    "Flow control statements such as Break, Continue, Return, Exit, and Throw are not allowed in restricted language mode or a Data section.")
  static let forWhileStatementNotSupportedInDataSection = ParserMessage(
    "ForWhileStatementNotSupportedInDataSection", "For and While statements are not allowed in restricted language mode or a Data section.")
  static let foreachStatementNotSupportedInDataSection = ParserMessage("ForeachStatementNotSupportedInDataSection", "Foreach statements are not allowed in restricted language mode or a Data section.")
  static let functionDeclarationNotSupportedInDataSection = ParserMessage(
    "FunctionDeclarationNotSupportedInDataSection", "Function declarations are not allowed in restricted language mode or a Data section.")
  static let methodCallNotSupportedInDataSection = ParserMessage("MethodCallNotSupportedInDataSection", "Method calls are not allowed in restricted language mode or a Data section.")
  static let missingValueForSupportedCommandInDataSectionStatement = ParserMessage(
    "MissingValueForSupportedCommandInDataSectionStatement",
    "The SupportedCommand parameter of the Data section is missing a value. Supply a cmdlet or function name to the parameter.")
  static let operatorNotSupportedInDataSection = ParserMessage("OperatorNotSupportedInDataSection", "The '{0}' operator is not allowed in restricted language mode or a Data section.")
  static let parallelAndSequenceBlockNotSupportedInDataSection = ParserMessage(
    "ParallelAndSequenceBlockNotSupportedInDataSection", "Parallel and sequence blocks are not allowed in restricted language mode or a Data section.")
  static let parameterDeclarationNotSupportedInDataSection = ParserMessage(
    "ParameterDeclarationNotSupportedInDataSection", "Parameter declarations are not allowed in restricted language mode or a Data section.")
  static let propertyReferenceNotSupportedInDataSection = ParserMessage(
    "PropertyReferenceNotSupportedInDataSection", "Property references are not allowed in restricted language mode or a Data section.")
  static let redirectionNotSupportedInDataSection = ParserMessage("RedirectionNotSupportedInDataSection", "Redirection is not allowed in restricted language mode or a Data section.")
  static let scriptBlockNotSupportedInDataSection = ParserMessage("ScriptBlockNotSupportedInDataSection", "Script block literals are not allowed in restricted language mode or a Data section.")
  static let switchStatementNotSupportedInDataSection = ParserMessage("SwitchStatementNotSupportedInDataSection", "The switch statement is not allowed in restricted language mode or a Data section.")
  static let trapStatementNotSupportedInDataSection = ParserMessage("TrapStatementNotSupportedInDataSection", "The Trap statement is not allowed in restricted language mode or a Data section.")
  static let tryStatementNotSupportedInDataSection = ParserMessage("TryStatementNotSupportedInDataSection", "The Try statement is not allowed in restricted language mode or a Data section.")
  static let typeNotAllowedInDataSection = ParserMessage("TypeNotAllowedInDataSection", "The type {0} is not allowed in restricted language mode or a Data section.")
  static let variableReferenceNotSupportedInDataSection = ParserMessage(
    "VariableReferenceNotSupportedInDataSection",
    "A variable that cannot be referenced in restricted language mode or a Data section is being referenced. Variables that can be referenced include the following: {0}."
  )
}
