/// Which classes are sealed and which abstract, for `Type.IsSealed` and `Type.IsAbstract`; static classes are both.

enum TypeModifiers {
  static let sealed = names(in: sealedTable)
  static let abstract = names(in: abstractTable)

  private static func names(in table: String) -> Set<String> {
    var all: Set<String> = []
    for line in table.tableLines {
      let words = line.tableWords
      for w in words.dropFirst() { all.insert(words[0] + "." + w) }
    }
    return all
  }
}

/// Namespace, then names.
private let sealedTable = """
System String Math MathF Convert Environment Console BitConverter GC Buffer Version Lazy`1 Tuple DBNull TimeZoneInfo Activator Random
System.IO File Directory Path FileInfo DirectoryInfo DriveInfo
System.Text StringBuilder Rune
System.Security SecureString
System.Management.Automation AliasAttribute AllowEmptyCollectionAttribute AllowEmptyStringAttribute AllowNullAttribute BreakException CallStackFrame CmdletAttribute CmdletProviderManagementIntrinsics CommandMetadata CompletionCompleters ContinueException CredentialAttribute DataAddedEventArgs DataAddingEventArgs DriveManagementIntrinsics FlagsExpression`1 ItemCmdletProviderIntrinsics LanguagePrimitives JobStateEventArgs PSInvocationStateChangedEventArgs VerbsCommon VerbsCommunications VerbsData VerbsDiagnostic VerbsLifecycle VerbsOther VerbsSecurity OutputTypeAttribute ParameterAttribute ParameterMetadata ParameterSetMetadata PathInfo PathInfoStack PathIntrinsics PowerShell ProviderIntrinsics ProxyCommand PSCommand PSCredential PSDataStreams PSDefaultValueAttribute PSInvocationSettings PSInvocationStateInfo PSJobStartEventArgs PSModuleInfo PSPrimitiveDictionary PSSerializer PSVariableIntrinsics SemanticVersion SessionState SteppablePipeline SupportsWildcardsAttribute TerminateException ValidateCountAttribute ValidateLengthAttribute ValidateNotNullAttribute ValidateNotNullOrEmptyAttribute ValidateNotNullOrWhiteSpaceAttribute ValidatePatternAttribute ValidateRangeAttribute ValidateScriptAttribute ValidateSetAttribute ValidateUserDriveAttribute WildcardPattern
System.Management.Automation.Internal AutomationNull InternalTestHooks
System.Management.Automation.Language ArrayTypeName CodeGeneration GenericTypeName Parser ScriptExtent ScriptPosition StaticParameterBinder TypeName
System.Management.Automation.Runspaces Command CommandCollection CommandParameter CommandParameterCollection InitialSessionStateEntryCollection`1 PSSession RunspaceFactory RunspacePool RunspaceStateInfo SessionStateAliasEntry SessionStateApplicationEntry SessionStateAssemblyEntry SessionStateCmdletEntry SessionStateFormatEntry SessionStateFunctionEntry SessionStateProviderEntry SessionStateScriptEntry SessionStateTypeEntry SessionStateVariableEntry RunspaceAvailabilityEventArgs RunspacePoolStateChangedEventArgs RunspaceStateEventArgs
System.Management.Automation.Host BufferCell ChoiceDescription Coordinates KeyInfo Rectangle Size
Microsoft.PowerShell.Commands AliasProvider EnvironmentProvider ExportModuleMemberCommand DebugJobCommand FileSystemProvider ForEachObjectCommand FunctionProvider GetCommandCommand GetHelpCommand GetModuleCommand ImportModuleCommand NewModuleCommand NewModuleManifestCommand NewPSTransportOptionCommand RemoveModuleCommand SaveHelpCommand SetPSDebugCommand TestModuleManifestCommand UpdateHelpCommand VariableProvider WhereObjectCommand
"""
private let abstractTable = """
System Math MathF Convert Environment Console BitConverter GC Buffer Activator Array Enum ValueType Delegate MulticastDelegate Type Attribute TimeProvider StringComparer
System.IO File Directory Path Stream TextReader TextWriter FileSystemInfo
System.Text Encoding EncodingProvider
System.Xml XmlNode XmlLinkedNode XmlCharacterData XmlReader XmlWriter
System.Reflection MemberInfo MethodBase MethodInfo PropertyInfo FieldInfo ConstructorInfo Assembly TypeInfo
System.Security.Cryptography HashAlgorithm SymmetricAlgorithm AsymmetricAlgorithm MD5 SHA1 SHA256 SHA384 SHA512 Aes RSA RandomNumberGenerator HMAC KeyedHashAlgorithm
System.Globalization Calendar EastAsianLunisolarCalendar
System.Diagnostics TraceListener
System.Net WebRequest WebResponse EndPoint Dns
System.Management.Automation VerbsCommon VerbsCommunications VerbsData VerbsDiagnostic VerbsLifecycle VerbsOther VerbsSecurity ArgumentTransformationAttribute Breakpoint Cmdlet CommandInfo CompletionCompleters Debugger FlowControlException IArgumentCompleter IDynamicParameters IModuleAssemblyInitializer InformationalRecord Job Job2 LanguagePrimitives LoopFlowException PSCmdlet PSEventManager PSMemberInfo PSMethodInfo PSPropertyInfo PSSerializer ValidateArgumentsAttribute ValidateEnumeratedArgumentsAttribute
System.Management.Automation.Internal AutomationNull InternalCommand InternalTestHooks
System.Management.Automation.Language Ast AstVisitor AstVisitor2 AttributeBaseAst CodeGeneration CommandBaseAst CommandElementAst DefaultCustomAstVisitor ExpressionAst ICustomAstVisitor IScriptExtent LabeledStatementAst LoopStatementAst MemberAst PipelineBaseAst RedirectionAst StatementAst StaticParameterBinder StringToken
System.Management.Automation.Runspaces ConstrainedSessionStateEntry InitialSessionStateEntry Runspace RunspaceFactory SessionStateCommandEntry
System.Management.Automation.Host IHostUISupportsMultipleChoiceSelection PSHost PSHostRawUserInterface PSHostUserInterface
"""
